import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { HoldReason, LaneName, Operations } from '../api/operations.ts'
import { Trust } from '../api/workshop.ts'
import { userOf, type SignedIn } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { HttpError } from '../errors.ts'
import { answers, refusals } from '../openapi.ts'
import { drainWorker, pauseLane, resumeLane, resumeWorker } from '../operations/hold.ts'
import { readOperations } from '../operations/overview.ts'
import { trustEdition } from '../workshop/publish.ts'

const lane = z.object({ lane: LaneName })
const worker = z.object({ worker: z.string() })
const edition = z.object({ edition: z.string() })
const why = { content: { 'application/json': { schema: HoldReason } } }
const forAdministrators = 'For administrators. On record.'
const asItIs = { ...answers(200, 'Everything as it is now', Operations) }

export const operationPaths = {
  '/api/operations': {
    get: {
      summary: 'The queue, the workers, failures of ours, and the disk',
      description: 'For administrators.',
      responses: { ...asItIs, ...refusals(401, 403) },
    },
  },
  '/api/operations/pauses/{lane}': {
    put: {
      summary: 'Hold a lane back, or everything',
      description: `${forAdministrators} What is being graded goes on.`,
      requestParams: { path: lane },
      requestBody: why,
      responses: { ...asItIs, ...refusals(400, 401, 403) },
    },
    delete: {
      summary: 'Let it go on',
      description: forAdministrators,
      requestParams: { path: lane },
      responses: { ...asItIs, ...refusals(400, 401, 403) },
    },
  },
  '/api/operations/workers/{worker}/drain': {
    put: {
      summary: 'A grader takes nothing new and finishes what runs',
      description: `${forAdministrators} It ends when the grader is started again.`,
      requestParams: { path: worker },
      requestBody: why,
      responses: { ...asItIs, ...refusals(400, 401, 403, 404) },
    },
    delete: {
      summary: 'A grader takes submissions again',
      description: forAdministrators,
      requestParams: { path: worker },
      responses: { ...asItIs, ...refusals(401, 403, 404) },
    },
  },
  '/api/operations/editions/{edition}/trust': {
    put: {
      summary:
        'Let the code of an exercise that a course wrote run outside of the sandbox, or no longer',
      description: forAdministrators,
      requestParams: { path: edition },
      requestBody: { content: { 'application/json': { schema: Trust } } },
      responses: { ...asItIs, ...refusals(400, 401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** What those who run the server do; the answer to every change is everything as it is then. */
export function operationRoutes(db: Database): Router {
  const router = Router()
  const everything = async () => (await readOperations(db)) satisfies Operations

  router.get('/api/operations', async (req, res) => {
    demandAdministrator(req)
    res.json(await everything())
  })

  router.put('/api/operations/pauses/:lane', async (req, res) => {
    const { id: actorId } = demandAdministrator(req)
    const { lane: name } = lane.parse(req.params)
    await pauseLane(db, name, { actorId, ...jsonBody(HoldReason, req) })
    res.json(await everything())
  })

  router.delete('/api/operations/pauses/:lane', async (req, res) => {
    const { id: actorId } = demandAdministrator(req)
    await resumeLane(db, lane.parse(req.params).lane, actorId)
    res.json(await everything())
  })

  router.put('/api/operations/workers/:worker/drain', async (req, res) => {
    const { id: actorId } = demandAdministrator(req)
    await drainWorker(db, req.params.worker, { actorId, ...jsonBody(HoldReason, req) })
    res.json(await everything())
  })

  router.delete('/api/operations/workers/:worker/drain', async (req, res) => {
    const { id: actorId } = demandAdministrator(req)
    await resumeWorker(db, req.params.worker, actorId)
    res.json(await everything())
  })

  router.put('/api/operations/editions/:edition/trust', async (req, res) => {
    const { id: actorId } = demandAdministrator(req)
    await trustEdition(db, req.params.edition, { actorId, ...jsonBody(Trust, req) })
    res.json(await everything())
  })

  return router
}

function demandAdministrator(req: Request): SignedIn {
  const user = userOf(req)
  if (user.isAdmin) return user
  throw new HttpError({
    status: 403,
    code: 'forAdministrators',
    message: 'This is for the administrators of the server.',
  })
}
