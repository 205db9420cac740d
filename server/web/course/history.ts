/** What was run and handed in for an exercise, and what can be read off it. */
import type { ListedSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'

export type Listed = Wire<ListedSubmission>

/** One of the history; `attempt` counts from 1 and is null for what uses no attempt. */
export interface Version extends Listed {
  readonly attempt: number | null
}

/** Newest first, there and back. Runs, what was replaced, and what failed by our fault use no attempt. */
export function numbered(listed: readonly Listed[]): Version[] {
  let attempts = 0
  return listed
    .toReversed()
    .map((one) => ({ ...one, attempt: usesAttempt(one) ? ++attempts : null }))
    .toReversed()
}

function usesAttempt({ kind, status, verdict }: Listed): boolean {
  return kind === 'submit' && status !== 'superseded' && verdict !== 'graderError'
}

/** An attempt that has been graded, with its number and score. */
export interface Scored {
  readonly id: string
  readonly attempt: number
  readonly points: number
  readonly maxPoints: number
}

/** The graded attempts, oldest first. */
export function scoredAttempts(versions: readonly Version[]): Scored[] {
  return versions
    .flatMap(({ id, attempt, points, maxPoints }) =>
      attempt === null || points === null || maxPoints === null
        ? []
        : [{ id, attempt, points, maxPoints }],
    )
    .toReversed()
}

/** The first of those with the most points; null where none was graded. */
export function bestAttempt(scored: readonly Scored[]): Scored | null {
  return scored.reduce<Scored | null>(
    (best, one) => (best && best.points >= one.points ? best : one),
    null,
  )
}

/** What is compared when nothing was chosen: the last two attempts, else the last two of any kind. */
export function usualPair(versions: readonly Version[]): { before: string; after: string } | null {
  const attempts = versions.filter(({ attempt }) => attempt !== null)
  const [after, before] = attempts.length >= 2 ? attempts : versions
  return before && after ? { before: before.id, after: after.id } : null
}
