import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import type { Database } from '../../prisma/client.ts'
import {
  ChangesQuery,
  Decision,
  NewRegrade,
  OpenRegrade,
  Publication,
  Regrade,
  RegradeChanges,
  Regrades,
  RegradesQuery,
  ScopeCount,
  ScopeQuery,
} from '../api/regrade.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import type { Catalogue } from '../catalogue.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { findExercise } from '../find-exercise.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { changesOf, isChanged } from '../regrades/changes.ts'
import { discard, publish, undo, type Deciding } from '../regrades/decide.ts'
import { countScope } from '../regrades/scope-count.ts'
import { startRegrade } from '../regrades/start.ts'
import { listedRegrades, openRegrade } from '../regrades/view.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const one = course.extend({ id: z.string() })
const decided = { ...answers(200, 'The regrade as it is now', OpenRegrade) }
const staffOnly = 'For instructors of the course.'

export const regradePaths = {
  '/api/courses/{course}/regrade-scope': {
    get: {
      summary: 'How many submissions a regrade would be about',
      description: staffOnly,
      requestParams: { path: course, query: ScopeQuery },
      responses: { ...answers(200, 'The count', ScopeCount), ...refusals(400, 401, 403, 404) },
    },
  },
  '/api/courses/{course}/regrades': {
    get: {
      summary: 'The regrades of a course, newest first',
      description: staffOnly,
      requestParams: { path: course, query: RegradesQuery },
      responses: { ...answers(200, 'A page of them', Regrades), ...refusals(400, 401, 403, 404) },
    },
    post: {
      summary: 'Begin a regrade',
      description: `${staffOnly} Grades copies of the submissions, after everything that students wait for. No grade changes before it is published.`,
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: NewRegrade } } },
      responses: {
        ...answers(201, 'The regrade', Regrade),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  '/api/courses/{course}/regrades/{id}': {
    get: {
      summary: 'A regrade: how far it is, and what it changes in all',
      description: staffOnly,
      requestParams: { path: one },
      responses: { ...answers(200, 'The regrade', OpenRegrade), ...refusals(401, 403, 404) },
    },
  },
  '/api/courses/{course}/regrades/{id}/changes': {
    get: {
      summary: 'What a regrade changes, submission by submission',
      description: staffOnly,
      requestParams: { path: one, query: ChangesQuery },
      responses: {
        ...answers(200, 'A page of them', RegradeChanges),
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/regrades/{id}/publish': {
    post: {
      summary:
        'Publish a regrade: students get the new results, and a notice where a score changed',
      description: staffOnly,
      requestParams: { path: one },
      requestBody: { content: { 'application/json': { schema: Publication } } },
      responses: { ...decided, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/regrades/{id}/undo': {
    post: {
      summary: 'Undo a published regrade: every result is again what it was',
      description: staffOnly,
      requestParams: { path: one },
      requestBody: { content: { 'application/json': { schema: Decision } } },
      responses: { ...decided, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/regrades/{id}/discard': {
    post: {
      summary: 'Discard a regrade; no grade changes',
      description: staffOnly,
      requestParams: { path: one },
      requestBody: { content: { 'application/json': { schema: Decision } } },
      responses: { ...decided, ...refusals(400, 401, 403, 404, 409) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface RegradeTools {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly catalogue: Catalogue
}

/** Regrades, for the instructors of a course. */
export function regradeRoutes({ db, queue, catalogue }: RegradeTools): Router {
  const router = Router()
  const taught = (req: Request, slug: string) => demandRole(db, userOf(req), slug, ['instructor'])
  const starting = limitStored(db, { name: 'regrade', most: 60, minutes: 60, what: 'regrades' })

  async function find(courseId: string, id: string) {
    const found = await db.regrade.findFirst({
      where: { courseId, id: /^[\w-]{1,64}$/.exec(id)?.[0] ?? '' },
    })
    if (!found) throw notFound(`There is no regrade "${id}" in this course.`)
    return found
  }

  router.get('/api/courses/:course/regrade-scope', async (req, res) => {
    const { id: courseId } = await taught(req, req.params.course)
    const { exercise: slug, which, section, failedCase } = ScopeQuery.parse(req.query)
    const { exercise } = await findExercise(db, catalogue, slug)
    const scope = { which, section: section ?? null, failedCase: failedCase ?? null }
    res.json((await countScope(db, { courseId, exercise, scope })) satisfies ScopeCount)
  })

  router.get('/api/courses/:course/regrades', async (req, res) => {
    const { id: courseId } = await taught(req, req.params.course)
    const { cursor, limit } = RegradesQuery.parse(req.query)
    const rows = await db.regrade.findMany({
      where: { courseId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    res.json({
      regrades: await listedRegrades(db, page),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    } satisfies Regrades)
  })

  router.post('/api/courses/:course/regrades', starting, async (req, res) => {
    const inCourse = String(req.params['course'])
    const { id: courseId } = await taught(req, inCourse)
    const { exercise: slug, ...wanted } = jsonBody(NewRegrade, req)
    const { exercise } = await findExercise(db, catalogue, slug)
    const id = await startRegrade(db, queue, {
      ...{ ...wanted, courseId, exercise: exercise.slug, actorId: userOf(req).id },
    })
    const [regrade] = await listedRegrades(db, [await find(courseId, id)])
    res
      .status(201)
      .location(`/api/courses/${inCourse}/regrades/${id}`)
      .json(regrade satisfies Regrade | undefined)
  })

  router.get('/api/courses/:course/regrades/:id', async (req, res) => {
    const { id: courseId } = await taught(req, req.params.course)
    const row = await find(courseId, req.params.id)
    res.json((await openRegrade(db, row)) satisfies OpenRegrade)
  })

  router.get('/api/courses/:course/regrades/:id/changes', async (req, res) => {
    const { id: courseId } = await taught(req, req.params.course)
    const { only, page, limit } = ChangesQuery.parse(req.query)
    const all = await changesOf(db, await find(courseId, req.params.id))
    const changes = all.filter((change) => {
      if (only === 'all') return true
      return only === 'changed' ? isChanged(change) : change.outcome === only
    })
    res.json({
      changes: changes.slice((page - 1) * limit, page * limit),
      count: changes.length,
    } satisfies RegradeChanges)
  })

  for (const [deed, decide] of [
    ['publish', (about: Deciding, req: Request) => publish(db, about, jsonBody(Publication, req))],
    ['undo', (about: Deciding, req: Request) => undo(db, about, jsonBody(Decision, req).reason)],
    [
      'discard',
      (about: Deciding, req: Request) => discard(db, about, jsonBody(Decision, req).reason),
    ],
  ] as const) {
    router.post(`/api/courses/:course/regrades/:id/${deed}`, async (req, res) => {
      const { id: courseId } = await taught(req, req.params.course)
      const { id } = await find(courseId, req.params.id)
      await decide({ id, courseId, actorId: userOf(req).id }, req)
      res.json((await openRegrade(db, await find(courseId, id))) satisfies OpenRegrade)
    })
  }

  return router
}
