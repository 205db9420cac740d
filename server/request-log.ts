/** One line per request, and its time in the metrics. No bodies, no queries, no headers: they hold code and secrets. */
import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import { visitorOf } from './auth.ts'
import { loggedPath } from './logged-path.ts'
import type { Metrics } from './metrics.ts'

export function logRequests(log: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID()
    const started = performance.now()
    res.set('X-Request-Id', id)
    res.once('close', () => {
      const milliseconds = Math.round(performance.now() - started)
      const { method } = req
      const status = res.statusCode
      metrics.requests.observe({ method, route: routeOf(req), status }, milliseconds / 1000)
      log.info(
        { id, method, path: loggedPath(req.path), status, milliseconds, user: visitorOf(req)?.id },
        'request',
      )
    })
    next()
  }
}

const WithRoute = z.object({ path: z.string() })

/** The pattern that matched, such as /api/submissions/:id, so that there are few of them. */
function routeOf(req: Request): string {
  return WithRoute.safeParse(req.route).data?.path ?? 'none'
}
