import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { ProgressEvent } from '../../grader/report.ts'
import type { Database } from '../../prisma/client.ts'
import { userOf } from '../auth.ts'
import { HttpError } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import { refusals } from '../openapi.ts'
import { lastKinds, type Streams } from '../streams.ts'
import { demandVisible } from '../visibility.ts'

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

interface EventTools {
  readonly db: Database
  readonly streams: Streams
  readonly metrics: Metrics
}

/** The live stream of a submission. */
export function eventRoutes({ db, streams, metrics }: EventTools): Router {
  const router = Router()
  const perUser = new Map<string, number>()

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
    const followed = perUser.get(user.id) ?? 0
    if (followed >= streamsPerUser) {
      throw new HttpError({
        status: 429,
        code: 'tooManyStreams',
        message: `You follow ${followed} submissions already, and ${streamsPerUser} is the most at once; close one.`,
        headers: { 'Retry-After': '5' },
      })
    }
    perUser.set(user.id, followed + 1)
    metrics.streams.inc()
    res.once('close', () => {
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
    res.write('retry: 1000\n\n')
    streams.begin(res, id, after)
  })

  return router
}

async function isOver(db: Database, submissionId: string, after: number): Promise<boolean> {
  const newest = await db.submissionEvent.findFirst({
    where: { submissionId },
    orderBy: { sequence: 'desc' },
    select: { sequence: true, kind: true },
  })
  return newest !== null && newest.sequence <= after && lastKinds.includes(newest.kind)
}
