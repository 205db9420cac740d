/**
 * Live streams of submissions. Each sends the stored events of its submission in their order, each
 * once, and the place in the queue while there is nothing else. However many are open, one query a
 * second tells which of them have missed something and one their places: those who follow must not
 * take the machine from those who are graded.
 */
import type { Response } from 'express'
import type { Position } from '../grader/queue/position.ts'
import type { ProgressEvent } from '../grader/report.ts'
import type { Database } from '../prisma/client.ts'
import type { SubmissionEvents } from './events.ts'

const refreshMilliseconds = 1_000
const heartbeatMilliseconds = 15_000
/** A client that does not read is let go once this much waits for it. It reconnects where it left off. */
const bufferLimit = 64 * 1024
/** How long a client may take to read the rest of a stream that has ended. */
const lastReadMilliseconds = 10_000

/** The kinds of event after which nothing comes. */
export const lastKinds = ['verdict', 'superseded']

/** Where submissions stand in the queue, by their ids; without those that do not wait. */
export type QueuePlaces = (
  submissionIds: readonly string[],
) => Promise<ReadonlyMap<string, Position>>

interface StreamTools {
  readonly db: Database
  readonly events: SubmissionEvents
  readonly placesOf: QueuePlaces
}

export interface Streams {
  /** Sends what happens to the submission after event number `after`, in an answer whose headers are written. */
  begin(res: Response, submissionId: string, after: number): void
  /** Ends all of them; clients come back on their own. */
  end(): void
}

export function openStreams({ db, events, placesOf }: StreamTools): Streams {
  const open = new Set<Stream>()
  let clock: NodeJS.Timeout | undefined
  const tellPlaces = placeTeller(placesOf)

  let isLooking = false
  /** Notifications wake streams; this finds what a lost one left behind. */
  const lookForMissed = async () => {
    if (isLooking) return
    isLooking = true
    const streams = [...open]
    try {
      const sequences = await lastSequences(db, streams)
      for (const stream of streams) stream.catchUp(sequences.get(stream.submissionId))
    } catch {
      for (const stream of streams) stream.giveUp()
    } finally {
      isLooking = false
    }
  }

  return {
    begin(res, submissionId, after) {
      const stream = streamOf(res, submissionId, { db, after })
      open.add(stream)
      clock ??= setInterval(() => {
        void lookForMissed()
        tellPlaces(open)
      }, refreshMilliseconds)
      const unfollow = events.follow(submissionId, () => void stream.look())
      const heartbeat = setInterval(() => {
        write(res, ': still here\n\n')
      }, heartbeatMilliseconds)
      res.once('close', () => {
        open.delete(stream)
        unfollow()
        clearInterval(heartbeat)
        if (open.size > 0) return
        clearInterval(clock)
        clock = undefined
      })
      void stream.look().then(() => {
        tellPlaces([stream])
      })
    },
    end() {
      for (const stream of open) stream.giveUp()
    },
  }
}

/** Tells streams their places, asking for those of all who wait to hear at once, and never twice at a time. */
function placeTeller(placesOf: QueuePlaces) {
  const wanting = new Set<Stream>()
  let isAsking = false

  const ask = async () => {
    isAsking = true
    while (wanting.size > 0) {
      const streams = [...wanting].filter((stream) => stream.isWaiting())
      wanting.clear()
      if (streams.length === 0) break
      try {
        const places = await placesOf(submissionsOf(streams))
        for (const stream of streams) stream.tellPlace(places.get(stream.submissionId))
      } catch {
        for (const stream of streams) stream.giveUp()
      }
    }
    isAsking = false
  }

  return (streams: Iterable<Stream>) => {
    for (const stream of streams) wanting.add(stream)
    if (!isAsking) void ask()
  }
}

/** The number of the newest event of each submission; without those that have been deleted. */
async function lastSequences(
  db: Database,
  streams: readonly Stream[],
): Promise<ReadonlyMap<string, number>> {
  // One parameter, however many they are: the statement stays the same.
  const rows = await db.$queryRaw<{ id: string; lastSequence: number }[]>`
    SELECT "id", "lastSequence" FROM "Submission" WHERE "id" = ANY(${submissionsOf(streams)})`
  return new Map(rows.map(({ id, lastSequence }) => [id, lastSequence]))
}

function submissionsOf(streams: readonly Stream[]): string[] {
  return [...new Set(streams.map(({ submissionId }) => submissionId))]
}

interface Stream {
  readonly submissionId: string
  /** Sends what is stored and was not sent. */
  look(): Promise<void>
  /** Looks when there is more than was sent; ends when the submission is there no more. */
  catchUp(lastSequence: number | undefined): void
  /** Whether its client is to hear of a place in the queue. */
  isWaiting(): boolean
  tellPlace(place: Position | undefined): void
  /** The database is away, or the server ends. The client reconnects, and gets 503 until it is back. */
  giveUp(): void
}

function streamOf(
  res: Response,
  submissionId: string,
  { db, after }: { readonly db: Database; readonly after: number },
): Stream {
  let sent = after
  let waiting = true
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
      if (lastKinds.includes(kind)) end(res)
    }
  }
  const giveUp = () => {
    end(res)
  }
  /** One read after the other keeps the order; a read that has not begun yet will see what is new, too. */
  const look = async () => {
    if (scheduled) return reading
    scheduled = true
    reading = reading.then(async () => {
      scheduled = false
      if (!isDone(res)) await sendStored()
    })
    reading = reading.catch(giveUp)
    return reading
  }

  return {
    submissionId,
    look,
    giveUp,
    catchUp(lastSequence) {
      if (lastSequence === undefined) end(res)
      else if (lastSequence > sent) void look()
    },
    isWaiting: () => waiting && !isDone(res),
    tellPlace(place) {
      if (!place || !waiting) return
      send(res, 'queued', { kind: 'queued', ...place } satisfies ProgressEvent)
    },
  }
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
