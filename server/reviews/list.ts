/** The review queue as its reader sees it, and what it can be filtered by. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { Verdict } from '../../grader/report.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { QueuedReview, ReviewChoices, ReviewQueue } from '../api/review.ts'
import {
  attemptFields,
  attemptOf,
  exerciseName,
  studentFields,
  studentOf,
  type ReviewedCourse,
} from './attempt.ts'
import { queuePage, reviewable, type QueueView } from './queue.ts'
import { sectionsOf } from './sections.ts'

interface Listing {
  readonly course: ReviewedCourse
  readonly view: QueueView
  readonly exercises: readonly ExerciseFacts[]
  readonly secret: string
  readonly page: number
  readonly limit: number
}

export async function listReviews(
  db: Database,
  { course, view, exercises, secret, page, limit }: Listing,
): Promise<ReviewQueue> {
  const { queued, counts } = await queuePage(db, view, { page, limit })
  const rows = await db.submission.findMany({
    where: { id: { in: queued.map(({ id }) => id) } },
    select: listFields(course.id),
  })
  const total = counts[view.filter.state ?? 'all']
  return {
    anonymous: course.anonymous,
    submissions: queued.flatMap(({ id, attempt, attempts }): QueuedReview[] => {
      const row = rows.find((one) => one.id === id)
      if (!row) return []
      return [
        {
          ...attemptOf(row, attempt, course),
          attempts,
          student: studentOf(row.user, course, secret),
          assignment: row.assignmentId ?? '',
          exercise: exerciseName(exercises, row.exercise),
          reviewer: row.review?.reviewer?.name ?? null,
          openRequest: row.threads.length > 0,
        },
      ]
    }),
    ...{ page, pages: Math.max(1, Math.ceil(total / limit)), total, counts },
  }
}

function listFields(courseId: string) {
  return {
    ...attemptFields,
    ...{ exercise: true, assignmentId: true, user: { select: studentFields(courseId) } },
    review: {
      select: { ...attemptFields.review.select, reviewer: { select: { name: true } } },
    },
    threads: { where: { kind: 'request', state: 'open' }, take: 1, select: { id: true } },
  } satisfies Prisma.SubmissionSelect
}

export async function reviewChoices(
  db: Database,
  course: ReviewedCourse,
  exercises: readonly ExerciseFacts[],
): Promise<ReviewChoices> {
  const where = reviewable(course.id)
  const [assignments, all, done, sections, verdicts, misconceptions] = await Promise.all([
    db.assignment.findMany({
      where: { courseId: course.id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, exercise: true, hiddenAt: true },
    }),
    db.submission.groupBy({ by: ['assignmentId'], where, _count: true }),
    db.submission.groupBy({
      by: ['assignmentId'],
      where: { ...where, review: { doneAt: { not: null } } },
      _count: true,
    }),
    sectionsOf(db, course),
    db.submission.groupBy({
      ...{ by: ['verdict'], where, _count: { id: true } },
      orderBy: [{ _count: { id: 'desc' } }, { verdict: 'asc' }],
    }),
    db.submission.groupBy({
      by: ['exercise', 'misconception'],
      where: { ...where, misconception: { not: null } },
      _count: { id: true },
      orderBy: [{ _count: { id: 'desc' } }, { exercise: 'asc' }, { misconception: 'asc' }],
    }),
  ])
  const countIn = (counts: typeof all, id: string) =>
    counts.find(({ assignmentId }) => assignmentId === id)?._count ?? 0
  return {
    anonymous: course.anonymous,
    assignments: assignments
      .filter(({ id, hiddenAt }) => hiddenAt === null || countIn(all, id) > 0)
      .map(({ id, exercise }) => ({
        ...{ id, exercise: exerciseName(exercises, exercise) },
        ...{ submissions: countIn(all, id), done: countIn(done, id) },
      })),
    sections,
    verdicts: verdicts.map(({ verdict, _count }) => ({
      ...{ verdict: Verdict.parse(verdict), submissions: _count.id },
    })),
    misconceptions: misconceptions.map(({ exercise, misconception, _count }) => ({
      ...{ id: misconception ?? '', exercise, submissions: _count.id },
      sameAs: sameAs(exercises, exercise, misconception),
    })),
  }
}

function sameAs(
  exercises: readonly ExerciseFacts[],
  slug: string,
  id: string | null,
): string | null {
  const known = exercises.find((one) => one.slug === slug)?.misconceptions
  return known?.find((one) => one.id === id)?.sameAs ?? null
}
