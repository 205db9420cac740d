import { isIP } from 'node:net'
import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { visitorOf } from '../auth.ts'
import { HttpError } from '../errors.ts'
import type { Metrics, QueueState } from '../metrics.ts'
import { answers, refusals } from '../openapi.ts'

const Health = z
  .object({
    status: z.enum(['ok', 'databaseDown']),
    version: z.string(),
    /** Null when the database is down. */
    queue: z.object({ waiting: z.number(), oldestMilliseconds: z.number() }).nullable(),
  })
  .meta({ id: 'Health' })

export const healthPaths = {
  '/healthz': {
    get: {
      summary: 'Whether this server can do its work',
      security: [],
      responses: {
        ...answers(200, 'It can', Health),
        503: {
          description: 'It cannot reach the database',
          content: { 'application/json': { schema: Health } },
        },
      },
    },
  },
  '/metrics': {
    get: {
      summary: 'Metrics for Prometheus',
      description: 'For the machine itself, and for administrators.',
      responses: {
        200: { description: 'The metrics', content: { 'text/plain': { schema: z.string() } } },
        ...refusals(401, 403),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

interface HealthTools {
  readonly version: string
  readonly queueState: () => Promise<QueueState>
  readonly metrics: Metrics
  readonly proxies: number
}

export function healthRoutes({ version, queueState, metrics, proxies }: HealthTools): Router {
  const router = Router()

  router.get('/healthz', async (_req, res) => {
    const queue = await queueState().catch(() => null)
    if (!queue) res.set('Retry-After', '5')
    res
      .status(queue ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: queue ? 'ok' : 'databaseDown',
        version,
        queue,
      } satisfies z.infer<typeof Health>)
  })

  router.get('/metrics', async (req, res) => {
    if (!isFromThisMachine(req, proxies) && !visitorOf(req)?.isAdmin) throw closed(req)
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })

  return router
}

/** A proxy that is not declared as trusted makes everybody look local, so a forwarded request never is. */
function isFromThisMachine(req: Request, proxies: number): boolean {
  const address = (req.ip ?? '').replace(/^::ffff:/, '')
  const isLoopback = address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
  return isLoopback && (proxies > 0 || req.headers['x-forwarded-for'] === undefined)
}

function closed(req: Request): HttpError {
  return new HttpError({
    status: visitorOf(req) ? 403 : 401,
    code: 'forAdministrators',
    message:
      'Metrics are for the machine itself and for administrators; send the API key of an administrator.',
  })
}
