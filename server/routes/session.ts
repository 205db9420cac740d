import { Router } from 'express'
import type { Logger } from 'pino'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import type { Role } from '../../prisma/generated/enums.ts'
import { demoPeople, keepDemoOpen } from '../../prisma/seed.ts'
import { DemoSignIn, PasswordSignIn, Session, SignInOptions } from '../api/session.ts'
import { userOf, visitorOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { HttpError } from '../errors.ts'
import { accountAndAddressOf, addressOf, limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { userIdOfPassword } from '../passwords.ts'
import { sessionOf } from '../session-view.ts'
import type { Sessions } from '../sessions.ts'

export const sessionPaths = {
  '/api/session/options': {
    get: {
      summary: 'What the sign-in page offers',
      security: [],
      responses: { ...answers(200, 'The ways to sign in', SignInOptions), ...refusals() },
    },
  },
  '/api/session/demo': {
    post: {
      summary: 'Sign in as a member of the demo course',
      description: 'Only in demo mode; elsewhere 404.',
      security: [],
      requestBody: { content: { 'application/json': { schema: DemoSignIn } } },
      responses: {
        ...answers(201, 'Signed in; the session is in a cookie', Session),
        ...refusals(400, 403, 404, 429),
      },
    },
  },
  '/api/session/password': {
    post: {
      summary: 'Sign in with an e-mail address and a password',
      security: [],
      requestBody: { content: { 'application/json': { schema: PasswordSignIn } } },
      responses: {
        ...answers(201, 'Signed in; the session is in a cookie', Session),
        ...refusals(400, 401, 403, 429),
      },
    },
  },
  '/api/session': {
    get: {
      summary: 'Who is signed in, and their role in each course',
      security: [],
      responses: { ...answers(200, 'The user; null for a visitor', Session), ...refusals() },
    },
    delete: {
      summary: 'Sign out',
      security: [],
      responses: { 204: { description: 'Signed out' }, ...refusals(403) },
    },
  },
  '/api/sessions': {
    delete: {
      summary: 'Sign out everywhere: end your sessions in all browsers',
      responses: { 204: { description: 'Signed out' }, ...refusals(401, 403) },
    },
  },
} satisfies ZodOpenApiPathsObject

const visitor: Session = { user: null, courses: [] }

interface SessionTools {
  readonly db: Database
  readonly sessions: Sessions
  readonly log: Logger
  readonly options: SignInOptions
}

/** Signing in and out: open to visitors. */
export function sessionRoutes({ db, sessions, log, options }: SessionTools): Router {
  const router = Router()
  const passwordLimits = [
    limitStored(db, {
      ...{ name: 'password by address', most: 100, minutes: 24 * 60 },
      ...{ what: 'failed sign-ins from your network', keyOf: addressOf, failuresOnly: true },
    }),
    limitStored(db, {
      ...{ name: 'password by account', most: 10, minutes: 15 },
      ...{ what: 'failed sign-ins', keyOf: accountAndAddressOf, failuresOnly: true },
    }),
  ]

  router.get('/api/session/options', (_req, res) => {
    res.json(options)
  })

  router.post('/api/session/demo', async (req, res) => {
    if (!options.demo) {
      throw new HttpError({
        status: 404,
        code: 'notDemo',
        message: 'This server is not in demo mode; sign in with your own account or an API key.',
      })
    }
    const { role } = jsonBody(DemoSignIn, req)
    const userId = await demoUserId(db, role)
    await keepDemoOpen(db)
    await sessions.signIn(userId, req, res)
    res.status(201).json(await sessionOf(db, userId))
  })

  router.post('/api/session/password', ...passwordLimits, async (req, res) => {
    const { email, password } = jsonBody(PasswordSignIn, req)
    const userId = await userIdOfPassword(db, email, password)
    if (userId === null) {
      log.warn({ way: 'password', address: req.ip }, 'sign-in failed')
      throw new HttpError({
        status: 401,
        code: 'wrongPassword',
        message: 'The address and the password do not fit together. Check both and try again.',
      })
    }
    await sessions.signIn(userId, req, res)
    log.info({ way: 'password', user: userId }, 'signed in')
    res.status(201).json(await sessionOf(db, userId))
  })

  router.get('/api/session', async (req, res) => {
    const user = visitorOf(req)
    res.json(user ? await sessionOf(db, user.id) : visitor)
  })

  router.delete('/api/session', async (req, res) => {
    await sessions.signOut(req, res)
    res.status(204).end()
  })

  router.delete('/api/sessions', async (req, res) => {
    await sessions.signOutEverywhere(userOf(req).id, req, res)
    res.status(204).end()
  })

  return router
}

async function demoUserId(db: Database, role: Role): Promise<string> {
  const { email } = demoPeople[role]
  const user = await db.user.findUnique({ where: { email }, select: { id: true } })
  if (!user) throw new Error(`there is no ${email}; the demonstration course was not seeded`)
  return user.id
}
