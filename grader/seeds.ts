/** Which secret seed a case gets. Students must not be able to foresee it, and a regrade must repeat it exactly. */
import { createHmac } from 'node:crypto'

/** How many seeds each exercise version has. A pool is small enough to fill with expected outputs ahead of time. */
export const seedPoolSize = 64

/**
 * The seed of one case: an unsigned 32-bit whole number, the same on every machine that knows `secret`.
 * `seedIndex` (0 to `seedPoolSize` − 1) is drawn after a submission was stored, and kept with it.
 * Throws where the index lies outside the pool.
 */
export function caseSeed(
  secret: string,
  exerciseVersion: string,
  seedIndex: number,
  caseName: string,
): number {
  if (!Number.isInteger(seedIndex) || seedIndex < 0 || seedIndex >= seedPoolSize) {
    throw new Error(
      `a seed index is a whole number from 0 to ${seedPoolSize - 1}; found ${seedIndex}`,
    )
  }
  // JSON keeps the parts apart: no case name can imitate another index.
  return createHmac('sha256', secret)
    .update(JSON.stringify([exerciseVersion, seedIndex, caseName]))
    .digest()
    .readUInt32LE(0)
}
