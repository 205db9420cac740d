/** How the queue, the workers and the disk are, by the database's own clock. */
import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import { isWaiting, lanes } from '../../grader/queue/claim.ts'
import { signMilliseconds } from '../../grader/queue/signs.ts'
import { Prisma, type Database } from '../../prisma/client.ts'
import type { Operations } from '../api/operations.ts'
import { checkStateOf } from '../workshop/editions.ts'

/** Everything on one page; each part is one question to the database. */
export async function readOperations(db: Database): Promise<Operations> {
  const [waiting, ended, pauses, workers, faults, editions, storage] = await Promise.all([
    waitingByLane(db),
    endedByLane(db),
    db.pause.findMany(),
    workersSeen(db),
    faultsOf(db),
    editionsOf(db),
    storageOf(db),
  ])
  const ids = [...pauses.map(({ byId }) => byId), ...workers.map((one) => one.drainedById)]
  const names = await namesOf(db, ids)
  const pauseOf = (name: string) => {
    const pause = pauses.find(({ lane }) => lane === name)
    return pause ? holdOf(pause.reason, pause.byId, pause.createdAt, names) : null
  }
  return {
    lanes: lanes.map((lane, number) => ({
      lane,
      ...(waiting.get(number) ?? { waiting: 0, oldestMilliseconds: 0, grading: 0 }),
      ...(ended.get(number) ?? { graded: 0, waited: null, took: null }),
      paused: pauseOf(lane),
    })),
    paused: pauseOf('all'),
    workers: workers.map((worker) => workerOf(worker, names)),
    ...{ faults, editions, storage },
  }
}

async function waitingByLane(db: Database) {
  const rows = await db.$queryRaw<
    { lane: number; waiting: number; oldestMilliseconds: number; grading: number }[]
  >`
    SELECT "lane", (count(*) FILTER (WHERE ${isWaiting}))::int AS waiting,
      coalesce(extract(epoch FROM now() - min("queuedAt") FILTER (WHERE ${isWaiting})) * 1000, 0)::float8
        AS "oldestMilliseconds",
      (count(*) FILTER (WHERE "worker" IS NOT NULL AND "leaseUntil" >= now()))::int AS grading
    FROM "Submission" AS submission WHERE "finishedAt" IS NULL AND "supersededAt" IS NULL
    GROUP BY "lane"`
  return new Map(rows.map(({ lane, ...row }) => [lane, row]))
}

interface Ended {
  readonly lane: number
  readonly graded: number
  readonly waited: [number, number]
  readonly took: [number, number]
}

async function endedByLane(db: Database) {
  const rows = await db.$queryRaw<Ended[]>`
    SELECT "lane", count(*)::int AS graded,
      percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (
        ORDER BY extract(epoch FROM "startedAt" - "queuedAt")::float8 * 1000
      ) AS waited,
      percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (
        ORDER BY extract(epoch FROM "finishedAt" - "startedAt")::float8 * 1000
      ) AS took
    FROM "Submission" WHERE "finishedAt" > now() - interval '1 hour' AND "startedAt" IS NOT NULL
    GROUP BY "lane"`
  return new Map(
    rows.map(({ lane, graded, waited, took }) => [
      lane,
      { graded, waited: timesOf(waited), took: timesOf(took) },
    ]),
  )
}

function timesOf([half, most]: [number, number]): { half: number; most: number } {
  return { half: Math.round(half), most: Math.round(most) }
}

const Layers = z
  .array(z.object({ name: z.string(), active: z.boolean(), reason: z.string() }))
  .nullable()
const Kind = z.enum(['grader', 'reference'])

/** A sign may be late by two more before its worker counts as silent. */
const silentAfter = 3 * signMilliseconds

type WorkerRow = Prisma.WorkerGetPayload<object> & { readonly silentFor: number }

async function workersSeen(db: Database): Promise<WorkerRow[]> {
  return await db.$queryRaw<WorkerRow[]>`
    SELECT *, extract(epoch FROM now() - "seenAt")::float8 * 1000 AS "silentFor"
    FROM "Worker" WHERE "seenAt" > now() - interval '1 day'
    ORDER BY "stoppedAt" IS NOT NULL, "startedAt" DESC, "id" LIMIT 100`
}

function workerOf(row: WorkerRow, names: Names): Operations['workers'][number] {
  const { id, version, node, engine, concurrency, startedAt, seenAt } = row
  const { grading, graded, failed, discarded } = row
  return {
    ...{ id, version, node, engine, concurrency, startedAt, seenAt },
    ...{ grading, graded, failed, discarded },
    kind: Kind.parse(row.kind),
    layers: Layers.parse(row.layers),
    state: stateOf(row),
    drained: row.drainedAt && holdOf(row.drainReason ?? '', row.drainedById, row.drainedAt, names),
  }
}

function stateOf(row: WorkerRow): Operations['workers'][number]['state'] {
  if (row.stoppedAt) return 'stopped'
  if (row.silentFor > silentAfter) return 'silent'
  return row.drainedAt ? 'drained' : 'working'
}

async function faultsOf(db: Database): Promise<Operations['faults']> {
  return await db.$queryRaw<Operations['faults']>`
    SELECT "id" AS submission, "exercise", "faultReference" AS reference, "worker",
      coalesce("finishedAt", "startedAt", "queuedAt") AS at,
      CASE WHEN "finishedAt" IS NULL THEN 'again' WHEN "verdict" = 'graderError' THEN 'graderError'
        ELSE 'recovered' END AS outcome
    FROM "Submission"
    WHERE "faultReference" IS NOT NULL AND "supersededAt" IS NULL
      AND ("finishedAt" IS NULL OR "finishedAt" > now() - interval '7 days')
    ORDER BY at DESC, "id" LIMIT 50`
}

type EditionRow = Omit<Operations['editions'][number], 'course' | 'check'> & {
  readonly courseSlug: string
  readonly courseTitle: string
  readonly checkAskedAt: Date | null
  readonly checkStartedAt: Date | null
  readonly checkEndedAt: Date | null
  readonly proved: boolean | null
}

/** What waits for trust comes first. */
async function editionsOf(db: Database): Promise<Operations['editions']> {
  const rows = await db.$queryRaw<EditionRow[]>`
    SELECT edition."id", edition."slug" AS exercise, course."slug" AS "courseSlug",
      course."title" AS "courseTitle", edition."hash" AS version, edition."note",
      author."name" AS "savedBy", edition."savedAt",
      edition."checkAskedAt", edition."checkStartedAt", edition."checkEndedAt",
      newest."proved", newest."checkedAt",
      coalesce(version."current", false) AS "isServed",
      edition."trustedAt" IS NOT NULL AS "isTrusted"
    FROM "Edition" AS edition JOIN "WorkshopExercise" AS exercise USING ("slug")
    JOIN "Course" AS course ON course."id" = exercise."courseId"
    LEFT JOIN "ExerciseVersion" AS version
      ON version."slug" = edition."slug" AND version."hash" = edition."hash"
    LEFT JOIN LATERAL (
      SELECT "proved", "checkedAt" FROM "ExerciseCheck" AS one
      WHERE one."slug" = edition."slug" AND one."hash" = edition."hash"
      ORDER BY one."checkedAt" DESC LIMIT 1
    ) AS newest ON true
    LEFT JOIN "User" AS author ON author."id" = edition."savedById"
    WHERE version."current" OR edition."trustedAt" IS NOT NULL
    ORDER BY "isTrusted", edition."savedAt" DESC, edition."id" LIMIT 100`
  return rows.map(({ id, exercise, version, note, savedBy, savedAt, isServed, ...row }) => ({
    ...{ id, exercise, version, note, savedBy, savedAt, isServed, isTrusted: row.isTrusted },
    course: { slug: row.courseSlug, title: row.courseTitle },
    ...{ check: checkStateOf(row, row.proved ?? false), checkedAt: row.checkedAt },
  }))
}

async function storageOf(db: Database): Promise<Operations['storage']> {
  const [[{ bytes }], disk] = await Promise.all([
    db.$queryRaw<[{ bytes: bigint }]>`SELECT pg_database_size(current_database())::bigint AS bytes`,
    statfs(import.meta.dirname),
  ])
  return {
    databaseBytes: Number(bytes),
    freeBytes: disk.bavail * disk.bsize,
    totalBytes: disk.blocks * disk.bsize,
  }
}

type Names = ReadonlyMap<string, string>

async function namesOf(db: Database, ids: readonly (string | null)[]): Promise<Names> {
  const known = ids.filter((id) => id !== null)
  const users = await db.user.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  })
  return new Map(users.map(({ id, name }) => [id, name]))
}

function holdOf(reason: string, byId: string | null, since: Date, names: Names) {
  return { reason, by: (byId !== null && names.get(byId)) || null, since }
}
