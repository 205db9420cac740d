/** The statistics of a course's exercises, read from the database. */
import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { Database } from '../prisma/client.ts'
import {
  StoredProof,
  type CourseStatistics,
  type ExerciseNumbers,
  type OpenStatistics,
} from './api/statistics.ts'
import { courseWork, type CourseWork } from './gradebook.ts'
import { statisticsOf } from './statistics.ts'

/** Every exercise that the course gives, in its order. */
export async function courseStatistics(
  db: Database,
  exercises: readonly ExerciseFacts[],
  courseId: string,
): Promise<CourseStatistics> {
  const work = await courseWork(db, exercises, courseId)
  const slugs = work.assignments.map(({ exercise }) => exercise)
  const checks = await newestChecks(db, slugs)
  return {
    students: work.students.length,
    exercises: work.assignments.map((one) =>
      numbersOf(work, one, checks.get(one.exercise) ?? null),
    ),
  }
}

/** One of them with everything; null where the course does not give it. */
export async function openStatistics(
  db: Database,
  exercises: readonly ExerciseFacts[],
  { courseId, slug }: { courseId: string; slug: string },
): Promise<OpenStatistics | null> {
  const work = await courseWork(db, exercises, courseId)
  const assignment = work.assignments.find(({ exercise }) => exercise === slug)
  const exercise = exercises.find((one) => one.slug === slug)
  if (!assignment || !exercise) return null
  const check = (await newestChecks(db, [slug])).get(slug) ?? null
  const ids = work.attempts
    .filter(({ assignmentId }) => assignmentId === assignment.id)
    .map(({ id }) => id)
  const [misconceptions, cases, [hints], [timings]] = await Promise.all([
    misconceptionsIn(db, ids),
    casesIn(db, ids),
    db.$queryRaw<[OpenStatistics['hints']]>`
      SELECT
        count(DISTINCT "submissionId")::int AS "submissions",
        count(DISTINCT submission."userId")::int AS "students", count(*)::int AS "rungs"
      FROM "HintUnlock" JOIN "Submission" AS submission ON submission."id" = "submissionId"
      WHERE "submissionId" = ANY(${ids})`,
    db.$queryRaw<[OpenStatistics['timings']]>`
      SELECT
        percentile_cont(0.5) WITHIN GROUP (
          ORDER BY ("report" #>> '{timings,totalMilliseconds}')::float
        ) AS "gradingMilliseconds",
        percentile_cont(0.5) WITHIN GROUP (
          ORDER BY ("report" ->> 'referenceMilliseconds')::float
        ) AS "referenceMilliseconds"
      FROM "Submission" WHERE "id" = ANY(${ids}) AND "report" IS NOT NULL`,
  ])
  const counts = new Map(cases.map((one) => [one.name, one]))
  return {
    ...{ ...numbersOf(work, assignment, check), students: work.students.length, hints, timings },
    misconceptions: misconceptions.map((one) => ({
      ...one,
      sameAs: exercise.misconceptions.find(({ id }) => id === one.id)?.sameAs ?? null,
    })),
    cases: exercise.cases.map(({ name }) => counts.get(name) ?? { name, run: 0, failed: 0 }),
    check,
  }
}

function numbersOf(
  { attempts, grades }: CourseWork,
  { id, exercise, code, title }: CourseWork['assignments'][number],
  check: OpenStatistics['check'],
): ExerciseNumbers {
  const ofThis = attempts.filter(({ assignmentId }) => assignmentId === id)
  const { attemptsToPass, ...statistics } = statisticsOf(id, ofThis, grades)
  return {
    ...{ exercise, code, title, ...statistics, attemptsToPass: [...attemptsToPass] },
    ...{ health: healthOf(check), checkedAt: check?.checkedAt ?? null },
  }
}

function healthOf(check: OpenStatistics['check']): ExerciseNumbers['health'] {
  if (!check) return 'unchecked'
  if (!check.isServed) return 'older'
  return check.proved ? 'proved' : 'problems'
}

async function misconceptionsIn(
  db: Database,
  ids: string[],
): Promise<{ id: string; submissions: number; students: number }[]> {
  return await db.$queryRaw`
    SELECT
      "misconception" AS "id", count(*)::int AS "submissions",
      count(DISTINCT "userId")::int AS "students"
    FROM "Submission" WHERE "id" = ANY(${ids}) AND "misconception" IS NOT NULL
    GROUP BY "misconception" ORDER BY "students" DESC, "submissions" DESC, "id" LIMIT 20`
}

async function casesIn(db: Database, ids: string[]): Promise<OpenStatistics['cases']> {
  return await db.$queryRaw`
    SELECT
      one ->> 'name' AS "name", count(*)::int AS "run",
      (count(*) FILTER (WHERE one ->> 'verdict' <> 'passed'))::int AS "failed"
    FROM "Submission", jsonb_array_elements("report" -> 'cases') AS one
    WHERE "id" = ANY(${ids}) AND "report" IS NOT NULL AND NOT (one ->> 'skipped')::boolean
    GROUP BY 1`
}

/** By slug. That of the version that is served, else of the one before. */
async function newestChecks(
  db: Database,
  slugs: string[],
): Promise<Map<string, NonNullable<OpenStatistics['check']>>> {
  const [checks, versions] = await Promise.all([
    db.exerciseCheck.findMany({
      where: { slug: { in: slugs } },
      orderBy: [{ slug: 'asc' }, { checkedAt: 'desc' }],
      distinct: ['slug'],
    }),
    db.exerciseVersion.findMany({
      where: { slug: { in: slugs }, current: true },
      select: { slug: true, hash: true },
    }),
  ])
  const served = new Map(versions.map(({ slug, hash }) => [slug, hash]))
  return new Map(
    checks.map(({ slug, hash, proved, proof, checkedAt }) => {
      const isServed = served.get(slug) === hash
      return [slug, { checkedAt, isServed, proved, proof: StoredProof.parse(proof) }]
    }),
  )
}
