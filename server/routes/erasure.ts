import { Router, type Request } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { Erasure, ErasurePreview } from '../api/erasure.ts'
import { userOf, type SignedIn } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { demandRole } from '../course-role.ts'
import { demandErasable, type Erasing } from '../erasure/demand.ts'
import { erase } from '../erasure/erase.ts'
import type { ErasedList } from '../erasure/list.ts'
import { previewErasure } from '../erasure/preview.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import type { Sessions } from '../sessions.ts'

const person = z.object({
  course: z.string().meta({ description: "The course's slug" }),
  user: z.string(),
})
const looking = answers(200, 'What would go, and what would stay', ErasurePreview)
const erasing = {
  requestBody: { content: { 'application/json': { schema: Erasure } } },
  responses: { 204: { description: 'They are erased' }, ...refusals(400, 401, 403, 404, 409, 429) },
}

export const erasurePaths = {
  '/api/account/erasure': {
    get: {
      summary: 'What deleting your account would do',
      responses: { ...looking, ...refusals(401, 403, 409) },
    },
    post: {
      summary: 'Delete your account',
      description:
        'Your name, files, drafts and messages are gone for good; points and grades stay under a pseudonym.',
      ...erasing,
    },
  },
  '/api/courses/{course}/people/{user}/erasure': {
    get: {
      summary: 'What erasing a person would do',
      description: 'For instructors of all courses that a student is in, and administrators.',
      requestParams: { path: person },
      responses: { ...looking, ...refusals(401, 403, 404, 409) },
    },
    post: {
      summary: 'Erase a person, keeping their grades under a pseudonym',
      description: 'For instructors of all courses that a student is in, and administrators.',
      requestParams: { path: person },
      ...erasing,
    },
  },
} satisfies ZodOpenApiPathsObject

interface ErasureTools {
  readonly db: Database
  readonly sessions: Sessions
  readonly log: Logger
  readonly demo: boolean
  /** Makes pseudonyms. */
  readonly secret: string
  readonly erasedList: ErasedList
}

/** Erasing people: one's own account, or somebody of one's course. */
export function erasureRoutes(tools: ErasureTools): Router {
  const { db, sessions, log, demo, secret, erasedList } = tools
  const router = Router()
  const rate = limitStored(db, {
    ...{ name: 'erasure', most: 60, minutes: 60, what: 'erasures' },
  })

  router.get('/api/account/erasure', async (req, res) => {
    const preview = await previewErasure(db, await demandErasable(db, ownErasure(req)))
    res.json(preview satisfies ErasurePreview)
  })

  router.post('/api/account/erasure', rate, async (req, res) => {
    const own = ownErasure(req)
    await erase(db, { ...own, ...jsonBody(Erasure, req), secret })
    await erasedList.add(own.userId)
    await sessions.signOutEverywhere(own.userId, req, res)
    log.info({ user: own.userId, by: own.userId }, 'erased')
    res.status(204).end()
  })

  router.get('/api/courses/:course/people/:user/erasure', async (req, res) => {
    const preview = await previewErasure(db, await demandErasable(db, await erasureIn(req)))
    res.json(preview satisfies ErasurePreview)
  })

  router.post('/api/courses/:course/people/:user/erasure', rate, async (req, res) => {
    const wanted = await erasureIn(req)
    await erase(db, { ...wanted, ...jsonBody(Erasure, req), secret })
    await erasedList.add(wanted.userId)
    log.info({ user: wanted.userId, by: wanted.actor.id }, 'erased')
    res.status(204).end()
  })

  return router

  function ownErasure(req: Request): Erasing {
    const actor = userOf(req)
    return { actor, userId: actor.id, courseId: null, demo }
  }

  async function erasureIn(req: Request): Promise<Erasing> {
    const { course, user } = Parameters.parse(req.params)
    const actor = userOf(req)
    const { id: courseId } = await courseFor(actor, course)
    return { actor, userId: /^[\w-]{1,64}$/.exec(user)?.[0] ?? '', courseId, demo }
  }

  /** Administrators need no place in a course. */
  async function courseFor(actor: SignedIn, slug: string): Promise<{ id: string }> {
    const everywhere =
      actor.isAdmin && /^[\w-]{1,100}$/.test(slug)
        ? await db.course.findUnique({ where: { slug }, select: { id: true } })
        : null
    return everywhere ?? (await demandRole(db, actor, slug, ['instructor']))
  }
}

const Parameters = z.object({ course: z.string(), user: z.string() })
