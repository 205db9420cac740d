/** A review: how it is read, and how it is saved. */
import type { z } from 'zod'
import type { Database, DatabaseOrTransaction, Prisma } from '../../prisma/client.ts'
import type { Review, ReviewConflict, ReviewSave, SavedReview } from '../api/review.ts'
import { audit } from '../audit.ts'
import { overrideOf } from '../done-review.ts'
import { HttpError } from '../errors.ts'
import { scoredFields, scoreOf } from '../scores.ts'
import type { ReviewedCourse } from './attempt.ts'

export const reviewFields = {
  override: true,
  overrideReason: true,
  doneAt: true,
  updatedAt: true,
  reviewer: { select: { name: true } },
  comments: {
    orderBy: [{ line: 'asc' }, { endLine: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    select: { line: true, endLine: true, text: true, bankCommentId: true },
  },
  marks: {
    orderBy: [{ item: { position: 'asc' } }, { itemId: 'asc' }],
    select: { itemId: true },
  },
} as const satisfies Prisma.ReviewSelect

type ReviewRow = Prisma.ReviewGetPayload<{ select: typeof reviewFields }>

export function reviewOf(row: ReviewRow): Review {
  return {
    ...{ reviewer: row.reviewer?.name ?? null, doneAt: row.doneAt, savedAt: row.updatedAt },
    comments: row.comments.map(({ line, endLine, text, bankCommentId }) => ({
      ...{ line, endLine, text, bankComment: bankCommentId },
    })),
    marks: row.marks.map(({ itemId }) => itemId),
    override: overrideOf(row),
  }
}

interface Saving {
  readonly course: ReviewedCourse
  readonly reviewerId: string
  readonly submissionId: string
  readonly assignmentId: string
  /** What an override can give at most. */
  readonly mostPoints: number
  readonly wanted: z.output<typeof ReviewSave>
}

/**
 * Replaces the review of a submission. Whatever its student sees of it, and whatever changes the score, is
 * on record with what was before. Throws 409 when somebody else saved meanwhile, 400 for what does not fit.
 */
export async function saveReview(
  db: Database,
  { course, reviewerId, submissionId, assignmentId, mostPoints, wanted }: Saving,
): Promise<SavedReview> {
  return await db.$transaction(async (tx) => {
    // One save at a time, so that none is overlooked; and no change of the rubric meanwhile.
    await tx.$executeRaw`SELECT 1 FROM "Submission" WHERE "id" = ${submissionId} FOR NO KEY UPDATE`
    await tx.$executeRaw`SELECT 1 FROM "Assignment" WHERE "id" = ${assignmentId} FOR SHARE`
    const before = await stateOf(tx, submissionId)
    refuseConflict(before.review, wanted.basedOn)
    await refuseMisfits(tx, { wanted, source: before.source, assignmentId, mostPoints })

    const doneAt = wanted.done ? (before.review?.doneAt ?? new Date()) : null
    const fields = {
      ...{ reviewerId, doneAt, override: wanted.override?.points ?? null },
      overrideReason: wanted.override?.reason ?? null,
    }
    const { id: reviewId } = await tx.review.upsert({
      where: { submissionId },
      create: { submissionId, ...fields },
      update: { ...fields, comments: { deleteMany: {} }, marks: { deleteMany: {} } },
      select: { id: true },
    })
    await tx.reviewComment.createMany({
      data: await commentsOf(tx, { wanted, reviewId, courseId: course.id }),
    })
    await tx.rubricMark.createMany({ data: wanted.marks.map((itemId) => ({ reviewId, itemId })) })

    const after = await stateOf(tx, submissionId)
    await recordReview(tx, { actorId: reviewerId, courseId: course.id, before, after })
    const { exercise, maxPoints } = after
    const score = scoreOf(after)
    await tell(tx, after, { course: course.slug, exercise, score, maxPoints })
    if (!after.review) throw new Error(`the review of ${submissionId} is gone after its save`)
    return { review: reviewOf(after.review), score }
  })
}

const stateFields = {
  ...scoredFields,
  id: true,
  userId: true,
  source: true,
  exercise: true,
  review: {
    select: {
      ...reviewFields,
      marks: {
        ...reviewFields.marks,
        select: { itemId: true, item: { select: { points: true } } },
      },
    },
  },
} as const satisfies Prisma.SubmissionSelect

type State = Prisma.SubmissionGetPayload<{ select: typeof stateFields }>

async function stateOf(tx: DatabaseOrTransaction, id: string): Promise<State> {
  return await tx.submission.findUniqueOrThrow({ where: { id }, select: stateFields })
}

function refuseConflict(review: ReviewRow | null, basedOn: string | null): void {
  if ((review?.updatedAt.getTime() ?? null) === (basedOn && new Date(basedOn).getTime())) return
  throw new HttpError({
    status: 409,
    code: 'reviewConflict',
    message:
      'Somebody saved another version of this review meanwhile. Look at it, bring both together and save again.',
    details: { review: review && reviewOf(review) } satisfies ReviewConflict,
  })
}

async function refuseMisfits(
  tx: DatabaseOrTransaction,
  {
    wanted,
    source,
    assignmentId,
    mostPoints,
  }: Pick<Saving, 'wanted' | 'assignmentId' | 'mostPoints'> & { source: string },
): Promise<void> {
  const lines = source.split('\n').length
  const beyond = wanted.comments.find(({ endLine }) => endLine > lines)
  if (beyond) {
    throw misfit(`A comment is about line ${beyond.endLine}, and the file has ${lines}; move it.`)
  }
  if (wanted.override && wanted.override.points > mostPoints) {
    throw misfit(
      `The override gives ${wanted.override.points} points, and ${mostPoints} is the most; give that or less.`,
    )
  }
  const items = await tx.rubricItem.findMany({
    where: { assignmentId, id: { in: wanted.marks } },
    select: { id: true },
  })
  if (items.length < wanted.marks.length) {
    throw misfit(
      'A rubric item is marked twice, or is no longer in the rubric of this assignment; load the rubric again.',
    )
  }
}

function misfit(message: string): HttpError {
  return new HttpError({ status: 400, code: 'reviewMisfit', message })
}

/** A remark keeps its text when the shared comment that it was made with is gone. */
async function commentsOf(
  tx: DatabaseOrTransaction,
  { wanted, reviewId, courseId }: { wanted: Saving['wanted']; reviewId: string; courseId: string },
): Promise<Prisma.ReviewCommentCreateManyInput[]> {
  const named = wanted.comments.flatMap(({ bankComment }) => bankComment ?? [])
  const known = await tx.bankComment.findMany({
    where: { courseId, id: { in: named } },
    select: { id: true },
  })
  return wanted.comments.map(({ line, endLine, text, bankComment }) => ({
    ...{ reviewId, line, endLine, text },
    bankCommentId: known.some(({ id }) => id === bankComment) ? bankComment : null,
  }))
}

interface Change {
  readonly actorId: string
  readonly courseId: string
  readonly before: State
  readonly after: State
}

/** Drafts change nothing that anybody else sees. */
async function recordReview(
  tx: DatabaseOrTransaction,
  { actorId, courseId, before, after }: Change,
): Promise<void> {
  const [wasDone, isDone] = [before, after].map(isShown)
  if (!wasDone && !isDone) return
  const row = {
    ...{ actorId, courseId, aboutId: after.userId, subject: `submission ${after.id}` },
    ...{ before: recorded(before), after: recorded(after) },
  }
  const verb = isDone ? (wasDone ? 'change' : 'done') : 'withdraw'
  await audit(tx, { ...row, action: `review.${verb}` })
  const [given, gives] = [before, after].map(overrideThatCounts)
  if (JSON.stringify(given) === JSON.stringify(gives)) return
  await audit(tx, { ...row, action: 'grade.override', reason: gives?.reason })
}

/** To the student, and in the score. */
function isShown({ review }: State): boolean {
  return Boolean(review?.doneAt)
}

function overrideThatCounts({ review }: State): { points: number; reason: string } | null {
  return review?.doneAt ? overrideOf(review) : null
}

function recorded(state: State): Prisma.InputJsonObject {
  const { review } = state
  return {
    score: scoreOf(state),
    done: isShown(state),
    override: review && overrideOf(review),
    marks: review?.marks.map(({ itemId, item }) => ({ item: itemId, points: item.points })) ?? [],
    comments: review?.comments.map(({ line, endLine, text }) => ({ line, endLine, text })) ?? [],
  }
}

/** The student hears of a review once, until they have looked; and no more of one that was taken back. */
async function tell(
  tx: DatabaseOrTransaction,
  { id: submissionId, userId, review }: State,
  data: Prisma.InputJsonObject,
): Promise<void> {
  const notice = { userId, kind: 'review', submissionId }
  await tx.notice.deleteMany({ where: { ...notice, readAt: null } })
  if (review?.doneAt) await tx.notice.create({ data: { ...notice, data } })
}
