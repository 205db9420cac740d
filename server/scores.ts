/**
 * What a submission is worth. Scores are derived, never stored: a changed rubric, a published regrade or a
 * longer extension counts everywhere at once.
 */
import type { Prisma } from '../prisma/client.ts'

/** What `scoreOf` has to know of a submission. */
export const scoredFields = {
  verdict: true,
  points: true,
  maxPoints: true,
  review: {
    select: {
      override: true,
      doneAt: true,
      marks: { select: { item: { select: { points: true } } } },
    },
  },
} as const satisfies Prisma.SubmissionSelect

export type ScoredRow = Prisma.SubmissionGetPayload<{ select: typeof scoredFields }>

/** In points, before anything is taken off for being late; null while it is not graded, or when that failed by our fault. */
export function scoreOf({ verdict, points, maxPoints, review }: ScoredRow): number | null {
  const done = review?.doneAt ? review : null
  if (done && done.override !== null) return done.override
  if (verdict === null || verdict === 'graderError' || points === null) return null
  const rubric = done?.marks.reduce((sum, { item }) => sum + item.points, 0) ?? 0
  return Math.min(Math.max(points + rubric, 0), Math.max(maxPoints ?? 0, points))
}
