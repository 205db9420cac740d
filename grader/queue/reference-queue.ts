/**
 * The queue "reference": a grader asks for expected outputs that nobody has computed yet, and whichever
 * reference process is free computes and stores them. The outputs travel through the database; the
 * queue only says that they are wanted, and that they are there.
 */
import { z } from 'zod'
import { connected, newQueue, newQueueEvents, newWorker, type QueueSettings } from './bullmq.ts'
import { seedPoolSize } from '../seeds.ts'

/** Which outputs are wanted: of one exercise version under one seed of its pool. */
export const ReferenceRequest = z.object({
  exercise: z.string(),
  exerciseVersion: z.string(),
  seedIndex: z
    .number()
    .int()
    .min(0)
    .max(seedPoolSize - 1),
})
export type ReferenceRequest = z.infer<typeof ReferenceRequest>

export interface ReferenceRequests {
  /** Resolves when the outputs are stored. Throws what went wrong, or when it took too long. */
  demand(request: ReferenceRequest, timeoutMilliseconds: number): Promise<void>
  close(): Promise<void>
}

export interface ReferenceWork {
  /** Takes no more requests and waits for those that are being answered. */
  close(): Promise<void>
}

const queueName = 'reference'

/** Tried again, perhaps by another process: one may have older files than the grader that asks. */
const options = {
  attempts: 3,
  backoff: { type: 'fixed', delay: 500 },
  // Kept for a while, for whoever asks how it ended.
  removeOnComplete: { age: 60 },
  removeOnFail: { age: 3_600, count: 100 },
} as const

/** The grader's end. Throws when the queue's database or Redis cannot be reached. */
export async function openReferenceRequests(settings: QueueSettings): Promise<ReferenceRequests> {
  const queue = newQueue<ReferenceRequest>(queueName, settings)
  const events = newQueueEvents(queueName, settings)
  // One listener for each answer that is waited for.
  events.setMaxListeners(0)
  queue.setMaxListeners(0)
  await Promise.all([connected(queue, settings), connected(events, settings)])
  return {
    async demand(request, timeoutMilliseconds) {
      const job = await queue.add('compute', request, options)
      await job.waitUntilFinished(events, timeoutMilliseconds)
    },
    async close() {
      await Promise.all([queue.close(), events.close()])
    },
  }
}

/** The reference process' end: calls `answer` for one request after another. Throws when the queue cannot be reached. */
export async function openReferenceWork(
  settings: QueueSettings,
  answer: (request: ReferenceRequest) => Promise<void>,
): Promise<ReferenceWork> {
  const worker = newWorker<unknown>(queueName, settings, 1, (job) =>
    answer(ReferenceRequest.parse(job.data)),
  )
  await connected(worker, settings)
  return { close: () => worker.close() }
}
