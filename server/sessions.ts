/** Sessions of browsers: better-auth keeps them in the database and signs their cookie. */
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { fromNodeHeaders } from 'better-auth/node'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Database } from '../prisma/client.ts'

export interface Sessions {
  /** The id of the user whose session cookie comes with the request, or null. Renews an old session's cookie. */
  userIdOf(req: Request, res: Response): Promise<string | null>
  /** Starts a session for this user and sets its cookie. The session that the browser had before ends. */
  signIn(userId: string, req: Request, res: Response): Promise<void>
  /** Ends the session for good, and clears its cookie. Does nothing without a session. */
  signOut(req: Request, res: Response): Promise<void>
  /** Ends all sessions of this user, on every device, and clears the cookie of this one. */
  signOutEverywhere(userId: string, req: Request, res: Response): Promise<void>
}

/** A session ends a week after it was last used, and after this however often it is used. */
const idleSeconds = 7 * 24 * 60 * 60
const longestMilliseconds = 30 * 24 * 60 * 60_000

export interface SessionOptions {
  readonly secret: string
  /** Whether browsers reach the server over https, which `__Host-` cookies need. */
  readonly secure: boolean
}

export function openSessions(db: Database, options: SessionOptions): Sessions {
  const auth = betterAuth({ ...authOptions(db, options), plugins: [trustedSignIn] })

  /** Ends the session that comes with the request. */
  async function end(headers: Headers): Promise<void> {
    const found = await auth.api.getSession({ headers })
    if (found) await db.session.deleteMany({ where: { id: found.session.id } })
  }

  async function clearCookie(headers: Headers, res: Response): Promise<void> {
    const cleared = await auth.api.signOut({ headers, returnHeaders: true })
    passCookies(cleared.headers, res)
  }

  return {
    async userIdOf(req, res) {
      try {
        const { response, headers } = await auth.api.getSession({
          headers: fromNodeHeaders(req.headers),
          returnHeaders: true,
        })
        if (response && Date.now() - response.session.createdAt.getTime() > longestMilliseconds) {
          await db.session.deleteMany({ where: { id: response.session.id } })
          return null
        }
        passCookies(headers, res)
        return response?.user.id ?? null
      } catch (error) {
        // better-auth hides why it failed; when the database is the reason, this says so.
        await db.$queryRaw`SELECT 1`
        throw error
      }
    },

    async signIn(userId, req, res) {
      const headers = fromNodeHeaders(req.headers)
      await end(headers)
      const signedIn = await auth.api.signInTrusted({
        body: { userId },
        headers,
        returnHeaders: true,
      })
      passCookies(signedIn.headers, res)
    },

    async signOut(req, res) {
      const headers = fromNodeHeaders(req.headers)
      // better-auth answers well even when it could not delete the session, so that is done here first.
      await end(headers)
      await clearCookie(headers, res)
    },

    async signOutEverywhere(userId, req, res) {
      await db.session.deleteMany({ where: { userId } })
      await clearCookie(fromNodeHeaders(req.headers), res)
    },
  }
}

/** How better-auth is set up, here and for signing in with a provider. */
export function authOptions(db: Database, { secret, secure }: SessionOptions) {
  const attributes = { secure, sameSite: 'lax', httpOnly: true, path: '/' } as const
  return {
    secret,
    database: prismaAdapter(db, { provider: 'postgresql' }),
    session: { expiresIn: idleSeconds, updateAge: 24 * 60 * 60 },
    // The routes call better-auth's functions directly; none of its own addresses is served.
    baseURL: 'http://localhost',
    logger: { disabled: true },
    advanced: {
      database: { generateId: 'uuid' as const },
      useSecureCookies: false,
      cookies: {
        session_token: { name: cookieName('attendant', secure), attributes },
        state: { name: cookieName('attendant-state', secure), attributes },
      },
    },
  }
}

/** With `__Host-`, browsers take the cookie from this very host alone. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

/** Signs in a user whom the caller has identified already. Not reachable over HTTP. */
const trustedSignIn = {
  id: 'trusted-sign-in',
  endpoints: {
    signInTrusted: createAuthEndpoint(
      '/sign-in/trusted',
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.userId)
        if (!user) throw new Error(`there is no user ${context.body.userId} to sign in`)
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(context, { session, user })
        return context.json({ userId: user.id })
      },
    ),
  },
}

/** Hands the cookies that better-auth sets on to the browser. */
export function passCookies(headers: Headers, res: Response): void {
  for (const cookie of headers.getSetCookie()) res.append('Set-Cookie', cookie)
}
