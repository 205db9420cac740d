/** A course as one of its people sees it. What counts is what was handed in for its assignments. */
import { maxPoints, type ExerciseFacts } from '../exercises/exercise.ts'
import { deadlineOf, lateStepsOf } from '../grader/queue/lateness.ts'
import { countsAsAttempt, nextAttemptAt } from '../grader/queue/submit.ts'
import type { Database } from '../prisma/client.ts'
import type { CourseExercise, OpenCourse } from './api/course.ts'
import { gradeOf } from './gradebook.ts'
import { hundredths } from './grades.ts'

/** Null where there is no such course, or this user is not in it. */
export async function openCourse(
  db: Database,
  exercises: readonly ExerciseFacts[],
  { userId, slug }: { userId: string; slug: string },
): Promise<OpenCourse | null> {
  const enrolment = await db.enrolment.findFirst({
    where: { userId, course: { slug } },
    select: {
      role: true,
      course: {
        select: {
          title: true,
          timeZone: true,
          assignments: {
            where: { hiddenAt: null },
            orderBy: [{ position: 'asc' }, { id: 'asc' }],
            include: { extensions: { where: { userId } } },
          },
        },
      },
    },
  })
  if (!enrolment) return null
  const { role, course } = enrolment
  const ids = course.assignments.map(({ id }) => id)
  const graded = course.assignments.flatMap((assignment) => {
    const exercise = exercises.find((one) => one.slug === assignment.exercise)
    return exercise ? [{ ...assignment, maxPoints: maxPoints(exercise) }] : []
  })
  const [worked, grade, attempts, drafts] = await Promise.all([
    workOf(db, userId, ids),
    gradeOf(db, graded, userId),
    db.submission.groupBy({
      by: ['assignmentId'],
      where: { ...countsAsAttempt, userId, assignmentId: { in: ids } },
      _count: true,
      _max: { queuedAt: true },
    }),
    db.draft.findMany({
      where: { userId, source: { not: '' } },
      select: { exercise: true, updatedAt: true },
    }),
  ])

  const now = new Date()
  const given = course.assignments.flatMap((assignment) => {
    const exercise = exercises.find((one) => one.slug === assignment.exercise)
    // One that has been withdrawn is no longer there to be solved.
    if (!exercise) return []
    const work = worked.find((one) => one.assignment === assignment.id)
    const counted = grade.assignments.find((one) => one.assignment.id === assignment.id)?.counted
    const tries = attempts.find((one) => one.assignmentId === assignment.id)
    const used = tries?._count ?? 0
    const draft = drafts.find((one) => one.exercise === exercise.slug)
    const { title, code, difficulty, minutes } = exercise
    const { dueAt } = deadlineOf(assignment, assignment.extensions[0])
    const nextAt = nextAttemptAt(tries?._max.queuedAt ?? null, assignment.cooldownSeconds)
    const isTouched = work !== undefined || draft !== undefined
    const shown: CourseExercise = {
      ...{ slug: exercise.slug, code, title, difficulty, minutes, points: maxPoints(exercise) },
      buildsOn: exercise.buildsOn.map((before) => ({
        slug: before,
        title: exercises.find((one) => one.slug === before)?.title ?? before,
      })),
      state: work?.passed ? 'passed' : used > 0 ? 'tried' : isTouched ? 'started' : 'new',
      best: counted ? { points: counted.points, submission: counted.row.id } : null,
      ...{ assignment: assignment.id, opensAt: assignment.opensAt, dueAt },
      isExtended: dueAt !== null && dueAt.getTime() !== assignment.dueAt?.getTime(),
      late: dueAt ? lateStepsOf(dueAt, assignment.latePolicy) : [],
      ...{ attempts: used, attemptLimit: assignment.attemptLimit },
      cooldownSeconds: assignment.cooldownSeconds,
      nextAttemptAt: nextAt && nextAt > now ? nextAt : null,
    }
    const times = [work?.lastAt, draft?.updatedAt].map((time) => time?.getTime() ?? 0)
    return [{ shown, track: exercise.track, lastAt: Math.max(...times) }]
  })

  const shown = given.map((one) => one.shown)
  return {
    ...{ slug, title: course.title, timeZone: course.timeZone, role },
    tracks: [...Map.groupBy(given, ({ track }) => track)].map(([title, ones]) => ({
      title,
      exercises: ones.map((one) => one.shown),
    })),
    progress: {
      passed: shown.filter(({ state }) => state === 'passed').length,
      exercises: shown.length,
      points: hundredths(shown.reduce((sum, { best }) => sum + (best?.points ?? 0), 0)),
      maxPoints: shown.reduce((sum, { points }) => sum + points, 0),
    },
    continueWith: continueWith(given, now),
  }
}

interface Given {
  readonly shown: CourseExercise
  /** When it was last worked on, in milliseconds; 0: never. */
  readonly lastAt: number
}

/** Of what is open and not passed: what was worked on last, else the next one after it, else the first. */
function continueWith(given: readonly Given[], now: Date): string | null {
  const latest = (ones: readonly Given[]) =>
    ones.reduce<Given | null>((last, one) => (one.lastAt > (last?.lastAt ?? 0) ? one : last), null)
  const left = given.filter(
    ({ shown }) => shown.state !== 'passed' && (!shown.opensAt || shown.opensAt <= now),
  )
  const last = latest(given)
  const after = last ? given.slice(given.indexOf(last)) : []
  const next = latest(left) ?? after.find((one) => left.includes(one)) ?? left[0]
  return next?.shown.slug ?? null
}

interface Work {
  readonly assignment: string
  readonly passed: boolean
  readonly lastAt: Date
}

/** What this user did for each of these assignments; nothing for those that were never touched. */
async function workOf(db: Database, userId: string, assignments: string[]): Promise<Work[]> {
  return await db.$queryRaw<Work[]>`
    WITH done AS (
      SELECT *,
        "kind" <> 'run' AND "points" IS NOT NULL AND "verdict" <> 'graderError' AS graded
      FROM (
        SELECT "assignmentId", "kind", "points", "verdict", "queuedAt" FROM "Submission"
        WHERE "userId" = ${userId} AND "assignmentId" = ANY(${assignments})
          AND "repeatsId" IS NULL
      ) AS mine
    )
    SELECT
      "assignmentId" AS "assignment",
      coalesce(bool_or("verdict" = 'passed') FILTER (WHERE graded), false) AS "passed",
      max("queuedAt") AS "lastAt"
    FROM done GROUP BY "assignmentId"`
}
