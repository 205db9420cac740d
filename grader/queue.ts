/**
 * All that the project knows of BullMQ. A job only wakes a worker; which submission is graded next is
 * decided by the database (claim.ts). So a job that is lost, doubled or late costs nothing: the
 * sweeper wakes the workers again, and a worker that finds nothing to do goes back to sleep.
 */
import { createPostgresBackend, createRedisBackend, withBackend, type Job } from 'bullmq'

export interface QueueSettings {
  readonly databaseUrl: string
  /** Puts the queue on Redis instead of PostgreSQL. */
  readonly redisUrl?: string | undefined
  /** Hears of connections that break and jobs that cannot be added. Both repair themselves. */
  onError(this: void, error: unknown): void
}

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
  /** Takes no more jobs and waits until every `work` that runs has ended. */
  close(): Promise<void>
}

const queueName = 'grade'

interface WakeUp {
  readonly submissionId: string
}

/** Connects to the queue. Throws when its database or Redis cannot be reached. */
export async function openQueue(settings: QueueSettings): Promise<SubmissionQueue> {
  const queue = newQueue(settings)
  queue.on('error', settings.onError)
  await queue.waitUntilReady()
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
  const worker = newWorker(settings, concurrency, work)
  worker.on('error', settings.onError)
  worker.on('failed', (_job: Job | undefined, error: Error) => settings.onError(error))
  await worker.waitUntilReady()
  return {
    close: () => worker.close(),
  }
}

/** A job leaves no trace once it is done: the database keeps what matters. */
const forgotten = { removeOnComplete: true, removeOnFail: true } as const

/** A worker that died is noticed after at most lock + interval. */
const timing = { lockDuration: 10_000, stalledInterval: 5_000 }

const onPostgres = withBackend(createPostgresBackend)
const onRedis = withBackend(createRedisBackend)

function newQueue({ databaseUrl, redisUrl }: QueueSettings) {
  return redisUrl
    ? new onRedis.Queue<WakeUp>(queueName, {
        // Fails at once while Redis is away, rather than piling up jobs that the sweeper adds anyway.
        connection: { url: redisUrl, enableOfflineQueue: false },
      })
    : new onPostgres.Queue<WakeUp>(queueName, { connection: postgres(databaseUrl, 4) })
}

function newWorker(settings: QueueSettings, concurrency: number, work: () => Promise<void>) {
  const { databaseUrl, redisUrl } = settings
  return redisUrl
    ? new onRedis.Worker<WakeUp>(queueName, work, {
        ...timing,
        concurrency,
        // A worker waits for Redis to come back, however long it takes.
        connection: { url: redisUrl, maxRetriesPerRequest: null },
      })
    : new onPostgres.Worker<WakeUp>(queueName, work, {
        ...timing,
        concurrency,
        connection: postgres(databaseUrl, 4),
      })
}

/** A schema of its own keeps BullMQ's tables, which it migrates itself, apart from ours. */
function postgres(connectionString: string, max: number) {
  return { connectionString, max, schema: 'bullmq', migrate: true }
}
