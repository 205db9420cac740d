/** Where a submission stands in the queue, and when its verdict is likely to come. */
import { Prisma, type Database } from '../../prisma/client.ts'
import { isWaiting, line, mostClaims, pauseReason } from './claim.ts'

export interface Position {
  /** 0: next. */
  readonly position: number
  /** Until the verdict, from recent service times; null until some have been measured. */
  readonly etaMilliseconds: number | null
  /** Why its lane is held back, as an operator put it. */
  readonly paused?: string
}

interface Row {
  readonly ahead: number
  readonly service: number | null
  readonly inFlight: number
  readonly paused: string | null
}

/**
 * Plays the order of claiming through: each further submission of a user counts as one more time
 * served. Null when the submission does not wait (started, finished, replaced or unknown).
 */
export async function position(db: Database, submissionId: string): Promise<Position | null> {
  const [row] = await db.$queryRaw<Row[]>`
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
    )
    SELECT coalesce(ahead, (${waitingLonger})) AS ahead,
      (${serviceMilliseconds}) AS service, (${inFlight}) AS "inFlight",
      (${pauseReason}) AS paused
    FROM "Submission" AS submission LEFT JOIN ordered USING ("id")
    WHERE "id" = ${submissionId} AND ${isWaiting}`
  if (!row) return null
  const { ahead, service, inFlight: atOnce, paused } = row
  if (paused !== null) return { position: ahead, etaMilliseconds: null, paused }
  if (service === null) return { position: ahead, etaMilliseconds: null }
  const rounds = ahead / Math.max(1, atOnce) + 1
  return { position: ahead, etaMilliseconds: Math.round(rounds * service) }
}

/** The place of one that is not yet in the head of the line. */
const waitingLonger = Prisma.sql`
  SELECT count(*)::int FROM "Submission" AS other
  WHERE other."finishedAt" IS NULL AND other."supersededAt" IS NULL AND other."epoch" < ${mostClaims}
    AND (other."leaseUntil" IS NULL OR other."leaseUntil" < now())
    AND (other."lane", other."turn", other."queuedAt")
      < (submission."lane", submission."turn", submission."queuedAt")`

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
