/** Names a mistake by its numbers: which known wrong solution gives the same values on the same input? */
import type { Value, ValueType } from '../reference/value.ts'
import { distance } from './compare.ts'
import { fromAnyNumber } from './packed.ts'
import type { Diagnosis, Finding } from './report.ts'
import type { Tolerance } from './tolerance.ts'

/** A known wrong solution with what it gives on the student's inputs, one value per run; empty where it throws. */
export interface Candidate {
  readonly id: string
  readonly sameAs: string
  readonly hints: readonly string[]
  readonly outputs: readonly Value[]
}

/**
 * The candidate whose values are the student's, in every run: same shapes, same NaN and ±Infinity
 * positions, values within the tolerance (or a few times it, if none is nearer). Candidates within
 * the tolerance stay in their order.
 *
 * Candidates have to be wrong on these inputs themselves: one that is right here says nothing.
 */
export function diagnose({
  type,
  yours,
  candidates,
  tolerance,
  finding,
}: {
  readonly type: ValueType
  /** One value per run, as far as the student's code came. */
  readonly yours: readonly Value[]
  readonly candidates: readonly Candidate[]
  readonly tolerance: Tolerance
  readonly finding: Finding
}): Diagnosis {
  const farthest = ({ outputs }: Candidate) =>
    yours.length === 0 || outputs.length !== yours.length
      ? Infinity
      : Math.max(
          ...outputs.map((output, run) => distance(type, output, yours[run] as Value, tolerance)),
        )
  const matches = candidates
    .map((candidate) => ({ candidate, times: farthest(candidate) }))
    .filter(({ times }) => times <= farthestMatch(finding))
    .sort((one, other) => Math.max(1, one.times) - Math.max(1, other.times))
    .map(({ candidate }) => candidate)

  const [nearest, ...others] = matches
  if (!nearest) return { misconception: null, hints: [], alsoMatches: [] }
  return {
    misconception: { id: nearest.id, sameAs: nearest.sameAs },
    hints: [...nearest.hints],
    alsoMatches: others.map(({ sameAs }) => sameAs),
  }
}

/**
 * How far off a match may be, in multiples of the tolerance: the same mistake made another way adds
 * up its sums in another order. Never so far that what is nearly right matches what is right.
 */
function farthestMatch(finding: Finding): number {
  const off = finding.kind === 'values' ? fromAnyNumber(finding.timesAllowed ?? Infinity) : Infinity
  return Math.min(5, off / 10)
}
