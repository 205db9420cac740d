/** The OpenAPI description, made from the schemas that the routes check requests with. */
import type { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { ErrorBody } from './api/error.ts'

/** A successful answer with a JSON body. */
export function answers(
  status: 200 | 201 | 202,
  description: string,
  schema: z.ZodType,
): ZodOpenApiResponsesObject {
  return { [`${status}`]: { description, content: { 'application/json': { schema } } } }
}

const refusalMeanings = {
  400: 'The request does not fit',
  401: 'Not signed in, or the API key is not valid',
  403: 'Signed in, but not allowed to do this now',
  404: 'There is no such thing, or it is not yours to see',
  409: 'It collides with what is there',
  413: 'The body is too large',
  415: 'The body is of another type than this reads',
  429: 'Too many requests; Retry-After says when to come back',
  503: 'The database cannot be reached; Retry-After says when to come back',
} as const

/** The refusals of a route, all with the same body. 503 is always possible. */
export function refusals(...statuses: (keyof typeof refusalMeanings)[]): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    [...statuses, 503 as const].map((status) => [
      `${status}`,
      {
        description: refusalMeanings[status],
        content: { 'application/json': { schema: ErrorBody } },
      },
    ]),
  )
}

/** The document for these paths. */
export function describeApi(version: string, paths: ZodOpenApiPathsObject) {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Attendant',
        version,
        description:
          'Hand in solutions, follow their grading live, read the reports. Sign in with an API key, or with a session cookie from this site.',
      },
      paths,
      security: [{ apiKey: [] }, { session: [] }],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'A key from your account page' },
          session: { type: 'apiKey', in: 'cookie', name: 'attendant' },
        },
      },
    },
    {
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema._zod.def.type !== 'date') return
        jsonSchema.type = 'string'
        jsonSchema.format = 'date-time'
      },
    },
  )
}
