/** Whether a Redis may be trusted with a queue. */
import { Redis } from 'ioredis'
import { QueueUnreachable } from '../start-failure.ts'

/**
 * A Redis that makes room by forgetting keys forgets jobs, and parts of jobs, when it is needed most. Throws
 * QueueUnreachable, which says what to do, where it is set to. One that cannot be reached is left to others.
 */
export async function demandNoEviction(redisUrl: string): Promise<void> {
  const policy = await policyOf(redisUrl)
  if (policy === undefined || policy === 'noeviction') return
  throw new QueueUnreachable(
    `Redis at ${new URL(redisUrl).host} has the maxmemory-policy ${policy}, with which it would forget jobs when its memory is full; set "maxmemory-policy noeviction" there, or leave REDIS_URL out`,
  )
}

/** Undefined where it does not say. */
async function policyOf(redisUrl: string): Promise<string | undefined> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    // CONFIG GET is forbidden by those who rent Redis out; INFO tells the same.
    return /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1]
  } catch {
    return undefined
  } finally {
    redis.disconnect()
  }
}
