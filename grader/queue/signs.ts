/** The signs of life that a process gives operators: what it is, what it does, that it is still there. */
import type { Logger } from 'pino'
import type { Database } from '../../prisma/client.ts'
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

/**
 * Begins with a row of its own: whoever had this name before is over, and is no longer drained. Times are the
 * database's: a machine with a wrong clock seems neither silent nor alive because of it.
 */
export async function startSigns(
  { db, log, worker, counts, onDrained }: Signing,
  intervalMilliseconds = signMilliseconds,
): Promise<Signs> {
  await announce(db, worker)
  const tell = (isLast: boolean) => {
    const { grading, graded, failed, discarded } = counts?.() ?? none
    return db.$queryRaw<{ drainedAt: Date | null }[]>`
      UPDATE "Worker" SET "seenAt" = now(), "stoppedAt" = CASE WHEN ${isLast} THEN now() END,
        "grading" = ${grading}, "graded" = ${graded}, "failed" = ${failed},
        "discarded" = ${discarded}
      WHERE "id" = ${worker.id} RETURNING "drainedAt"`
  }
  let signing = Promise.resolve()
  const sign = async () => {
    try {
      const [row] = await tell(false)
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
      await tell(true)
    },
  }
}

const none: Counts = { grading: 0, graded: 0, failed: 0, discarded: 0 }

async function announce(db: Database, { id, kind, version, ...facts }: Worker): Promise<void> {
  const layers = facts.layers ? JSON.stringify(facts.layers) : null
  const { engine = null, concurrency = null } = facts
  await db.$transaction([
    db.$executeRaw`DELETE FROM "Worker" WHERE "seenAt" < now() - interval '7 days' OR "id" = ${id}`,
    db.$executeRaw`
      INSERT INTO "Worker" ("id", "kind", "version", "node", "engine", "layers", "concurrency")
      VALUES (
        ${id}, ${kind}, ${version}, ${process.versions.node}, ${engine}, ${layers}::jsonb,
        ${concurrency}
      )`,
  ])
}
