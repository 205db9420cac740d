import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { CreatedKey, ListOfKeys, NewKey } from '../api/keys.ts'
import { newApiKey } from '../api-keys.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { HttpError, notFound } from '../errors.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'

/** More would hardly be told apart in the list. */
const keysPerUser = 20

const keyFields = { id: true, name: true, start: true, createdAt: true, lastUsedAt: true } as const

export const keyPaths = {
  '/api/keys': {
    get: {
      summary: 'Your API keys that are not revoked',
      responses: { ...answers(200, 'The keys, newest first', ListOfKeys), ...refusals(401) },
    },
    post: {
      summary: 'Make an API key, in a session',
      description: 'A request with an API key is refused: a key makes no other keys.',
      requestBody: { content: { 'application/json': { schema: NewKey } } },
      responses: { ...answers(201, 'The key', CreatedKey), ...refusals(400, 401, 403, 409, 429) },
    },
  },
  '/api/keys/{id}': {
    delete: {
      summary: 'Revoke an API key',
      requestParams: { path: z.object({ id: z.string() }) },
      responses: { 204: { description: 'It works no more' }, ...refusals(401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** A user's own API keys. */
export function keyRoutes(db: Database): Router {
  const router = Router()
  const making = limitStored(db, { name: 'key', most: 60, minutes: 60, what: 'new keys' })

  router.get('/api/keys', async (req, res) => {
    const keys = await db.apiKey.findMany({
      where: { userId: userOf(req).id, revokedAt: null },
      orderBy: { createdAt: 'desc' },
      select: keyFields,
    })
    res.json({ keys } satisfies z.infer<typeof ListOfKeys>)
  })

  router.post('/api/keys', making, async (req, res) => {
    const { name } = jsonBody(NewKey, req)
    demandSession(req)
    const userId = userOf(req).id
    const count = await db.apiKey.count({ where: { userId, revokedAt: null } })
    if (count >= keysPerUser) {
      throw new HttpError({
        status: 409,
        code: 'tooManyKeys',
        message: `You have ${count} keys, and ${keysPerUser} is the most; revoke one that you no longer use.`,
      })
    }
    const { key, start, hash } = newApiKey()
    const created = await db.apiKey.create({
      data: { userId, name, start, hash },
      select: keyFields,
    })
    res.status(201).json({ ...created, key } satisfies z.infer<typeof CreatedKey>)
  })

  router.delete('/api/keys/:id', async (req, res) => {
    const { count } = await db.apiKey.updateMany({
      where: { id: req.params.id, userId: userOf(req).id, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw notFound('You have no such key; GET /api/keys lists those you have.')
    res.status(204).end()
  })

  return router
}

/** Whoever found a key must not keep a way in after it was revoked. */
function demandSession(req: Request): void {
  if (req.headers.authorization === undefined) return
  throw new HttpError({
    status: 403,
    code: 'keyByKey',
    message:
      'An API key makes no other keys. Sign in on the web page and make one on the page of your account.',
  })
}
