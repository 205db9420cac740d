import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { Notices, NoticesRead } from '../api/notices.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { notFound } from '../errors.ts'
import { noticesOf } from '../notices.ts'
import { answers, refusals } from '../openapi.ts'

export const noticePaths = {
  '/api/notices': {
    get: {
      summary: 'What you should look at: replies, reviews, changed grades',
      responses: { ...answers(200, 'The newest ones', Notices), ...refusals(401) },
    },
  },
  '/api/notices/read': {
    post: {
      summary: 'Mark all notices as read, up to the newest that was shown',
      requestBody: { content: { 'application/json': { schema: NoticesRead } } },
      responses: { 204: { description: 'Done' }, ...refusals(400, 401) },
    },
  },
  '/api/notices/{id}/read': {
    post: {
      summary: 'Mark one notice as read',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { 204: { description: 'Done' }, ...refusals(401, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Everybody's own notices. */
export function noticeRoutes(db: Database, course: readonly ExerciseFacts[]): Router {
  const router = Router()

  router.get('/api/notices', async (req, res) => {
    res.json((await noticesOf(db, userOf(req).id, course)) satisfies Notices)
  })

  router.post('/api/notices/read', async (req, res) => {
    const { until } = jsonBody(NoticesRead, req)
    await db.notice.updateMany({
      where: { userId: userOf(req).id, readAt: null, createdAt: { lte: new Date(until) } },
      data: { readAt: new Date() },
    })
    res.status(204).end()
  })

  router.post('/api/notices/:id/read', async (req, res) => {
    const id = /^[\w-]{1,64}$/.exec(req.params.id)?.[0] ?? ''
    const mine = { id, userId: userOf(req).id }
    const { count } = await db.notice.updateMany({
      where: { ...mine, readAt: null },
      data: { readAt: new Date() },
    })
    if (count === 0 && (await db.notice.count({ where: mine })) === 0) {
      throw notFound(`You have no notice "${req.params.id}".`)
    }
    res.status(204).end()
  })

  return router
}
