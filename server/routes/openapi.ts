import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'

export const openapiPaths = {
  '/api/openapi.json': {
    get: {
      summary: 'This document',
      security: [],
      responses: {
        200: {
          description: 'OpenAPI 3.1',
          content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
        },
      },
    },
  },
} satisfies ZodOpenApiPathsObject

/** `document` is what describeApi gives. */
export function openapiRoutes(document: object): Router {
  const router = Router()
  router.get('/api/openapi.json', (_req, res) => {
    res.json(document)
  })
  return router
}
