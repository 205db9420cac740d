import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { Draft, DraftAnswer, DraftSave, type DraftConflict } from '../api/draft.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import type { Catalogue } from '../catalogue.ts'
import { discardDraft, readDraft, saveDraft } from '../drafts.ts'
import { HttpError, notFound } from '../errors.ts'
import { findExercise, newestVersion } from '../find-exercise.ts'
import { answers, refusals } from '../openapi.ts'
import { checkDraft } from '../source.ts'

const requestParams = { path: z.object({ exercise: z.string() }) }

export const draftPaths = {
  '/api/drafts/{exercise}': {
    get: {
      summary: 'What you are typing for an exercise',
      description: 'Of an exercise that has been withdrawn, too.',
      requestParams,
      responses: {
        ...answers(200, 'The draft, if there is one', DraftAnswer),
        ...refusals(401, 404),
      },
    },
    put: {
      summary: 'Save what you are typing',
      description:
        'Refused as draftConflict, with the newer draft in `details`, when it was made from an older revision than the one that is kept.',
      requestParams,
      requestBody: { content: { 'application/json': { schema: DraftSave } } },
      responses: {
        ...answers(200, 'The draft as it is kept', Draft),
        ...refusals(400, 401, 404, 409, 413),
      },
    },
    delete: {
      summary: 'Start over',
      requestParams,
      responses: { 204: { description: 'There is no draft any more' }, ...refusals(401, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Drafts: each user has one for each exercise, and reads only their own. */
export function draftRoutes(db: Database, catalogue: Catalogue): Router {
  const router = Router()

  router.get('/api/drafts/:exercise', async (req, res) => {
    const draft = { userId: userOf(req).id, exercise: await knownExercise(db, req.params.exercise) }
    res.json({ draft: await readDraft(db, draft) } satisfies DraftAnswer)
  })

  router.put('/api/drafts/:exercise', async (req, res) => {
    const { source, revision, exerciseVersion } = jsonBody(DraftSave, req)
    const { exercise } = await findExercise(db, catalogue, req.params.exercise)
    checkDraft(source)
    const draft = { userId: userOf(req).id, exercise: exercise.slug }
    const saved = await saveDraft(db, draft, { source, revision, exerciseVersion })
    if (saved.kind === 'conflict') throw conflict(saved.draft)
    res.json(saved.draft satisfies Draft)
  })

  router.delete('/api/drafts/:exercise', async (req, res) => {
    const exercise = await knownExercise(db, req.params.exercise)
    await discardDraft(db, { userId: userOf(req).id, exercise })
    res.status(204).end()
  })

  return router
}

/** The slug of an exercise that there is, or was. */
async function knownExercise(db: Database, slug: string): Promise<string> {
  if (await newestVersion(db, slug)) return slug
  throw notFound(`There is no exercise "${slug}"; GET /api/exercises lists what there is.`)
}

function conflict(draft: Draft): HttpError {
  return new HttpError({
    status: 409,
    code: 'draftConflict',
    message: `A newer draft was saved meanwhile, in another tab or on another device (its revision is ${draft.revision}). Choose which one to keep, and save that with revision ${draft.revision}.`,
    details: { draft } satisfies DraftConflict,
  })
}
