/**
 * From numbers to steps of colour. A step is a whole number, so that all cells of one colour can be
 * drawn at once; null stands for what has no colour: NaN and the infinities, which are hatched.
 */
import type { TensorValues } from '../../../reference/value.ts'

export type Step = number | null

/** Steps on each side of 0. */
export const valueSteps = 12
/** A step for each power of ten; the last for all above. */
export const differenceSteps = 6

export interface ValueScale {
  /** The value that has the full colour. */
  readonly limit: number
  /** Some value lies beyond the limit. */
  readonly clipped: boolean
}

/** How far `yours` may stretch the scale beyond what is expected before the expected values would fade. */
const stretch = 4

/** One scale for both, centred on 0. */
export function sharedScale(expected: TensorValues, yours?: TensorValues): ValueScale {
  const due = largest(expected)
  const found = yours ? largest(yours) : 0
  const limit = due > 0 ? Math.min(Math.max(due, found), due * stretch) : found
  return { limit: limit > 0 ? limit : 1, clipped: found > limit }
}

/** −valueSteps … valueSteps; 0 only for what rounds to none. */
export function valueStep(value: number, { limit }: ValueScale): Step {
  if (!Number.isFinite(value)) return null
  const step = Math.round((valueSteps * value) / limit)
  return Math.max(-valueSteps, Math.min(valueSteps, step)) || 0
}

/** 0 within the tolerance; then 1 below ten times what is allowed, 2 below a hundred times, and so on. */
export function differenceStep(times: number): Step {
  if (Number.isNaN(times)) return null
  if (times <= 1) return 0
  return Math.min(differenceSteps, Math.floor(Math.log10(times)) + 1)
}

function largest(values: TensorValues): number {
  let most = 0
  for (const value of values) {
    const size = Math.abs(value)
    if (size > most && Number.isFinite(size)) most = size
  }
  return most
}

/**
 * For each step the cells that have it, as the path of an SVG with cells of size 1: neighbours in a
 * row become one rectangle. Cells of step 0 are left out: they are blank.
 */
export function pathsOf(steps: readonly Step[], columns: number): Map<Step, string> {
  const paths = new Map<Step, string>()
  for (let at = 0; at < steps.length;) {
    const step = steps[at]!
    const endOfRow = (Math.floor(at / columns) + 1) * columns
    let end = at + 1
    while (end < endOfRow && steps[end] === step) end++
    if (step !== 0) {
      const rectangle = `M${at % columns} ${Math.floor(at / columns)}h${end - at}v1h${at - end}z`
      paths.set(step, (paths.get(step) ?? '') + rectangle)
    }
    at = end
  }
  return paths
}
