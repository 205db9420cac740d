/** What an attempt is listed by in the staff room, and by which name its student goes there. */
import type { z } from 'zod'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { Verdict } from '../../grader/report.ts'
import type { Prisma } from '../../prisma/client.ts'
import type { OpenReview, QueuedReview } from '../api/review.ts'
import { pseudonymOf } from '../pseudonym.ts'
import { scoredFields, scoreOf } from '../scores.ts'

export const attemptFields = {
  ...scoredFields,
  id: true,
  userId: true,
  queuedAt: true,
  misconception: true,
  failedCase: true,
  finding: true,
  timesAllowed: true,
} as const satisfies Prisma.SubmissionSelect

type AttemptRow = Prisma.SubmissionGetPayload<{ select: typeof attemptFields }>
type Attempt = OpenReview['attempts'][number]

/** A course as it is reviewed. */
export interface ReviewedCourse {
  readonly id: string
  readonly slug: string
  readonly anonymous: boolean
}

export function attemptOf(row: AttemptRow, attempt: number, course: ReviewedCourse): Attempt {
  const { id, queuedAt, points, maxPoints, review } = row
  const { misconception, failedCase, finding, timesAllowed } = row
  return {
    ...{ id, attempt, points, maxPoints, misconception, failedCase, finding, timesAllowed },
    handedInAt: course.anonymous ? null : queuedAt,
    verdict: Verdict.parse(row.verdict),
    score: scoreOf(row),
    review: review ? (review.doneAt ? 'done' : 'draft') : 'none',
  }
}

/** What `studentOf` has to know of a submission's user. */
export function studentFields(courseId: string) {
  return {
    id: true,
    name: true,
    enrolments: { where: { courseId }, select: { section: true } },
  } satisfies Prisma.UserSelect
}

type StudentRow = Prisma.UserGetPayload<{ select: ReturnType<typeof studentFields> }>

/** The name that a student goes by in reviews, and nothing else that tells who it is where they are anonymous. */
export function studentOf(
  { id, name, enrolments }: StudentRow,
  course: ReviewedCourse,
  secret: string,
): QueuedReview['student'] {
  const section = enrolments[0]?.section ?? null
  return course.anonymous
    ? { id: null, name: null, pseudonym: pseudonymOf(secret, course.id, id), section }
    : { id, name, pseudonym: null, section }
}

/** One that was withdrawn still has its slug. */
export function exerciseName(
  exercises: readonly ExerciseFacts[],
  slug: string,
): z.infer<typeof QueuedReview>['exercise'] {
  const exercise = exercises.find((one) => one.slug === slug)
  return { slug, code: exercise?.code ?? '', title: exercise?.title ?? slug }
}
