/** A submission as its reviewer sees it: everything that there is to know. */
import { maxPoints, type ExerciseFacts } from '../../exercises/exercise.ts'
import { explainReport } from '../../grader/explain.ts'
import type { Report } from '../../grader/report.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { OpenReview } from '../api/review.ts'
import type { Language } from '../api/session.ts'
import { hintsOf, reportFor } from '../submission-view.ts'
import {
  attemptFields,
  attemptOf,
  exerciseName,
  studentFields,
  studentOf,
  type ReviewedCourse,
} from './attempt.ts'
import type { ReviewableSubmission } from './course.ts'
import { placeOf, reviewable, type QueueView } from './queue.ts'
import { rerunsOf } from './reruns.ts'
import { rubricItems } from './rubric.ts'
import { reviewFields, reviewOf } from './save.ts'
import { threadsOf } from './threads.ts'

interface Opening {
  readonly course: ReviewedCourse
  readonly submission: ReviewableSubmission
  readonly view: QueueView
  readonly exercises: readonly ExerciseFacts[]
  readonly secret: string
  readonly language: Language
}

export async function openReview(db: Database, opening: Opening): Promise<OpenReview> {
  const { course, submission, view, exercises, secret, language } = opening
  const { id, userId, assignmentId } = submission
  const [row, review, attempts, rubric, threads, reruns, place] = await Promise.all([
    db.submission.findUniqueOrThrow({ where: { id }, select: openFields(course.id) }),
    db.review.findUnique({ where: { submissionId: id }, select: reviewFields }),
    db.submission.findMany({
      where: { ...reviewable(course.id), userId, assignmentId },
      orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
      select: attemptFields,
    }),
    rubricItems(db, assignmentId),
    threadsOf(db, { course, submission }),
    rerunsOf(db, id),
    placeOf(db, view, id),
  ])
  const report = reportFor(row, true)
  const at = attempts.findIndex((one) => one.id === id)
  return {
    ...attemptOf(row, at + 1, course),
    anonymous: course.anonymous,
    student: studentOf(row.user, course, secret),
    assignment: assignmentId,
    exercise: exerciseName(exercises, submission.exercise),
    source: row.source,
    ...{ report, text: report && wordsOf(report, language) },
    hints: {
      ladder: report ? ladderOf(report, language) : [],
      unlocked: Math.max(0, ...row.hints.map(({ rung }) => rung)),
    },
    run: runOf(row),
    attempts: attempts.map((one, before) => attemptOf(one, before + 1, course)),
    review: review && reviewOf(review),
    ...{ rubric, mostPoints: mostPointsOf(row, exercises), threads, reruns, place },
  }
}

function openFields(courseId: string) {
  return {
    ...attemptFields,
    ...{ source: true, report: true, exercise: true, seedIndex: true, worker: true, epoch: true },
    ...{ faultReference: true, startedAt: true, finishedAt: true },
    assignment: { select: { disclosure: true } },
    user: { select: studentFields(courseId) },
    hints: { select: { rung: true } },
    exerciseVersion: { select: { hash: true, current: true } },
  } satisfies Prisma.SubmissionSelect
}

type OpenRow = Prisma.SubmissionGetPayload<{ select: ReturnType<typeof openFields> }>

/** An override gives at most what the exercise gives, or gave when this was graded. */
export function mostPointsOf(
  row: { readonly exercise: string; readonly maxPoints: number | null },
  exercises: readonly ExerciseFacts[],
): number {
  const exercise = exercises.find(({ slug }) => slug === row.exercise)
  return Math.max(row.maxPoints ?? 0, exercise ? maxPoints(exercise) : 0)
}

function ladderOf(report: Report, language: Language): string[] {
  return hintsOf(report, { asStaff: true, language, unlocked: [] })?.shown ?? []
}

function wordsOf(report: Report, language: Language): string {
  const shown = ladderOf(report, language)
  return explainReport(report, { ladder: { shown, total: shown.length }, language })
}

function runOf(row: OpenRow): OpenReview['run'] {
  const { exerciseVersion, seedIndex, worker, epoch, faultReference } = row
  const { queuedAt, startedAt, finishedAt } = row
  const begun = startedAt ?? finishedAt ?? queuedAt
  return {
    exerciseVersion: exerciseVersion.hash,
    isCurrentVersion: exerciseVersion.current,
    ...{ seedIndex, worker, claims: epoch, faultReference },
    waitedMilliseconds: begun.getTime() - queuedAt.getTime(),
    gradedMilliseconds: (finishedAt ?? begun).getTime() - begun.getTime(),
  }
}
