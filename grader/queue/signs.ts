/** The signs of life that a process gives operators: what it is, what it does, that it is still there. */
import type { Logger } from 'pino'
import { Prisma, type Database } from '../../prisma/client.ts'
import type { Layer } from '../sandbox/outcome.ts'
import type { Counts } from './loop.ts'

export interface Worker {
  /** Its machine and number, as kept with each submission. */
  readonly id: string
  readonly kind: 'grader' | 'reference'
  /** Of Attendant. */
  readonly version: string
  readonly engine?: string
  readonly layers?: readonly Layer[]
  readonly concurrency?: number
}

interface Signing {
  readonly db: Database
  readonly log: Logger
  readonly worker: Worker
  readonly counts?: () => Counts
  /** Hears with every sign whether an operator drains this worker. */
  readonly onDrained?: (isDrained: boolean) => Promise<void>
}

export interface Signs {
  /** Gives no further sign, and says that it ended as it should. */
  stop(): Promise<void>
}

export const signMilliseconds = 10_000

/** Begins with a row of its own: whoever had this name before is over, and is no longer drained. */
export async function startSigns(
  { db, log, worker, counts, onDrained }: Signing,
  intervalMilliseconds = signMilliseconds,
): Promise<Signs> {
  await announce(db, worker)
  let signing = Promise.resolve()
  const sign = async () => {
    try {
      const [row] = await db.worker.updateManyAndReturn({
        where: { id: worker.id },
        data: { ...counts?.(), seenAt: new Date() },
        select: { drainedAt: true },
      })
      await onDrained?.(row !== undefined && row.drainedAt !== null)
    } catch (error) {
      log.warn({ err: error }, 'no sign of life was given; tried again')
    }
  }
  const timer = setInterval(() => {
    signing = signing.then(sign)
  }, intervalMilliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await signing
      const now = new Date()
      const last = { ...counts?.(), seenAt: now, stoppedAt: now }
      await db.worker.updateMany({ where: { id: worker.id }, data: last })
    },
  }
}

async function announce(db: Database, { id, layers, ...facts }: Worker): Promise<void> {
  const now = new Date()
  const row = {
    ...{ id, ...facts, node: process.versions.node },
    layers: layers ? layers.map((layer) => ({ ...layer })) : Prisma.DbNull,
    ...{ startedAt: now, seenAt: now, stoppedAt: null },
    ...{ drainedAt: null, drainReason: null, drainedById: null },
    ...{ grading: 0, graded: 0, failed: 0 },
  }
  await db.worker.deleteMany({ where: { seenAt: { lt: new Date(now.getTime() - keptFor) } } })
  await db.worker.upsert({ where: { id }, create: row, update: row })
}

const keptFor = 7 * 24 * 60 * 60 * 1000
