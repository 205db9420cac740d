/**
 * The life of a grading process: woken by the queue it claims, grades and stores, one submission after
 * another, until nothing can be claimed. How a submission is graded is handed in.
 */
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '../../prisma/client.ts'
import type { QueueSettings } from './bullmq.ts'
import { claimNext, type Claim } from './claim.ts'
import { progressWriter } from './progress.ts'
import { openWakings } from './queue.ts'
import { openSlots } from './slots.ts'
import type { ProgressEvent, Report } from '../report.ts'
import { renewLease, saveFault, saveReport } from './store.ts'

export interface Graded {
  readonly report: Report
  /** The version that it was graded with, where the submission names another. */
  readonly exerciseVersionId?: string
}

/** Grades one submission; throws only for faults of ours. `progress` returns at once. */
export type GradeClaim = (claim: Claim, progress: (event: ProgressEvent) => void) => Promise<Graded>

export interface LoopOptions {
  readonly db: Database
  readonly queue: QueueSettings
  /** The name of this process, kept with each submission. */
  readonly worker: string
  readonly concurrency: number
  /** A worker that is silent for so long has lost its submission. Renewed three times in that time. */
  readonly leaseMilliseconds: number
  readonly log: Logger
  readonly gradeClaim: GradeClaim
}

/** What a worker has done since it started, and does now. */
export interface Counts {
  readonly grading: number
  readonly graded: number
  /** By our fault. */
  readonly failed: number
  /** Results that came too late: somebody else had the submission by then, or it was withdrawn. */
  readonly discarded: number
}

export interface GradingLoop {
  counts(this: void): Counts
  /** Whether an operator drains this worker. The database gives it nothing then; this lets others be woken instead. */
  hold(this: void, isDrained: boolean): Promise<void>
  /** Claims nothing more and waits for what is being graded. */
  drain(): Promise<void>
}

/** Throws when the queue cannot be reached. */
export async function startLoop(options: LoopOptions): Promise<GradingLoop> {
  let draining = false
  let held = false
  const counts = { grading: 0, graded: 0, failed: 0, discarded: 0 }
  const slots = openSlots(options.concurrency, {
    onRested() {
      const next = round()
        .catch((error: unknown) => {
          options.log.warn({ err: error }, 'nothing was claimed after a rest')
        })
        .finally(() => rounds.delete(next))
      rounds.add(next)
    },
  })
  const rounds = new Set<Promise<void>>()
  let active = 0
  let woken = 0
  /** Grades until nothing can be claimed. When all slots are at work, one of them looks again before it ends. */
  async function round(): Promise<void> {
    woken += 1
    if (active === options.concurrency) return
    active += 1
    try {
      let seen: number
      do {
        seen = woken
        // Also those that were passed over because their student was busy: somebody has to come back.
        let isOne = true
        while (isOne && !draining) isOne = await gradeNext()
      } while (seen !== woken && !draining)
    } finally {
      active -= 1
    }
  }
  const gradeNext = () =>
    slots.next(
      (urgentOnly) => claimNext(options.db, { ...options, urgentOnly }),
      async (claim) => {
        counts.grading += 1
        const outcome = await gradeAndStore(options, claim).finally(() => (counts.grading -= 1))
        counts[outcome] += 1
      },
    )
  const wakings = await openWakings(options.queue, options.concurrency, round)
  return {
    counts: () => ({ ...counts }),
    async hold(isDrained) {
      if (isDrained === held || draining) return
      held = isDrained
      await (isDrained ? wakings.pause() : wakings.resume())
    },
    async drain() {
      draining = true
      await wakings.close()
      await Promise.all(rounds)
    },
  }
}

async function gradeAndStore(
  options: LoopOptions,
  claim: Claim,
): Promise<'graded' | 'failed' | 'discarded'> {
  const { db, log, leaseMilliseconds, gradeClaim } = options
  const about = { submission: claim.id, epoch: claim.epoch, exercise: claim.exercise }
  const started = performance.now()
  const progress = progressWriter(db, claim)
  const renewal = setInterval(() => {
    renewLease(db, claim, leaseMilliseconds).catch((error: unknown) => {
      log.warn({ ...about, err: error }, 'the lease was not renewed')
    })
  }, leaseMilliseconds / 3)
  try {
    const { report, exerciseVersionId } = await gradeClaim(claim, progress.add)
    await progress.flush()
    const saved = await saveReport(db, claim, report, exerciseVersionId)
    const outcome = {
      verdict: report.verdict,
      milliseconds: Math.round(performance.now() - started),
    }
    if (saved) log.info({ ...about, ...outcome }, 'graded')
    else log.warn({ ...about, ...outcome }, 'discarded: somebody else has this submission now')
    return saved ? 'graded' : 'discarded'
  } catch (error) {
    const reference = newReference()
    log.error({ ...about, reference, err: error }, 'grading failed')
    // When this fails too, the lease runs out and the sweeper wakes another worker.
    const outcome = await saveFault(db, claim, reference)
    if (outcome === 'quarantined') log.error({ ...about, reference }, 'not tried again')
    return 'failed'
  } finally {
    clearInterval(renewal)
  }
}

/** Names a failure in logs and messages; easy to read aloud. */
export function newReference(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  return Array.from(randomBytes(6), (byte) => letters[byte % letters.length]).join('')
}
