/**
 * Which submission is graded next, by whom. The order: lanes first, then whoever was served least in
 * the last ten minutes, then whoever waits longest. A student has one submission in flight at a time,
 * so that many files of one student never delay another student's one.
 *
 * All times are the database's, so that workers with wrong clocks cannot steal from each other.
 */
import { randomInt } from 'node:crypto'
import { Prisma, type Database } from '../prisma/client.ts'
import { SubmissionKind } from '../prisma/generated/enums.ts'
import { seedPoolSize } from './seeds.ts'

/** A submission whose worker died this often is not tried again: see `quarantineAbandoned`. */
export const mostClaims = 3

/** The lane of each kind: 0 is served first. */
export function laneOf(kind: SubmissionKind): number {
  return lanes.indexOf(kind)
}

const lanes: readonly SubmissionKind[] = ['run', 'submit', 'retry', 'regrade', 'validation']

/** What a worker has to know. `epoch` goes with every write about this submission. */
export interface Claim {
  readonly id: string
  readonly epoch: number
  readonly userId: string
  readonly exercise: string
  readonly kind: SubmissionKind
  readonly source: string
  readonly seedIndex: number
}

/** Held while a claim is made: two workers that choose at once could both choose the same student. */
const claimLock = 7_236_002

/** Not finished, not replaced, and nobody is grading it. */
export const isWaiting = Prisma.sql`
  submission."finishedAt" IS NULL AND submission."supersededAt" IS NULL
  AND (submission."leaseUntil" IS NULL OR submission."leaseUntil" < now())
  AND submission."epoch" < ${mostClaims}`

/** How often each user was served lately. */
export const servedLately = Prisma.sql`
  SELECT "userId", count(*)::int AS times FROM "Submission"
  WHERE "startedAt" > now() - interval '10 minutes' GROUP BY "userId"`

/**
 * Claims the next submission for `worker`, who has to renew the lease before it ends, or null when
 * nothing can be claimed now. Also draws its secret seed, on the first claim, and records `started`.
 */
export async function claimNext(
  db: Database,
  { worker, leaseMilliseconds }: { worker: string; leaseMilliseconds: number },
): Promise<Claim | null> {
  const [, claims] = await db.$transaction([
    // A statement of its own: the next one must see what others have claimed until now.
    db.$executeRaw`SELECT pg_advisory_xact_lock(${claimLock})`,
    db.$queryRaw<Claim[]>`
      WITH served AS (${servedLately}),
      next AS (
        SELECT submission."id"
        FROM "Submission" AS submission LEFT JOIN served USING ("userId")
        WHERE ${isWaiting} AND NOT EXISTS (
          SELECT 1 FROM "Submission" AS other
          WHERE other."userId" = submission."userId"
            AND other."finishedAt" IS NULL AND other."supersededAt" IS NULL
            AND other."leaseUntil" >= now()
        )
        ORDER BY submission."lane", coalesce(served.times, 0), submission."queuedAt", submission."id"
        LIMIT 1
        FOR UPDATE OF submission SKIP LOCKED
      ),
      claimed AS (
        UPDATE "Submission" AS submission SET
          "epoch" = "epoch" + 1,
          "startedAt" = coalesce("startedAt", now()),
          "leaseUntil" = now() + ${leaseMilliseconds} * interval '1 millisecond',
          "worker" = ${worker},
          "seedIndex" = coalesce("seedIndex", ${randomInt(seedPoolSize)}),
          "lastSequence" = "lastSequence" + 1
        FROM next WHERE submission."id" = next."id"
        RETURNING submission.*
      ),
      announced AS (
        INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
        SELECT "id", "lastSequence", 'started', '{"kind":"started"}' FROM claimed
      )
      SELECT "id", "epoch", "userId", "exercise", "kind", "source", "seedIndex" FROM claimed`,
  ])
  return claims[0] ?? null
}
