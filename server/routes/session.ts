import { Router } from 'express'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import type { Role } from '../../prisma/generated/enums.ts'
import { demoPeople } from '../../prisma/seed.ts'
import { DemoSignIn, Language, Session } from '../api/session.ts'
import { visitorOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { HttpError } from '../errors.ts'
import { answers, refusals } from '../openapi.ts'
import type { Sessions } from '../sessions.ts'

export const sessionPaths = {
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
} satisfies ZodOpenApiPathsObject

const visitor: Session = { user: null, courses: [] }

interface SessionTools {
  readonly db: Database
  readonly sessions: Sessions
  readonly demo: boolean
}

/** Signing in and out: open to visitors. */
export function sessionRoutes({ db, sessions, demo }: SessionTools): Router {
  const router = Router()

  router.post('/api/session/demo', async (req, res) => {
    if (!demo) {
      throw new HttpError({
        status: 404,
        code: 'notDemo',
        message: 'This server is not in demo mode; sign in with your own account or an API key.',
      })
    }
    const { role } = jsonBody(DemoSignIn, req)
    const userId = await demoUserId(db, role)
    await sessions.signIn(userId, req, res)
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

  return router
}

async function demoUserId(db: Database, role: Role): Promise<string> {
  const { email } = demoPeople[role]
  const user = await db.user.findUnique({ where: { email }, select: { id: true } })
  if (!user) throw new Error(`there is no ${email}; the demonstration course was not seeded`)
  return user.id
}

async function sessionOf(db: Database, userId: string): Promise<Session> {
  const { enrolments, ...user } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      id: true,
      name: true,
      email: true,
      isAdmin: true,
      language: true,
      accounts: { where: { providerId: 'credential' }, select: { id: true } },
      enrolments: {
        select: { role: true, course: { select: { id: true, slug: true, title: true } } },
        orderBy: { createdAt: 'asc' },
      },
    },
  })
  const { accounts, language, ...rest } = user
  return {
    user: {
      ...rest,
      language: Language.nullable().parse(language),
      hasPassword: accounts.length > 0,
    },
    courses: enrolments.map(({ role, course }) => ({ ...course, role })),
  }
}
