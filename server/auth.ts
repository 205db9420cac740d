/**
 * Who sends a request. A browser shows a session cookie, a terminal an API key; routes ask `userOf`,
 * and everything behind `demandUser` is closed to the rest.
 */
import type { Request, RequestHandler } from 'express'
import type { Database } from '../prisma/client.ts'
import { userIdOfKey } from './api-keys.ts'
import { HttpError } from './errors.ts'
import type { Sessions } from './sessions.ts'

export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isAdmin: boolean
  /** As stored: of the interface; null: what the browser asks for. */
  readonly language: string | null
}

const users = new WeakMap<Request, SignedIn>()

/** The user, or null for a visitor who is not signed in. */
export function visitorOf(req: Request): SignedIn | null {
  return users.get(req) ?? null
}

/** The user. Throws 401 for a visitor who is not signed in. */
export function userOf(req: Request): SignedIn {
  const user = users.get(req)
  if (!user) {
    throw new HttpError({
      status: 401,
      code: 'notSignedIn',
      message:
        'This needs you to sign in: send an API key as "Authorization: Bearer att_…", or sign in on the web page.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    })
  }
  return user
}

/** Closes every route after it to visitors who are not signed in. */
export const demandUser: RequestHandler = (req, _res, next) => {
  userOf(req)
  next()
}

/** Finds out who sends the request. A key that is wrong or revoked is refused, never taken for a visitor. */
export function identify(db: Database, sessions: Sessions): RequestHandler {
  return async (req, res, next) => {
    const key = bearerOf(req)
    const userId =
      key === null
        ? req.headers.cookie === undefined
          ? null
          : await sessions.userIdOf(req, res)
        : ((await userIdOfKey(db, key)) ?? refuseKey())
    if (userId !== null) {
      const user = await db.user.findUnique({
        where: { id: userId, erasedAt: null },
        select: { id: true, name: true, email: true, isAdmin: true, language: true },
      })
      if (user) users.set(req, user)
    }
    next()
  }
}

function bearerOf(req: Request): string | null {
  const { authorization } = req.headers
  if (authorization === undefined) return null
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? refuseKey()
}

function refuseKey(): never {
  throw new HttpError({
    status: 401,
    code: 'invalidApiKey',
    message:
      'The Authorization header holds no valid API key; send "Authorization: Bearer att_…" with a key that is not revoked, or make a new key.',
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  })
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that another site makes a signed-in browser send. Browsers say where a request
 * comes from in Sec-Fetch-Site, older ones in Origin. API keys are safe: browsers never add them.
 */
export const refuseForeignSites: RequestHandler = (req, _res, next) => {
  if (harmless.has(req.method) || req.headers.authorization !== undefined || isOwnSite(req)) {
    next()
    return
  }
  throw new HttpError({
    status: 403,
    code: 'foreignSite',
    message:
      'This request changes something and does not come from this site: it has neither "Sec-Fetch-Site: same-origin" nor a matching Origin. From a script, send an API key instead of a cookie.',
  })
}

function isOwnSite(req: Request): boolean {
  const site = req.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin, cookie } = req.headers
  if (origin !== undefined) return origin === `${req.protocol}://${req.host}`
  return cookie === undefined
}

const loopback = /^(localhost|[\w.-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * For a demonstration, where whoever reaches the server may sign in: a site that lets its own name lead
 * to this machine would pass for this site, so only names of this machine and the declared one are served.
 */
export function refuseForeignHosts(url: string): RequestHandler {
  const declared = new URL(url).hostname
  return (req, _res, next) => {
    const address = `http://${req.headers.host ?? ''}`
    const hostname = URL.canParse(address) ? new URL(address).hostname : ''
    if (hostname !== declared && !loopback.test(hostname)) {
      throw new HttpError({
        status: 421,
        code: 'foreignHost',
        message: `This demonstration is not at "${hostname}". Open it as ${url}, or set ATTENDANT_URL to the address that browsers use.`,
      })
    }
    next()
  }
}
