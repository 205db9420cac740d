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
  /** Starts a session for this user and sets its cookie. */
  signIn(userId: string, req: Request, res: Response): Promise<void>
  /** Ends the session for good, and clears its cookie. Does nothing without a session. */
  signOut(req: Request, res: Response): Promise<void>
}

/** `secure`: whether browsers reach the server over https, which the `__Host-` cookie needs. */
export function openSessions(db: Database, options: { secret: string; secure: boolean }): Sessions {
  const { secret, secure } = options
  const auth = betterAuth({
    secret,
    database: prismaAdapter(db, { provider: 'postgresql' }),
    // The routes call better-auth's functions directly; none of its own addresses is served.
    baseURL: 'http://localhost',
    logger: { disabled: true },
    advanced: {
      database: { generateId: 'uuid' },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: secure ? '__Host-attendant' : 'attendant',
          attributes: { secure, sameSite: 'lax', httpOnly: true, path: '/' },
        },
      },
    },
    plugins: [trustedSignIn],
  })

  return {
    async userIdOf(req, res) {
      try {
        const { response, headers } = await auth.api.getSession({
          headers: fromNodeHeaders(req.headers),
          returnHeaders: true,
        })
        passCookies(headers, res)
        return response?.user.id ?? null
      } catch (error) {
        // better-auth hides why it failed; when the database is the reason, this says so.
        await db.$queryRaw`SELECT 1`
        throw error
      }
    },

    async signIn(userId, req, res) {
      const { headers } = await auth.api.signInTrusted({
        body: { userId },
        headers: fromNodeHeaders(req.headers),
        returnHeaders: true,
      })
      passCookies(headers, res)
    },

    async signOut(req, res) {
      const headers = fromNodeHeaders(req.headers)
      const found = await auth.api.getSession({ headers })
      // better-auth answers well even when it could not delete the session, so that is done here first.
      if (found) await db.session.deleteMany({ where: { id: found.session.id } })
      const cleared = await auth.api.signOut({ headers, returnHeaders: true })
      passCookies(cleared.headers, res)
    },
  }
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

function passCookies(headers: Headers, res: Response): void {
  for (const cookie of headers.getSetCookie()) res.append('Set-Cookie', cookie)
}
