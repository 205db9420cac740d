/**
 * What a worker writes about the submission that it claimed. Every write names the epoch of the claim
 * and changes nothing once somebody else has claimed the submission, or it has ended: a worker that
 * was stopped for a while, or thinks that it still owns it, can do no harm.
 */
import { Prisma, type Database } from '../../prisma/client.ts'
import { mostClaims } from './claim.ts'
import { digest } from '../digest.ts'
import type { ProgressEvent, Report } from '../report.ts'
import { storable } from './storable.ts'

/** The submission that is meant, as it was claimed. */
export interface Fence {
  readonly id: string
  readonly epoch: number
}

/** Keeps the submission for this worker for so long from now. False when it is no longer its own. */
export async function renewLease(
  db: Database,
  fence: Fence,
  leaseMilliseconds: number,
): Promise<boolean> {
  const renewed = await db.$executeRaw`
    UPDATE "Submission" SET "leaseUntil" = now() + ${leaseMilliseconds} * interval '1 millisecond'
    WHERE ${stillOurs(fence)}`
  return renewed > 0
}

/** Appends events, numbered without gaps. False, and nothing written, when it is no longer ours. */
export async function recordEvents(
  db: Database,
  fence: Fence,
  events: readonly ProgressEvent[],
): Promise<boolean> {
  const data = events.map((event) => JSON.stringify(storable(event)))
  const recorded = await db.$executeRaw`
    WITH ours AS (
      UPDATE "Submission" SET "lastSequence" = "lastSequence" + ${events.length}
      WHERE ${stillOurs(fence)}
      RETURNING "id", "lastSequence" - ${events.length} AS before
    )
    INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
    SELECT ours."id", ours.before + event.number, event.data ->> 'kind', event.data
    FROM ours, unnest(${data}::jsonb[]) WITH ORDINALITY AS event(data, number)`
  return recorded > 0
}

/**
 * Ends the submission with its report: verdict, points, times and the `verdict` event at once. False,
 * and nothing written, when it is no longer ours. `exerciseVersionId` is what it was graded with.
 */
export async function saveReport(
  db: Database,
  fence: Fence,
  report: Report,
  exerciseVersionId?: string,
): Promise<boolean> {
  const { verdict, points, maxPoints, timings } = report
  const event: ProgressEvent = { kind: 'verdict', verdict, points, maxPoints }
  const { misconception, failedCase, finding, timesAllowed } = digest(report)
  const sinceCompiled = timings.totalMilliseconds - timings.compileMilliseconds
  const saved = await db.$executeRaw`
    WITH ended AS (
      UPDATE "Submission" SET
        "finishedAt" = now(),
        "compiledAt" = greatest("startedAt", now() - ${sinceCompiled}::float8 * interval '1 millisecond'),
        "leaseUntil" = NULL,
        "verdict" = ${verdict},
        "points" = ${points},
        "maxPoints" = ${maxPoints},
        "report" = ${JSON.stringify(storable(report))}::jsonb,
        "misconception" = ${misconception},
        "failedCase" = ${failedCase},
        "finding" = ${finding},
        "timesAllowed" = ${timesAllowed},
        "exerciseVersionId" = coalesce(${exerciseVersionId ?? null}, "exerciseVersionId"),
        "lastSequence" = "lastSequence" + 1
      WHERE ${stillOurs(fence)}
      RETURNING "id", "lastSequence"
    )
    INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
    SELECT "id", "lastSequence", ${event.kind}, ${JSON.stringify(event)}::jsonb FROM ended`
  return saved > 0
}

export type FaultOutcome = 'requeued' | 'quarantined' | 'notOurs'

/** What failed may be away for a moment: a database that restarts, a reference process that starts. */
function pauseMilliseconds(epoch: number): number {
  return 1_000 * 5 ** (epoch - 1)
}

/**
 * A failure of ours: after a pause the submission is graded again, or, after `mostClaims` claims, ends as
 * graderError. Neither uses an attempt. `reference` names the failure in the logs.
 */
export async function saveFault(
  db: Database,
  fence: Fence,
  reference: string,
): Promise<FaultOutcome> {
  if (fence.epoch >= mostClaims) {
    const ended = await quarantine(db, stillOurs(fence), reference)
    return ended.length > 0 ? 'quarantined' : 'notOurs'
  }
  const event: ProgressEvent = { kind: 'requeued', reference }
  const requeued = await db.$executeRaw`
    WITH ours AS (
      UPDATE "Submission" SET
        "worker" = NULL,
        "leaseUntil" = now() + ${pauseMilliseconds(fence.epoch)} * interval '1 millisecond',
        "faultReference" = ${reference},
        "lastSequence" = "lastSequence" + 1
      WHERE ${stillOurs(fence)}
      RETURNING "id", "lastSequence"
    )
    INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
    SELECT "id", "lastSequence", ${event.kind}, ${JSON.stringify(event)}::jsonb FROM ours`
  return requeued > 0 ? 'requeued' : 'notOurs'
}

/** Ends submissions whose workers died at every claim, so that they kill no more. Returns their ids. */
export async function quarantineAbandoned(db: Database, reference: string): Promise<string[]> {
  const abandoned = Prisma.sql`
    "finishedAt" IS NULL AND "supersededAt" IS NULL
    AND "epoch" >= ${mostClaims} AND "leaseUntil" < now()`
  return await quarantine(db, abandoned, reference)
}

async function quarantine(db: Database, which: Prisma.Sql, reference: string): Promise<string[]> {
  const event: ProgressEvent = { kind: 'verdict', verdict: 'graderError', points: 0, maxPoints: 0 }
  const ended = await db.$queryRaw<{ submissionId: string }[]>`
    WITH ended AS (
      UPDATE "Submission" SET
        "finishedAt" = now(),
        "leaseUntil" = NULL,
        "verdict" = 'graderError',
        "faultReference" = ${reference},
        "lastSequence" = "lastSequence" + 1
      WHERE ${which}
      RETURNING "id", "lastSequence"
    )
    INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
    SELECT "id", "lastSequence", ${event.kind}, ${JSON.stringify(event)}::jsonb FROM ended
    RETURNING "submissionId"`
  return ended.map(({ submissionId }) => submissionId)
}

function stillOurs({ id, epoch }: Fence): Prisma.Sql {
  return Prisma.sql`"id" = ${id} AND "epoch" = ${epoch} AND "worker" IS NOT NULL
    AND "finishedAt" IS NULL AND "supersededAt" IS NULL`
}
