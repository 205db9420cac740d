/** A review as its student sees it, once it is done. */
import type { Prisma } from '../prisma/client.ts'
import type { DoneReview } from './api/submission.ts'
import { scoreOf } from './scores.ts'

export const doneReviewFields = {
  verdict: true,
  points: true,
  maxPoints: true,
  review: {
    select: {
      override: true,
      overrideReason: true,
      doneAt: true,
      reviewer: { select: { name: true } },
      comments: {
        orderBy: [{ line: 'asc' }, { endLine: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        select: { line: true, endLine: true, text: true },
      },
      marks: {
        orderBy: [{ item: { position: 'asc' } }, { itemId: 'asc' }],
        select: { item: { select: { text: true, points: true } } },
      },
    },
  },
} as const satisfies Prisma.SubmissionSelect

type Row = Prisma.SubmissionGetPayload<{ select: typeof doneReviewFields }>

/** Null while there is none, or only a draft. */
export function doneReview(row: Row): DoneReview | null {
  const { review } = row
  if (!review?.doneAt) return null
  const { reviewer, doneAt, comments, marks } = review
  return {
    ...{ reviewer: reviewer?.name ?? null, doneAt, comments },
    rubric: marks.map(({ item }) => item),
    override: overrideOf(review),
    score: scoreOf(row),
  }
}

export function overrideOf({
  override,
  overrideReason,
}: {
  readonly override: number | null
  readonly overrideReason: string | null
}): { points: number; reason: string } | null {
  return override === null ? null : { points: override, reason: overrideReason ?? '' }
}
