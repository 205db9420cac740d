import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { CreatedInvite, Invites, NewInvite, OpenInvite } from '../api/people.ts'
import { Session } from '../api/session.ts'
import { audit } from '../audit.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { join, openInvite } from '../invites.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { sessionOf } from '../session-view.ts'
import { newToken } from '../tokens.ts'

const token = z.object({ token: z.string() })
const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })

export const invitePaths = {
  '/api/invites/{token}': {
    get: {
      summary: 'What an invite link leads to',
      security: [],
      requestParams: { path: token },
      responses: { ...answers(200, 'The course', OpenInvite), ...refusals(404, 429) },
    },
    post: {
      summary: 'Join the course',
      description: 'Joining twice is harmless, and a link never lowers a role.',
      requestParams: { path: token },
      responses: { ...answers(201, 'Joined', Session), ...refusals(401, 403, 404, 429) },
    },
  },
  '/api/courses/{course}/invites': {
    get: {
      summary: 'The invite links of a course',
      description: 'For its instructors.',
      requestParams: { path: course },
      responses: { ...answers(200, 'Newest first', Invites), ...refusals(401, 403, 404) },
    },
    post: {
      summary: 'Make an invite link',
      description: 'For instructors of the course.',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: NewInvite } } },
      responses: {
        ...answers(201, 'With its link, shown this once', CreatedInvite),
        ...refusals(400, 401, 403, 404, 429),
      },
    },
  },
  '/api/courses/{course}/invites/{id}': {
    delete: {
      summary: 'Take an invite link back',
      description: 'For instructors of the course.',
      requestParams: { path: course.extend({ id: z.string() }) },
      responses: { 204: { description: 'It works no more' }, ...refusals(401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

const inviteFields = {
  id: true,
  role: true,
  section: true,
  createdAt: true,
  expiresAt: true,
  useLimit: true,
  uses: true,
  revokedAt: true,
} as const

const dayMilliseconds = 24 * 60 * 60_000

interface InviteTools {
  readonly db: Database
  readonly origin: string
}

/** Invite links. What one leads to is told to visitors who hold it. */
export function inviteRoutes({ db, origin }: InviteTools): Router {
  const router = Router()
  const looking = limitStored(db, {
    // A whole class opens its link from one network in its first lecture.
    ...{ name: 'invite', most: 1_000, minutes: 15, what: 'invitations opened from your network' },
  })
  const making = limitStored(db, {
    ...{ name: 'new invite', most: 60, minutes: 60, what: 'new invitations' },
  })

  router.get('/api/invites/:token', looking, async (req, res) => {
    const { course, role, expiresAt } = await openInvite(db, String(req.params['token']))
    res.json({ course, role, expiresAt } satisfies OpenInvite)
  })

  router.post('/api/invites/:token', looking, async (req, res) => {
    const { id } = userOf(req)
    await join(db, String(req.params['token']), id)
    res.status(201).json(await sessionOf(db, id))
  })

  router.get('/api/courses/:course/invites', async (req, res) => {
    const { id: courseId } = await demandRole(db, userOf(req), req.params.course, ['instructor'])
    const invites = await db.invite.findMany({
      where: { courseId },
      orderBy: { createdAt: 'desc' },
      select: inviteFields,
    })
    res.json({ invites } satisfies Invites)
  })

  router.post('/api/courses/:course/invites', making, async (req, res) => {
    const user = userOf(req)
    const slug = String(req.params['course'])
    const { id: courseId } = await demandRole(db, user, slug, ['instructor'])
    const { days, ...wanted } = jsonBody(NewInvite, req)
    const { token, hash } = newToken()
    const created = await db.$transaction(async (tx) => {
      const invite = await tx.invite.create({
        data: {
          ...{ ...wanted, courseId, createdById: user.id, tokenHash: hash },
          expiresAt: days === null ? null : new Date(Date.now() + days * dayMilliseconds),
        },
        select: inviteFields,
      })
      await audit(tx, {
        ...{ actorId: user.id, action: 'invite.created', subject: `invite ${invite.id}`, courseId },
        after: { courseId, ...wanted, days },
      })
      return invite
    })
    const url = `${origin}/join/${token}`
    res.status(201).json({ ...created, url } satisfies CreatedInvite)
  })

  router.delete('/api/courses/:course/invites/:id', async (req, res) => {
    const user = userOf(req)
    const { id: courseId } = await demandRole(db, user, req.params.course, ['instructor'])
    const { id } = req.params
    await db.$transaction(async (tx) => {
      const { count } = await tx.invite.updateMany({
        where: { id, courseId, revokedAt: null },
        data: { revokedAt: new Date() },
      })
      if (count === 0) throw notFound('This course has no such invitation that still works.')
      await audit(tx, {
        ...{ actorId: user.id, action: 'invite.revoked', subject: `invite ${id}`, courseId },
      })
    })
    res.status(204).end()
  })

  return router
}
