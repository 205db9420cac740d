/** A course as one of its people sees it. What counts is what was handed in for its assignments. */
import { maxPoints, type Exercise } from '../exercises/exercise.ts'
import { countsAsAttempt } from '../grader/queue/submit.ts'
import type { Database } from '../prisma/client.ts'
import type { CourseExercise, OpenCourse } from './api/course.ts'

/** Null where there is no such course, or this user is not in it. */
export async function openCourse(
  db: Database,
  exercises: readonly Exercise[],
  { userId, slug }: { userId: string; slug: string },
): Promise<OpenCourse | null> {
  const enrolment = await db.enrolment.findFirst({
    where: { userId, course: { slug } },
    select: {
      role: true,
      course: {
        select: { title: true, timeZone: true, assignments: { orderBy: { position: 'asc' } } },
      },
    },
  })
  if (!enrolment) return null
  const { role, course } = enrolment
  const ids = course.assignments.map(({ id }) => id)
  const [worked, attempts, drafts] = await Promise.all([
    workOf(db, userId, ids),
    db.submission.groupBy({
      by: ['assignmentId'],
      where: { ...countsAsAttempt, userId, assignmentId: { in: ids } },
      _count: true,
    }),
    db.draft.findMany({
      where: { userId, source: { not: '' } },
      select: { exercise: true, updatedAt: true },
    }),
  ])

  const given = course.assignments.flatMap((assignment) => {
    const exercise = exercises.find((one) => one.slug === assignment.exercise)
    // One that has been withdrawn is no longer there to be solved.
    if (!exercise) return []
    const work = worked.find((one) => one.assignment === assignment.id)
    const used = attempts.find((one) => one.assignmentId === assignment.id)?._count ?? 0
    const draft = drafts.find((one) => one.exercise === exercise.slug)
    const { title, code, difficulty, minutes } = exercise
    const isTouched = work !== undefined || draft !== undefined
    const shown: CourseExercise = {
      ...{ slug: exercise.slug, code, title, difficulty, minutes, points: maxPoints(exercise) },
      buildsOn: exercise.buildsOn.map((before) => ({
        slug: before,
        title: exercises.find((one) => one.slug === before)?.title ?? before,
      })),
      state: work?.passed ? 'passed' : used > 0 ? 'tried' : isTouched ? 'started' : 'new',
      best:
        work?.best && work.points !== null ? { points: work.points, submission: work.best } : null,
      ...{ assignment: assignment.id, opensAt: assignment.opensAt, dueAt: assignment.dueAt },
      ...{ attempts: used, attemptLimit: assignment.attemptLimit },
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
      points: shown.reduce((sum, { best }) => sum + (best?.points ?? 0), 0),
      maxPoints: shown.reduce((sum, { points }) => sum + points, 0),
    },
    continueWith: continueWith(given, new Date()),
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
  /** Of the best one that was graded; null where none was. */
  readonly points: number | null
  readonly best: string | null
  readonly lastAt: Date
}

/** What this user did for each of these assignments; nothing for those that were never touched. */
async function workOf(db: Database, userId: string, assignments: string[]): Promise<Work[]> {
  return await db.$queryRaw<Work[]>`
    WITH done AS (
      SELECT *,
        "kind" <> 'run' AND "points" IS NOT NULL AND "verdict" <> 'graderError' AS graded
      FROM (
        SELECT "id", "assignmentId", "kind", "points", "verdict", "queuedAt" FROM "Submission"
        WHERE "userId" = ${userId} AND "assignmentId" = ANY(${assignments})
          AND "repeatsId" IS NULL
      ) AS mine
    )
    SELECT
      "assignmentId" AS "assignment",
      coalesce(bool_or("verdict" = 'passed') FILTER (WHERE graded), false) AS "passed",
      max("points") FILTER (WHERE graded) AS "points",
      (array_agg("id" ORDER BY "points" DESC, "queuedAt") FILTER (WHERE graded))[1] AS "best",
      max("queuedAt") AS "lastAt"
    FROM done GROUP BY "assignmentId"`
}
