/** Where a submission stands in the queue, and when its verdict is likely to come. */
import { Prisma, type Database } from '../../prisma/client.ts'
import { isWaiting, line, pauseReason } from './claim.ts'

export interface Position {
  /** 0: next. */
  readonly position: number
  /** Until the verdict, from recent service times; null until some have been measured. */
  readonly etaMilliseconds: number | null
  /** Why its lane is held back, as an operator put it. */
  readonly paused?: string
}

interface Row {
  readonly id: string
  readonly ahead: number
  readonly service: number | null
  readonly inFlight: number
  readonly paused: string | null
}

/**
 * The places of these submissions, without those that do not wait (started, finished, replaced or
 * unknown). Plays the order of claiming through: each further submission of a user counts as one
 * more time served. Beyond the head of the line, the order in which all wait is near enough.
 */
export async function positions(
  db: Database,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, Position>> {
  const rows = await db.$queryRaw<Row[]>`
    ${line},
    turns AS (
      SELECT "id", "lane", "queuedAt", served + row_number() OVER (
        PARTITION BY party COLLATE "C" ORDER BY "lane", "queuedAt", "id" COLLATE "C"
      ) AS turn FROM line
    ),
    ordered AS (
      SELECT "id", (row_number() OVER (
        ORDER BY "lane", turn, "queuedAt", "id" COLLATE "C"
      ) - 1)::int AS ahead
      FROM turns
    ),
    everybody AS (
      SELECT "id", (rank() OVER (
        -- The first two are null, and say that the order is that of the index.
        ORDER BY "finishedAt", "supersededAt", "lane", "turn", "queuedAt"
      ) - 1)::int AS before
      FROM "Submission" AS submission WHERE ${isWaiting}
    )
    SELECT "id", coalesce(ahead, before) AS ahead, (${serviceMilliseconds}) AS service,
      (${inFlight}) AS "inFlight", (${pauseReason}) AS paused
    FROM "Submission" AS submission JOIN everybody USING ("id") LEFT JOIN ordered USING ("id")
    WHERE "id" = ANY(${submissionIds})`
  return new Map(rows.map((row) => [row.id, positionOf(row)]))
}

function positionOf({ ahead, service, inFlight: atOnce, paused }: Row): Position {
  if (paused !== null) return { position: ahead, etaMilliseconds: null, paused }
  if (service === null) return { position: ahead, etaMilliseconds: null }
  const rounds = ahead / Math.max(1, atOnce) + 1
  return { position: ahead, etaMilliseconds: Math.round(rounds * service) }
}

/** The mean time from claim to verdict of the last fifty that were graded at the first try. */
const serviceMilliseconds = Prisma.sql`
  SELECT extract(epoch FROM avg(recent."finishedAt" - recent."startedAt"))::float8 * 1000
  FROM (
    SELECT "finishedAt", "startedAt" FROM "Submission"
    WHERE "finishedAt" IS NOT NULL AND "epoch" = 1
    ORDER BY "startedAt" DESC NULLS LAST LIMIT 50
  ) AS recent`

/** How many are being graded now: what the workers manage at once, when the queue is not empty. */
const inFlight = Prisma.sql`
  SELECT count(*)::int FROM "Submission"
  WHERE "finishedAt" IS NULL AND "supersededAt" IS NULL AND "worker" IS NOT NULL
    AND "leaseUntil" >= now()`
