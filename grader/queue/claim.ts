/**
 * Which submission is graded next, by whom. The order: lanes first, then whoever was served least in
 * the last two minutes, then whoever waits longest. A student has one submission in flight at a time,
 * and whoever has many waiting goes on only beside what others wait for, so that many files of one
 * student never delay another student's one.
 *
 * All times are the database's, so that workers with wrong clocks cannot steal from each other.
 */
import { randomInt } from 'node:crypto'
import { Prisma, type Database } from '../../prisma/client.ts'
import { SubmissionKind } from '../../prisma/generated/enums.ts'
import { seedPoolSize } from '../seeds.ts'

/** A submission whose worker died this often is not tried again: see `quarantineAbandoned`. */
export const mostClaims = 3

/** The lane of each kind: 0 is served first. */
export function laneOf(kind: SubmissionKind): number {
  return lanes.indexOf(kind)
}

/** By their numbers. */
export const lanes = [
  'run',
  'submit',
  'retry',
  'regrade',
  'validation',
] as const satisfies readonly SubmissionKind[]

/** Whether staff had it graded again: no student waits for it. */
export function isForStaff({ kind }: { readonly kind: SubmissionKind }): boolean {
  return laneOf(kind) >= laneOf('regrade')
}

/** What a worker has to know. `epoch` goes with every write about this submission. */
export interface Claim {
  readonly id: string
  readonly epoch: number
  readonly userId: string
  readonly exercise: string
  readonly kind: SubmissionKind
  readonly source: string
  readonly seedIndex: number
  /** It goes after what anybody else waits for: staff's, or one of many that its student has waiting (slots.ts). */
  readonly canWait: boolean
}

/** Who came with so many waiting, and had so many begun in the last two minutes, can wait for others. */
const manyWaiting = 5
const manyLately = 5

/** Held while a claim is made: two workers that choose at once could both choose the same student. */
const claimLock = 7_236_002

/** Not finished, not replaced, nobody is grading it, and no pause after a failure of ours. */
export const isWaiting = Prisma.sql`
  submission."finishedAt" IS NULL AND submission."supersededAt" IS NULL
  AND (submission."leaseUntil" IS NULL OR submission."leaseUntil" < now())
  AND submission."epoch" < ${mostClaims}`

/** Whether a pause holds the lane of this number back. */
const isHeld = (lane: Prisma.Sql) => Prisma.sql`
  ${lane} IN (
    SELECT number - 1 FROM unnest(${[...lanes]}::text[]) WITH ORDINALITY AS lane(name, number)
    JOIN "Pause" ON "Pause"."lane" IN (name, 'all')
  )`

/** Why the lane of `submission` is held back; the more particular pause speaks. Null where none is. */
export const pauseReason = Prisma.sql`
  SELECT "reason" FROM "Pause"
  WHERE "Pause"."lane" IN ('all', (${[...lanes]}::text[])[submission."lane" + 1])
  ORDER BY "Pause"."lane" = 'all' LIMIT 1`

/** Who is served: a student; and, for what staff have graded again, nobody whose own work that would delay. */
const party = Prisma.sql`coalesce("repeatsId", "userId")`

/** A worker is at it, as far as anybody knows. */
const isLeased = Prisma.sql`"finishedAt" IS NULL AND "supersededAt" IS NULL AND "worker" IS NOT NULL
  AND coalesce("leaseUntil" >= now(), false)`

/**
 * The head of what waits and is not held back, with what decides its place: `served`, how often its party was served lately,
 * `busy`, whether one of the party's is being graded now, and `canWait` as in `Claim`. Reads a bounded number of rows, each
 * once, and joins nothing: as quick with a long queue and without statistics as otherwise. First turns
 * come first, so that everybody who waits has one at the head, whoever handed in thousands before.
 */
export const line = Prisma.sql`
  WITH recent AS (
    (
      SELECT "id", ${party} AS party, "lane", "turn", "queuedAt", true AS waits, false AS leased
      FROM "Submission" AS submission
      WHERE ${isWaiting} AND NOT ${isHeld(Prisma.sql`"lane"`)}
      -- The first two are null, and say that the order is that of the index: without them all that waits is sorted.
      ORDER BY "finishedAt", "supersededAt", "lane", "turn", "queuedAt" LIMIT 1000
    )
    UNION ALL
    SELECT "id", ${party}, "lane", "turn", "queuedAt", false, ${isLeased} FROM "Submission"
    WHERE "startedAt" > now() - interval '2 minutes'
    UNION ALL
    SELECT "id", ${party}, "lane", "turn", "queuedAt", false, ${isLeased} FROM "Submission"
    WHERE "leaseUntil" >= now() AND "startedAt" <= now() - interval '2 minutes'
  ),
  line AS (
    SELECT *,
      "lane" >= ${laneOf('regrade')} OR ("turn" >= ${manyWaiting} AND served >= ${manyLately})
        AS "canWait"
    FROM (
      SELECT "id", party, "lane", "turn", "queuedAt", waits,
        count(*) FILTER (WHERE NOT waits) OVER of_party AS served,
        bool_or(leased) OVER of_party AS busy
      FROM recent WINDOW of_party AS (PARTITION BY party COLLATE "C")
    ) AS everything WHERE waits
  )`

interface Claiming {
  readonly worker: string
  readonly leaseMilliseconds: number
  /** Nothing that can wait. */
  readonly urgentOnly?: boolean
}

/**
 * Claims the next submission for `worker`, who has to renew the lease before it ends, or null when
 * nothing can be claimed now. Also draws its secret seed, on the first claim, and records `started`.
 */
export async function claimNext(
  db: Database,
  { worker, leaseMilliseconds, urgentOnly = false }: Claiming,
): Promise<Claim | null> {
  const [, claims] = await db.$transaction([
    // A statement of its own: the next one must see what others have claimed until now.
    db.$executeRaw`SELECT pg_advisory_xact_lock(${claimLock})`,
    db.$queryRaw<Claim[]>`
      ${line},
      candidates AS (
        SELECT "id", "lane", served, "canWait" FROM line
        WHERE NOT busy AND NOT ("canWait" AND ${urgentOnly})
        ORDER BY "lane", served, "queuedAt", "id" COLLATE "C" LIMIT 20
      ),
      next AS (
        SELECT submission."id", "canWait"
        FROM candidates JOIN "Submission" AS submission USING ("id")
        WHERE ${isWaiting}
          AND NOT EXISTS (SELECT 1 FROM "Worker" WHERE "id" = ${worker} AND "drainedAt" IS NOT NULL)
        ORDER BY candidates."lane", served, submission."queuedAt", submission."id" COLLATE "C" LIMIT 1
        -- One that is just being replaced is passed over.
        FOR UPDATE OF submission SKIP LOCKED
      ),
      claimed AS (
        UPDATE "Submission" SET
          "epoch" = "epoch" + 1,
          -- Not now(), which is when the waiting for the lock began.
          "startedAt" = coalesce("startedAt", statement_timestamp()),
          "leaseUntil" = statement_timestamp() + ${leaseMilliseconds} * interval '1 millisecond',
          "worker" = ${worker},
          "seedIndex" = coalesce("seedIndex", ${randomInt(seedPoolSize)}),
          "lastSequence" = "lastSequence" + 1
        WHERE "id" = (SELECT "id" FROM next)
        RETURNING *
      ),
      announced AS (
        INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
        SELECT "id", "lastSequence", 'started', '{"kind":"started"}' FROM claimed
      )
      SELECT "id", "epoch", "userId", "exercise", "kind", "source", "seedIndex", "canWait"
      FROM claimed JOIN next USING ("id")`,
  ])
  return claims[0] ?? null
}
