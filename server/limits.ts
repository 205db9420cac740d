/** How often one user, or one address without a user, may ask. */
import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit, type Options } from 'express-rate-limit'
import { z } from 'zod'
import type { Database } from '../prisma/client.ts'
import { visitorOf } from './auth.ts'
import { HttpError } from './errors.ts'
import { storeCounts } from './rate-counts.ts'

const minute = 60_000

/** At most `perMinute` requests a minute, counted in this process. `what` completes "That is too many … a minute". */
export function limitRate(perMinute: number, what: string): RequestHandler {
  return limit({
    windowMs: minute,
    limit: perMinute,
    keyGenerator: whoAsks,
    refuse: () =>
      `That is too many ${what} a minute; ${perMinute} is the most. Wait a minute and go on.`,
  })
}

export interface StoredLimit {
  /** Of the counts in the database. */
  readonly name: string
  readonly most: number
  readonly minutes: number
  /** Completes "That is too many …". */
  readonly what: string
  /** Whose requests are counted together; without it the user's, or the address's. */
  readonly keyOf?: (req: Request) => string
  /** Requests that are answered well do not count. */
  readonly failuresOnly?: boolean
}

/** A limit that a restart does not forget, and that all servers on the database share. */
export function limitStored(db: Database, wanted: StoredLimit): RequestHandler {
  const { name, most, minutes, what, keyOf = whoAsks, failuresOnly = false } = wanted
  return limit({
    windowMs: minutes * minute,
    limit: most,
    store: storeCounts(db, name, minutes * minute),
    keyGenerator: keyOf,
    skipSuccessfulRequests: failuresOnly,
    refuse: (until) => {
      const left = Math.max(1, Math.ceil((until.getTime() - Date.now()) / minute))
      return `That is too many ${what} for now. Go on in ${left === 1 ? 'a minute' : `${left} minutes`}.`
    },
  })
}

/** The address that a request comes from; for IPv6 the network, which one person has to themselves. */
export function addressOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '')
}

/** The account that a body names, tried from this address. */
export function accountAndAddressOf(req: Request): string {
  const body = WithEmail.safeParse(req.body).data
  return `${body?.email.trim().toLowerCase() ?? ''} ${addressOf(req)}`
}

const WithEmail = z.object({ email: z.string() })

function whoAsks(req: Request): string {
  return visitorOf(req)?.id ?? addressOf(req)
}

const Counted = z.object({ rateLimit: z.object({ resetTime: z.date() }) })

function limit({
  refuse,
  ...options
}: Partial<Options> & { refuse: (until: Date) => string }): RequestHandler {
  return rateLimit({
    ...options,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Without a declared proxy its header is not believed, so it changes nothing here.
    validate: { xForwardedForHeader: false },
    handler(req, _res, next) {
      const { resetTime } = Counted.parse(req).rateLimit
      next(new HttpError({ status: 429, code: 'tooManyRequests', message: refuse(resetTime) }))
    },
  })
}
