/** Grading a submission again while a reviewer waits: it changes no grade, and its student never sees it. */
import { laneOf } from '../../grader/queue/claim.ts'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import { explainReport, hintRungs } from '../../grader/explain.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { NewRerun, OpenRerun, Rerun } from '../api/review.ts'
import type { Language } from '../api/session.ts'
import { audit } from '../audit.ts'
import { HttpError, notFound } from '../errors.ts'
import { notServed } from '../find-exercise.ts'
import { listedFields, listedSubmission, reportFor } from '../submission-view.ts'

const rerunFields = {
  ...listedFields,
  seedIndex: true,
  failedCase: true,
  timesAllowed: true,
  exerciseVersion: { select: { hash: true } },
} as const satisfies Prisma.SubmissionSelect

type RerunRow = Prisma.SubmissionGetPayload<{ select: typeof rerunFields }>

function rerunOf(row: RerunRow): Rerun {
  const { id, status, finishedAt, verdict, points, maxPoints } = listedSubmission(row)
  const { seedIndex, failedCase, timesAllowed } = row
  return {
    ...{ id, status, finishedAt, verdict, points, maxPoints, failedCase, timesAllowed },
    seedIndex: seedIndex ?? 0,
    exerciseVersion: row.exerciseVersion.hash,
    askedAt: row.queuedAt,
  }
}

/** What this course's staff had graded again of a submission, newest first. */
export async function rerunsOf(db: Database, submissionId: string): Promise<Rerun[]> {
  const rows = await db.submission.findMany({
    where: { kind: 'validation', repeatsId: submissionId },
    orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: rerunFields,
  })
  return rows.map(rerunOf)
}

/** Throws 404 where this is no rerun of that submission. */
export async function openRerun(
  db: Database,
  {
    submissionId,
    rerunId,
    language,
  }: Record<'submissionId' | 'rerunId', string> & { language: Language },
): Promise<OpenRerun> {
  const id = /^[\w-]{1,64}$/.exec(rerunId)?.[0] ?? ''
  const row = await db.submission.findFirst({
    where: { id, kind: 'validation', repeatsId: submissionId },
    select: { ...rerunFields, report: true, assignment: { select: { disclosure: true } } },
  })
  if (!row) throw notFound(`This submission was not graded again as "${rerunId}".`)
  const report = reportFor(row, true)
  if (!report) return { ...rerunOf(row), report, text: null }
  const shown = hintRungs(report, { language })
  const ladder = { shown, total: shown.length }
  return { ...rerunOf(row), report, text: explainReport(report, { ladder, language }) }
}

interface Asking {
  readonly actorId: string
  readonly courseId: string
  readonly submissionId: string
  readonly seed: NewRerun['seed']
}

/**
 * Stores the same file once more, for the exercise as it is now and for no assignment, and wakes a worker.
 * It goes behind the students' own work, which is live, and before regrades, for which nobody waits.
 */
export async function rerun(
  db: Database,
  queue: SubmissionQueue,
  { actorId, courseId, submissionId, seed }: Asking,
): Promise<Rerun> {
  const { seedIndex: same, ...copied } = await db.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: { userId: true, exercise: true, source: true, seedIndex: true },
  })
  const seedIndex = seed === 'same' ? same : seed
  if (seedIndex === null) throw noSeed()
  const version = await db.exerciseVersion.findFirst({
    where: { slug: copied.exercise, current: true },
    select: { id: true },
  })
  if (!version) throw notServed(copied.exercise)
  const { epoch, ...row } = await db.$transaction(async (tx) => {
    const created = await tx.submission.create({
      data: {
        ...{ ...copied, seedIndex, kind: 'validation', repeatsId: submissionId },
        ...{ lane: laneOf('retry'), exerciseVersionId: version.id },
      },
      select: { ...rerunFields, epoch: true },
    })
    await audit(tx, {
      ...{ actorId, courseId, aboutId: copied.userId, action: 'submission.rerun' },
      subject: `submission ${submissionId}`,
      after: { rerun: created.id, seedIndex },
    })
    return created
  })
  queue.wake({ id: row.id, epoch })
  return rerunOf(row)
}

function noSeed(): HttpError {
  return new HttpError({
    status: 409,
    code: 'noSeed',
    message:
      'No seed is kept of this submission, so it cannot be repeated; choose one from 0 to 63.',
  })
}
