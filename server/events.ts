/**
 * Wakes whoever follows a submission. The database notifies the channel `submission_event` with a
 * submission's id whenever one of its events is stored; one connection per process listens. A
 * notification only says "look": what happened is read from the table, so a lost one costs time, not
 * events. After a break everybody is told to look.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'

const channel = 'submission_event'
const shortestPause = 100
const longestPause = 5_000

export interface SubmissionEvents {
  /** Calls `look` after each new event of this submission, until the returned function is called. */
  follow(submissionId: string, look: () => void): () => void
  close(): Promise<void>
}

export function openEvents(databaseUrl: string, log: Logger): SubmissionEvents {
  const followers = new Map<string, Set<() => void>>()
  const closing = new AbortController()
  const wakeAll = () => {
    for (const looks of followers.values()) for (const look of looks) look()
  }

  const listenForGood = async () => {
    let pause = shortestPause
    while (!closing.signal.aborted) {
      try {
        await listenOnce(databaseUrl, closing.signal, {
          onReady() {
            pause = shortestPause
            wakeAll()
          },
          onSubmission(id) {
            for (const look of followers.get(id) ?? []) look()
          },
        })
      } catch (error) {
        log.warn({ err: error, pause }, 'live events: lost the database, connecting again')
      }
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined)
      pause = Math.min(2 * pause, longestPause)
    }
  }
  const ended = listenForGood()

  return {
    follow(submissionId, look) {
      const looks = followers.get(submissionId) ?? new Set()
      followers.set(submissionId, looks.add(look))
      return () => {
        looks.delete(look)
        if (looks.size === 0) followers.delete(submissionId)
      }
    },
    async close() {
      closing.abort()
      await ended
    },
  }
}

/** Listens on a connection of its own until that breaks (throws) or `closing` is aborted (returns). */
async function listenOnce(
  databaseUrl: string,
  closing: AbortSignal,
  on: { onReady(): void; onSubmission(id: string): void },
): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'attendant events',
  })
  const broken = Promise.withResolvers<never>()
  // A connection that breaks while nobody awaits it must not end the process.
  broken.promise.catch(() => undefined)
  client.on('error', broken.reject)
  client.on('end', () => {
    broken.reject(new Error('the connection ended'))
  })
  client.on('notification', ({ payload }) => {
    if (payload !== undefined) on.onSubmission(payload)
  })
  const stopped = new Promise<void>((resolve) => {
    if (closing.aborted) resolve()
    closing.addEventListener('abort', () => {
      resolve()
    })
  })
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    on.onReady()
    await Promise.race([broken.promise, stopped])
  } finally {
    await client.end().catch(() => undefined)
  }
}
