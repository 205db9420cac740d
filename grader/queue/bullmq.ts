/** How BullMQ is connected: to PostgreSQL, or to Redis where that is wanted. */
import {
  createPostgresBackend,
  createRedisBackend,
  withBackend,
  type Job,
  type QueueEvents,
} from 'bullmq'
import { SteadyClient } from '../../prisma/steady-client.ts'
import { QueueUnreachable } from '../start-failure.ts'
import { demandNoEviction } from './eviction.ts'

export interface QueueSettings {
  readonly databaseUrl: string
  /** Puts the queue on Redis instead of PostgreSQL. */
  readonly redisUrl?: string | undefined
  /** Hears of connections that break and jobs that cannot be added. Both repair themselves. */
  onError(this: void, error: unknown): void
}

/** A worker that died is noticed after at most lock + interval. */
const timing = { lockDuration: 10_000, stalledInterval: 5_000 }

const onPostgres = withBackend(createPostgresBackend)
const onRedis = withBackend(createRedisBackend)

export function newQueue<Payload>(name: string, { databaseUrl, redisUrl, onError }: QueueSettings) {
  const queue = redisUrl
    ? new onRedis.Queue<Payload>(name, {
        // Fails at once while Redis is away, rather than piling up jobs.
        connection: { url: redisUrl, enableOfflineQueue: false },
      })
    : new onPostgres.Queue<Payload>(name, { connection: postgres(databaseUrl, 4) })
  queue.on('error', onError)
  return queue
}

export function newWorker<Payload>(
  name: string,
  { databaseUrl, redisUrl, onError }: QueueSettings,
  concurrency: number,
  work: (job: Job<Payload>) => Promise<void>,
) {
  const worker = redisUrl
    ? new onRedis.Worker<Payload>(name, work, {
        ...timing,
        concurrency,
        // A worker waits for Redis to come back, however long it takes.
        connection: { url: redisUrl, maxRetriesPerRequest: null },
      })
    : new onPostgres.Worker<Payload>(name, work, {
        ...timing,
        concurrency,
        connection: postgres(databaseUrl, 4),
      })
  worker.on('error', onError)
  worker.on('failed', (_job: Job | undefined, error: Error) => onError(error))
  return worker
}

/** Tells when jobs end, wherever they ran. */
export function newQueueEvents(
  name: string,
  { databaseUrl, redisUrl, onError }: QueueSettings,
): QueueEvents {
  const events = redisUrl
    ? new onRedis.QueueEvents(name, { connection: { url: redisUrl, maxRetriesPerRequest: null } })
    : new onPostgres.QueueEvents(name, { connection: postgres(databaseUrl, 2) })
  events.on('error', onError)
  // Whatever takes events is declared for those of Redis alone, and works with both.
  return events as QueueEvents
}

const patienceMilliseconds = 10_000

/**
 * Waits until it is connected. Throws what to do when that takes too long, since Redis is tried again for
 * ever, and where Redis might forget what it is given.
 */
export async function connected(
  connecting: { waitUntilReady(): Promise<unknown> },
  { redisUrl }: QueueSettings,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const place = redisUrl ? `Redis at ${new URL(redisUrl).host}` : 'the queue in PostgreSQL'
      const setting = redisUrl ? 'REDIS_URL' : 'DATABASE_URL'
      reject(new QueueUnreachable(`${place} does not answer; start it, or correct ${setting}`))
    }, patienceMilliseconds)
  })
  try {
    await Promise.race([connecting.waitUntilReady(), tooLong])
    if (redisUrl) await demandNoEviction(redisUrl)
  } finally {
    clearTimeout(timer)
  }
}

/** A schema of its own keeps BullMQ's tables, which it migrates itself, apart from ours. */
function postgres(connectionString: string, max: number) {
  return { connectionString, max, schema: 'bullmq', migrate: true, Client: SteadyClient }
}
