/**
 * The queue "grade". A job only wakes a worker; which submission is graded next is decided by the
 * database (claim.ts). So a job that is lost, doubled or late costs nothing: the sweeper wakes the
 * workers again, and a worker that finds nothing to do goes back to sleep.
 */
import { connected, newQueue, newWorker, type QueueSettings } from './bullmq.ts'

export interface SubmissionQueue {
  /**
   * Wakes a worker for a submission. Returns at once: the submission is stored already, and what
   * goes wrong here is repaired by the sweeper. Waking twice for the same epoch is the same as once.
   */
  wake(submission: { readonly id: string; readonly epoch: number }): void
  /** Waits for what is on its way, then disconnects. */
  close(): Promise<void>
}

export interface Wakings {
  /** Lets others be woken instead, until `resume`. Work that runs goes on. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Takes no more jobs and waits until every `work` that runs has ended. */
  close(): Promise<void>
}

const queueName = 'grade'

interface WakeUp {
  readonly submissionId: string
}

/** Connects to the queue. Throws when its database or Redis cannot be reached. */
export async function openQueue(settings: QueueSettings): Promise<SubmissionQueue> {
  const queue = newQueue<WakeUp>(queueName, settings)
  await connected(queue, settings)
  const adding = new Set<Promise<unknown>>()
  return {
    wake({ id, epoch }) {
      const added = queue
        .add('wake', { submissionId: id }, { ...forgotten, jobId: `submission-${id}-${epoch}` })
        .catch(settings.onError)
        .finally(() => adding.delete(added))
      adding.add(added)
    },
    async close() {
      await Promise.all(adding)
      await queue.close()
    },
  }
}

/**
 * Calls `work` whenever a job arrives, at most `concurrency` times at once. Throws when the queue's
 * database or Redis cannot be reached.
 */
export async function openWakings(
  settings: QueueSettings,
  concurrency: number,
  work: () => Promise<void>,
): Promise<Wakings> {
  const worker = newWorker<WakeUp>(queueName, settings, concurrency, work)
  await connected(worker, settings)
  return {
    pause: () => worker.pause(true),
    // Of Redis it answers at once, of PostgreSQL later.
    resume: async () => await worker.resume(),
    close: () => worker.close(),
  }
}

/** A job leaves no trace once it is done: the database keeps what matters. */
const forgotten = { removeOnComplete: true, removeOnFail: true } as const
