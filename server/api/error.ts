/**
 * The contract of the HTTP API, a file for each subject: schemas, and the types of what travels.
 * Routes answer with them, the page reads them. This one: the body of every answer that is not a success.
 */
import { z } from 'zod'

export const ErrorBody = z
  .object({
    error: z.object({
      /** Stable, for programs. */
      code: z.string(),
      /** For people: what was found, what was wanted and what to do next. */
      message: z.string(),
      details: z.unknown().optional(),
    }),
  })
  .meta({ id: 'Error' })
export type ErrorBody = z.infer<typeof ErrorBody>
