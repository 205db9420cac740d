/** How often one user, or one address without a user, may ask. */
import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, MemoryStore, rateLimit, type Options } from 'express-rate-limit'
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

/**
 * For work that keeps the server or the database busy: at most `most` of it at once for one user. What
 * was begun counts until it is done, also when nobody waits for its answer any more.
 */
export function limitAtOnce(most: number, what: string) {
  const running = new Map<string, number>()
  return (work: (req: Request, res: Response) => Promise<void>): RequestHandler =>
    async (req, res) => {
      const who = whoAsks(req)
      const before = running.get(who) ?? 0
      if (before >= most) {
        throw new HttpError({
          status: 429,
          code: 'tooManyAtOnce',
          message: `The server is at work on ${before} ${what} for you already, and ${most} is the most at once. Wait until one of them is there.`,
          headers: { 'Retry-After': '5' },
        })
      }
      running.set(who, before + 1)
      try {
        await work(req, res)
      } finally {
        const left = (running.get(who) ?? 1) - 1
        if (left > 0) running.set(who, left)
        else running.delete(who)
      }
    }
}

/**
 * Against guesses of API keys, which are looked up in the database before it is known who asks. Every request
 * with a key counts when it comes, and no longer once its key was found: a stream that stays open, or is
 * broken off, is no guess.
 */
export function limitWrongKeys(): {
  readonly count: RequestHandler
  readonly forget: RequestHandler
} {
  const store = new MemoryStore()
  const hasKey = (req: Request) => req.headers.authorization !== undefined
  const count = limit({
    ...{ store, windowMs: minute, limit: 300, keyGenerator: addressOf },
    skip: (req) => !hasKey(req),
    refuse: () =>
      'That is too many requests without a valid API key from your network. Wait a minute and go on.',
  })
  const forget: RequestHandler = async (req, _res, next) => {
    if (hasKey(req)) await store.decrement(addressOf(req))
    next()
  }
  return { count, forget }
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
