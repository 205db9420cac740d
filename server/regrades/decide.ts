/** How a regrade ends: published, which can be undone, or discarded. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { Regrade } from '../../prisma/generated/client.ts'
import type { RegradeState } from '../../prisma/generated/enums.ts'
import { audit } from '../audit.ts'
import { HttpError, notFound } from '../errors.ts'
import { changesOf, fingerprintOf, isExchanged, totalsOf } from './changes.ts'
import { noticeStudents, recordGrades } from './consequences.ts'
import { exchange } from './exchange.ts'
import { lockCourse, patience, publishedAfter } from './others.ts'

/** Which regrade, of which course, and who decides about it. */
export interface Deciding {
  readonly id: string
  readonly courseId: string
  readonly actorId: string
}

/** Gives the submissions their new results. Throws when a shadow still waits, or when `fingerprint` is not that of what would change now. */
export async function publish(
  db: Database,
  { id, courseId, actorId }: Deciding,
  { fingerprint, reason }: { fingerprint: string; reason: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const regrade = await locked(tx, { id, courseId })
    demandState(regrade, ['running', 'ready'])
    const changes = await changesOf(tx, regrade)
    const { waiting } = totalsOf(changes)
    if (waiting > 0) throw stillRunning(waiting)
    if (fingerprintOf(changes) !== fingerprint) throw previewChanged()

    await exchange(
      tx,
      id,
      changes.filter(isExchanged).map(({ shadow }) => shadow),
    )
    await tx.regrade.update({
      where: { id },
      data: { state: 'published', publishedAt: new Date() },
    })
    await audit(tx, {
      ...{ actorId, action: 'regrade.publish', subject: `regrade ${id}`, courseId, reason },
      after: totalsOf(changes),
    })
    const deed = { regrade, actorId, reason, undone: false }
    await recordGrades(tx, deed, changes)
    await noticeStudents(tx, deed, changes)
  }, patience)
}

/** Gives the submissions their old results back. Throws when a later regrade was published on top. */
export async function undo(
  db: Database,
  { id, courseId, actorId }: Deciding,
  reason: string | undefined,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const regrade = await locked(tx, { id, courseId })
    demandState(regrade, ['published'])
    if ((await publishedAfter(tx, regrade)) !== null) throw laterOnTop()
    const changes = await changesOf(tx, regrade)
    const exchanged = await tx.submission.findMany({
      where: { regradeId: id, exchangedAt: { not: null } },
      select: { id: true },
    })
    await exchange(
      tx,
      id,
      exchanged.map((shadow) => shadow.id),
    )
    await tx.regrade.update({ where: { id }, data: { state: 'undone', endedAt: new Date() } })
    await audit(tx, {
      ...{ actorId, action: 'regrade.undo', subject: `regrade ${id}`, courseId, reason },
      before: totalsOf(changes),
    })
    const deed = { regrade, actorId, reason: reason ?? regrade.reason, undone: true }
    await recordGrades(tx, deed, changes)
    await noticeStudents(tx, { ...deed, reason: reason ?? null }, changes)
  }, patience)
}

/** Changes no grade. The shadows are gone then; a worker that grades one finds nothing left to write to. */
export async function discard(
  db: Database,
  { id, courseId, actorId }: Deciding,
  reason: string | undefined,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const regrade = await locked(tx, { id, courseId })
    demandState(regrade, ['running', 'ready'])
    const totals = totalsOf(await changesOf(tx, regrade))
    await tx.submission.deleteMany({ where: { regradeId: id } })
    await tx.regrade.update({ where: { id }, data: { state: 'discarded', endedAt: new Date() } })
    await audit(tx, {
      ...{ actorId, action: 'regrade.discard', subject: `regrade ${id}`, courseId, reason },
      before: totals,
    })
  }, patience)
}

async function locked(
  tx: DatabaseOrTransaction,
  { id, courseId }: { id: string; courseId: string },
): Promise<Regrade> {
  await lockCourse(tx, courseId)
  const regrade = await tx.regrade.findFirst({ where: { id, courseId } })
  if (!regrade) throw notFound('There is no such regrade in this course.')
  return regrade
}

const stateNames: Record<RegradeState, string> = {
  running: 'not decided yet',
  ready: 'not decided yet',
  published: 'published already',
  discarded: 'discarded',
  undone: 'undone',
}

function demandState({ state }: Regrade, wanted: readonly RegradeState[]): void {
  if (wanted.includes(state)) return
  throw new HttpError({
    status: 409,
    code: 'regradeState',
    message: `This regrade is ${stateNames[state]}, so that cannot be done with it now.`,
    details: { state },
  })
}

function stillRunning(waiting: number): HttpError {
  return new HttpError({
    status: 409,
    code: 'regradeRunning',
    message: `${waiting} of its submissions ${waiting === 1 ? 'is' : 'are'} not graded yet. Publish when all are.`,
  })
}

function previewChanged(): HttpError {
  return new HttpError({
    status: 409,
    code: 'previewChanged',
    message:
      'What would change is no longer what you saw: a review, or who is in the course, has changed since. Look at it again, then publish.',
  })
}

function laterOnTop(): HttpError {
  return new HttpError({
    status: 409,
    code: 'laterRegrade',
    message: 'A later regrade of this exercise was published after this one. Undo that one first.',
  })
}
