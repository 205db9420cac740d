import { Router, type Response } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Position } from '../../grader/queue/position.ts'
import { ProgressEvent } from '../../grader/report.ts'
import type { Database } from '../../prisma/client.ts'
import { userOf } from '../auth.ts'
import { HttpError } from '../errors.ts'
import type { SubmissionEvents } from '../events.ts'
import type { Metrics } from '../metrics.ts'
import { refusals } from '../openapi.ts'
import { demandVisible } from '../visibility.ts'

const refreshMilliseconds = 1_000
const heartbeatMilliseconds = 15_000
/** A client that does not read is let go once this much waits for it. It reconnects where it left off. */
const bufferLimit = 64 * 1024
/** How long a client may take to read the rest of a stream that has ended. */
const lastReadMilliseconds = 10_000
const streamsPerUser = 12

export const eventPaths = {
  '/api/submissions/{id}/events': {
    get: {
      summary: 'Follow a submission live, as Server-Sent Events',
      description:
        'Event names are the kinds of ProgressEvent. Stored events carry an id; send the last one as Last-Event-ID to go on from there. `queued` tells the place in the queue and carries none. The stream ends after `verdict` or `superseded`; after that, 204.',
      requestParams: {
        path: z.object({ id: z.string() }),
        header: z.object({ 'Last-Event-ID': z.string().optional() }),
      },
      responses: {
        200: {
          description: 'The events',
          content: {
            'text/event-stream': { schema: ProgressEvent.meta({ id: 'ProgressEvent' }) },
          },
        },
        204: { description: 'There is nothing more to come' },
        ...refusals(401, 404, 429),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Where a submission stands in the queue; null once it no longer waits. */
export type QueuePlace = (submissionId: string) => Promise<Position | null>

interface EventTools {
  readonly db: Database
  readonly events: SubmissionEvents
  readonly placeOf: QueuePlace
  readonly metrics: Metrics
}

/** The live stream of a submission, and a function that ends all streams (clients come back on their own). */
export function eventRoutes({ db, events, placeOf, metrics }: EventTools): {
  router: Router
  endStreams(this: void): void
} {
  const router = Router()
  const open = new Set<Response>()
  const perUser = new Map<string, number>()
  const places = oneAtATime(placeOf)

  router.get('/api/submissions/:id/events', async (req, res) => {
    const user = userOf(req)
    const { id } = await demandVisible(db, user, req.params.id)
    const after = Number(/^\d{1,9}$/.exec(req.get('Last-Event-ID') ?? '')?.[0] ?? 0)
    const over = after > 0 && (await isOver(db, id, after))
    // Gone while this was looked up: nothing would ever tell that it may be forgotten.
    if (res.closed) return
    if (over) {
      // To a browser's EventSource this means: do not reconnect.
      res.status(204).end()
      return
    }
    // Nothing is awaited between counting and adding, so that many at once do not pass.
    const streams = perUser.get(user.id) ?? 0
    if (streams >= streamsPerUser) {
      throw new HttpError({
        status: 429,
        code: 'tooManyStreams',
        message: `You follow ${streams} submissions already, and ${streamsPerUser} is the most at once; close one.`,
        headers: { 'Retry-After': '5' },
      })
    }
    perUser.set(user.id, streams + 1)
    open.add(res)
    metrics.streams.inc()
    res.once('close', () => {
      open.delete(res)
      metrics.streams.dec()
      const left = (perUser.get(user.id) ?? 1) - 1
      if (left > 0) perUser.set(user.id, left)
      else perUser.delete(user.id)
    })
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    write(res, 'retry: 1000\n\n')
    stream(res, id, after, { db, events, placeOf: places })
  })

  return {
    router,
    endStreams() {
      for (const res of open) end(res)
    },
  }
}

/**
 * However many follow, one place is looked up at a time: with more of them, each hears less often of its
 * place, and the database grades all the same. `isWanted` is asked when its turn has come.
 */
function oneAtATime(placeOf: QueuePlace) {
  let before: Promise<unknown> = Promise.resolve()
  return (submissionId: string, isWanted: () => boolean): Promise<Position | null> => {
    const place = before.then(() => (isWanted() ? placeOf(submissionId) : null))
    before = place.catch(() => undefined)
    return place
  }
}

const last = ['verdict', 'superseded']

async function isOver(db: Database, submissionId: string, after: number): Promise<boolean> {
  const newest = await db.submissionEvent.findFirst({
    where: { submissionId },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, kind: true },
  })
  return newest !== null && newest.sequence <= after && last.includes(newest.kind)
}

/** Sends stored events in their order, each once, then what comes; and the place in the queue while there is nothing else. */
function stream(
  res: Response,
  submissionId: string,
  after: number,
  {
    db,
    events,
    placeOf,
  }: Pick<EventTools, 'db' | 'events'> & { readonly placeOf: ReturnType<typeof oneAtATime> },
): void {
  let sent = after
  let waiting = true
  let placing = false
  let reading = Promise.resolve()
  let scheduled = false

  const sendStored = async () => {
    const stored = await db.submissionEvent.findMany({
      where: { submissionId, sequence: { gt: sent } },
      orderBy: { sequence: 'asc' },
      select: { sequence: true, kind: true, data: true },
    })
    for (const { sequence, kind, data } of stored) {
      send(res, kind, data, sequence)
      sent = sequence
      waiting = kind === 'requeued'
      if (last.includes(kind)) end(res)
    }
  }
  /** Beside the reading, so that a verdict does not wait for a place. */
  const tellPlace = async () => {
    const isWanted = () => waiting && !isDone(res)
    if (placing || !isWanted()) return
    placing = true
    const place = await placeOf(submissionId, isWanted).finally(() => (placing = false))
    if (place && isWanted()) {
      send(res, 'queued', { kind: 'queued', ...place } satisfies ProgressEvent)
    }
  }
  /** The database is away. The client reconnects, and gets 503 until it is back. */
  const giveUp = () => {
    end(res)
  }
  /** One read after the other keeps the order; a read that has not begun yet will see what is new, too. */
  const look = (alsoPlace: boolean) => {
    if (scheduled) return
    scheduled = true
    reading = reading.then(async () => {
      scheduled = false
      if (isDone(res)) return
      await sendStored()
      if (alsoPlace) tellPlace().catch(giveUp)
    })
    reading = reading.catch(giveUp)
  }

  const unfollow = events.follow(submissionId, () => {
    look(false)
  })
  const refresh = setInterval(() => {
    look(true)
  }, refreshMilliseconds)
  const heartbeat = setInterval(() => {
    write(res, ': still here\n\n')
  }, heartbeatMilliseconds)
  res.once('close', () => {
    unfollow()
    clearInterval(refresh)
    clearInterval(heartbeat)
  })
  look(true)
}

function send(res: Response, kind: string, data: unknown, sequence?: number): void {
  const id = sequence === undefined ? '' : `id: ${sequence}\n`
  write(res, `${id}event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Every write goes through here: one after the end would be an error that nobody handles, and end the process. */
function write(res: Response, text: string): void {
  if (isDone(res)) return
  res.write(text)
  if (res.writableLength > bufferLimit) res.destroy()
}

/** Ends a stream once its client has read it, or lets a client go that does not. */
function end(res: Response): void {
  if (isDone(res)) return
  res.end()
  const impatience = setTimeout(() => res.destroy(), lastReadMilliseconds)
  res.once('close', () => {
    clearTimeout(impatience)
  })
}

function isDone(res: Response): boolean {
  return res.writableEnded || res.destroyed
}
