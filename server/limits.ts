/** How often one user, or one address without a user, may ask. Counted per process. */
import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { visitorOf } from './auth.ts'
import { HttpError } from './errors.ts'

/** At most `perMinute` requests a minute through the middleware. `what` completes "That is too many … a minute". */
export function limitRate(perMinute: number, what: string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Without a declared proxy its header is not believed, so it changes nothing here.
    validate: { xForwardedForHeader: false },
    keyGenerator: (req: Request) => visitorOf(req)?.id ?? ipKeyGenerator(req.ip ?? ''),
    handler(_req, _res, next) {
      next(
        new HttpError({
          status: 429,
          code: 'tooManyRequests',
          message: `That is too many ${what} a minute; ${perMinute} is the most. Wait a minute and go on.`,
        }),
      )
    },
  })
}
