/** Holding lanes and workers back, and letting them go on; each is on record. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { LaneName } from '../api/operations.ts'
import { audit } from '../audit.ts'
import { notFound } from '../errors.ts'

interface Acting {
  readonly actorId: string
  readonly reason: string
}

/** Nothing more of the lane is begun. A new reason replaces the old one. */
export async function pauseLane(
  db: Database,
  lane: LaneName,
  { actorId, reason }: Acting,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.pause.findUnique({ where: { lane }, select: { reason: true } })
    const now = { reason, byId: actorId, createdAt: new Date() }
    await tx.pause.upsert({ where: { lane }, create: { lane, ...now }, update: now })
    await audit(tx, {
      ...{ actorId, action: 'lane.pause', subject: `lane ${lane}`, reason },
      ...(before && { before }),
    })
  })
}

/** Workers look again within seconds. */
export async function resumeLane(db: Database, lane: LaneName, actorId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.pause.findUnique({ where: { lane }, select: { reason: true } })
    if (!before) return
    await tx.pause.delete({ where: { lane } })
    await audit(tx, { actorId, action: 'lane.resume', subject: `lane ${lane}`, before })
  })
}

/** It takes nothing new and finishes what runs. Throws 404 for a worker that is not known. */
export async function drainWorker(
  db: Database,
  id: string,
  { actorId, reason }: Acting,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await demandGrader(tx, id)
    const drain = { drainedAt: new Date(), drainReason: reason, drainedById: actorId }
    await tx.worker.update({ where: { id }, data: drain })
    await audit(tx, { actorId, action: 'worker.drain', subject: `worker ${id}`, reason })
  })
}

/** Throws 404 for a worker that is not known. */
export async function resumeWorker(db: Database, id: string, actorId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { drainedAt, drainReason } = await demandGrader(tx, id)
    if (drainedAt === null) return
    const none = { drainedAt: null, drainReason: null, drainedById: null }
    await tx.worker.update({ where: { id }, data: none })
    const before = { reason: drainReason }
    await audit(tx, { actorId, action: 'worker.resume', subject: `worker ${id}`, before })
  })
}

async function demandGrader(tx: DatabaseOrTransaction, id: string) {
  const worker = id.includes('\0')
    ? null
    : await tx.worker.findFirst({ where: { id, kind: 'grader' } })
  if (!worker) throw notFound('There is no such grader; it may have been started again meanwhile.')
  return worker
}
