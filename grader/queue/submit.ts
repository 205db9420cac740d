/** Takes a file in: decides whether it may be handed in, and stores it. */
import type { Database, DatabaseOrTransaction, Prisma } from '../../prisma/client.ts'
import type { Submission, SubmissionKind } from '../../prisma/generated/client.ts'
import { isWaiting, laneOf } from './claim.ts'
import { deadlineOf } from './lateness.ts'
import type { SubmissionQueue } from './queue.ts'

export interface NewSubmission {
  readonly userId: string
  readonly exercise: string
  readonly kind: Extract<SubmissionKind, 'run' | 'submit'>
  readonly source: string
  /** Null where the exercise is tried outside a course: no dates, no attempts. */
  readonly assignmentId: string | null
  /** The same key again gives the same submission again. */
  readonly idempotencyKey: string | null
}

/** What became of a new submission. Refusals are values; only our own faults are thrown. */
export type Creation =
  | { readonly kind: 'created'; readonly submission: Submission }
  /** The idempotency key was seen before, with the same file. */
  | { readonly kind: 'repeated'; readonly submission: Submission }
  /** The idempotency key was seen before, with another file, exercise or kind. */
  | { readonly kind: 'keyReused' }
  /** No version of the exercise is being served. */
  | { readonly kind: 'unknownExercise' }
  /** The file holds the character U+0000, which cannot be stored; `line` counts from 1. */
  | { readonly kind: 'nulCharacter'; readonly line: number }
  | { readonly kind: 'notOpen'; readonly opensAt: Date }
  /** `dueAt` is this student's; late work was taken until `closesAt`, which is the same where none is. */
  | { readonly kind: 'closed'; readonly dueAt: Date; readonly closesAt: Date }
  | { readonly kind: 'attemptsUsedUp'; readonly limit: number }
  /** The assignment asks for a pause between two attempts; `at` is when it ends. */
  | { readonly kind: 'tooSoon'; readonly at: Date }

/**
 * Stores a submission in one transaction, then wakes a worker. It replaces the student's older one of
 * the same exercise and kind that still waits, which then uses no attempt.
 */
export async function createSubmission(
  db: Database,
  queue: SubmissionQueue,
  wanted: NewSubmission,
): Promise<Creation> {
  const nul = wanted.source.indexOf('\0')
  if (nul >= 0) {
    return { kind: 'nulCharacter', line: wanted.source.slice(0, nul).split('\n').length }
  }
  const creation = await db.$transaction((tx) => store(tx, wanted), {
    // Many submissions of one student queue up on the student's row.
    maxWait: 10_000,
    timeout: 10_000,
  })
  if (creation.kind === 'created') queue.wake(creation.submission)
  return creation
}

async function store(tx: DatabaseOrTransaction, wanted: NewSubmission): Promise<Creation> {
  const { userId, exercise, kind, source, assignmentId, idempotencyKey } = wanted
  // One at a time per student: what follows counts attempts, and must not be overtaken.
  await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR NO KEY UPDATE`

  if (idempotencyKey !== null) {
    const key = { userId_idempotencyKey: { userId, idempotencyKey } }
    const earlier = await tx.submission.findUnique({ where: key })
    if (earlier) {
      const same =
        earlier.exercise === exercise && earlier.kind === kind && earlier.source === source
      return same ? { kind: 'repeated', submission: earlier } : { kind: 'keyReused' }
    }
  }

  const version = await tx.exerciseVersion.findFirst({ where: { slug: exercise, current: true } })
  if (!version) return { kind: 'unknownExercise' }

  // Locked rows are passed over by workers, so what is counted as replaced cannot start meanwhile.
  const replaced = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Submission" AS submission
    WHERE "userId" = ${userId} AND "exercise" = ${exercise}
      AND "kind" = ${kind}::"SubmissionKind" AND ${isWaiting}
    FOR NO KEY UPDATE`
  const replacedIds = replaced.map(({ id }) => id)
  // The transaction began when the file arrived: waiting for other submissions makes nobody late.
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
  if (assignmentId !== null) {
    const refusal = await refusalOf(tx, { userId, kind, assignmentId, replacedIds, now })
    if (refusal) return refusal
  }
  await supersede(tx, replacedIds)
  const lane = laneOf(kind)
  const turn = await tx.submission.count({
    where: { userId, lane, finishedAt: null, supersededAt: null },
  })
  const submission = await tx.submission.create({
    data: {
      ...{ userId, exercise, kind, source, assignmentId, idempotencyKey },
      exerciseVersionId: version.id,
      ...{ lane, turn },
      queuedAt: now,
    },
  })
  return { kind: 'created', submission }
}

interface Attempt {
  readonly userId: string
  readonly kind: SubmissionKind
  readonly assignmentId: string
  readonly replacedIds: string[]
  readonly now: Date
}

async function refusalOf(
  tx: DatabaseOrTransaction,
  { userId, kind, assignmentId, replacedIds, now }: Attempt,
): Promise<Creation | null> {
  const assignment = await tx.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
    include: { extensions: { where: { userId } } },
  })
  const { opensAt, attemptLimit: limit, cooldownSeconds } = assignment
  if (opensAt && now < opensAt) return { kind: 'notOpen', opensAt }
  if (kind !== 'submit') return null
  const { dueAt, closesAt } = deadlineOf(assignment, assignment.extensions[0])
  if (dueAt && closesAt && now > closesAt) return { kind: 'closed', dueAt, closesAt }
  if (limit === null && cooldownSeconds === null) return null
  const { _count: attempts, _max: last } = await tx.submission.aggregate({
    where: { ...countsAsAttempt, userId, assignmentId, id: { notIn: replacedIds } },
    _count: true,
    _max: { queuedAt: true },
  })
  if (limit !== null && attempts >= limit) return { kind: 'attemptsUsedUp', limit }
  const at = nextAttemptAt(last.queuedAt, cooldownSeconds)
  return at && now < at ? { kind: 'tooSoon', at } : null
}

/** From when on the next attempt is taken, after the last one; null: at once. */
export function nextAttemptAt(last: Date | null, cooldownSeconds: number | null): Date | null {
  return last && cooldownSeconds !== null ? new Date(last.getTime() + 1000 * cooldownSeconds) : null
}

/** What students handed in and ran themselves: not what staff had graded again, or tried with an edition of an exercise. */
export const ownWork = {
  repeatsId: null,
  NOT: { kind: 'validation' },
} satisfies Prisma.SubmissionWhereInput

/** Which submissions use an attempt: neither runs, nor replaced ones, nor those that failed by our fault. */
export const countsAsAttempt = {
  kind: 'submit',
  supersededAt: null,
  OR: [{ verdict: null }, { verdict: { not: 'graderError' } }],
} satisfies Prisma.SubmissionWhereInput

/** Ends what was not graded yet: it uses no attempt, and what a worker still writes about it is refused. */
export async function supersede(tx: DatabaseOrTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    WITH replaced AS (
      UPDATE "Submission"
      SET "supersededAt" = now(), "leaseUntil" = NULL, "lastSequence" = "lastSequence" + 1
      WHERE "id" = ANY(${ids})
      RETURNING "id", "lastSequence"
    )
    INSERT INTO "SubmissionEvent" ("submissionId", "sequence", "kind", "data")
    SELECT "id", "lastSequence", 'superseded', '{"kind":"superseded"}' FROM replaced`
}
