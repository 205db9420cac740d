/**
 * Finds what waits although it should not: a job that was never added, a worker that died. Runs in
 * every grading process, beside those who can do something about it; many sweepers are as good as one.
 */
import type { Logger } from 'pino'
import { Prisma, type Database } from '../../prisma/client.ts'
import type { SubmissionKind } from '../../prisma/generated/enums.ts'
import { isForStaff, isHeld, isWaiting } from './claim.ts'
import { newReference } from './loop.ts'
import type { SubmissionQueue } from './queue.ts'
import { quarantineAbandoned } from './store.ts'

export interface Sweeper {
  /** Starts no further sweep and waits for the one that runs. */
  stop(): Promise<void>
}

/** Sweeps now and every `intervalMilliseconds`. */
export function startSweeper(
  db: Database,
  queue: SubmissionQueue,
  log: Logger,
  intervalMilliseconds = 2_000,
): Sweeper {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    try {
      await sweep(db, queue, log)
    } catch (error) {
      log.warn({ err: error }, 'the sweep failed and is tried again')
    }
    if (stopped) return
    timer = setTimeout(() => {
      sweeping = round()
    }, intervalMilliseconds)
  }
  let sweeping = round()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

/** Enough to wake every worker of a large installation; the woken go on claiming by themselves. */
const mostAtOnce = 100

/** Of what staff has graded again: a slot that is kept for students is woken by it for nothing. */
const mostForStaff = 4

async function sweep(db: Database, queue: SubmissionQueue, log: Logger): Promise<void> {
  const reference = newReference()
  for (const id of await quarantineAbandoned(db, reference)) {
    log.error({ submission: id, reference }, 'workers died of this submission; not tried again')
  }
  const overdue = await db.$queryRaw<{ id: string; epoch: number; kind: SubmissionKind }[]>`
    SELECT "id", "epoch", "kind" FROM "Submission" AS submission
    WHERE ${isWaiting} AND NOT ${isHeld(Prisma.sql`"lane"`)}
      AND ("leaseUntil" IS NOT NULL OR "queuedAt" < now() - interval '2 seconds')
    ORDER BY "lane", "queuedAt" LIMIT ${mostAtOnce}`
  const [forStaff = [], live = []] = [true, false].map((wanted) =>
    overdue.filter((one) => isForStaff(one) === wanted),
  )
  for (const submission of [...live, ...forStaff.slice(0, mostForStaff)]) queue.wake(submission)
}
