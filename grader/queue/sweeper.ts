/**
 * Finds what waits although it should not: a job that was never added, a worker that died. Runs in
 * every grading process, beside those who can do something about it; many sweepers are as good as one.
 */
import type { Logger } from 'pino'
import type { Database } from '../../prisma/client.ts'
import { line } from './claim.ts'
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

/** Of what can wait: while others hand in, a slot is woken by it for nothing. */
const mostThatWait = 4

async function sweep(db: Database, queue: SubmissionQueue, log: Logger): Promise<void> {
  const reference = newReference()
  for (const id of await quarantineAbandoned(db, reference)) {
    log.error({ submission: id, reference }, 'workers died of this submission; not tried again')
  }
  // One of each student: a second one is not begun before the first has ended.
  const overdue = await db.$queryRaw<{ id: string; epoch: number; canWait: boolean }[]>`
    ${line},
    firsts AS (
      SELECT DISTINCT ON (party) "id", "epoch", "canWait", line."lane", line."queuedAt"
      FROM line JOIN "Submission" AS submission USING ("id")
      WHERE NOT busy AND ("leaseUntil" IS NOT NULL OR line."queuedAt" < now() - interval '2 seconds')
      ORDER BY party, line."lane", line."queuedAt"
    )
    SELECT "id", "epoch", "canWait" FROM firsts ORDER BY "lane", "queuedAt" LIMIT ${mostAtOnce}`
  const [waiting = [], urgent = []] = [true, false].map((canWait) =>
    overdue.filter((one) => one.canWait === canWait),
  )
  for (const submission of [...urgent, ...waiting.slice(0, mostThatWait)]) queue.wake(submission)
}
