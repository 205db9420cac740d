/** Which solutions of an exercise are alike. That is no proof of anything. */
import { z } from 'zod'

const side = z.object({
  submission: z.string(),
  student: z.object({ id: z.string(), name: z.string(), section: z.string().nullable() }),
  handedInAt: z.date(),
})
const similarity = z.number().meta({ description: 'The common share of fingerprints, 0 to 1' })
const lines = z.object({ from: z.number(), to: z.number() })

export const Similarities = z
  .object({
    exercises: z.array(z.object({ slug: z.string(), code: z.string(), title: z.string() })),
    exercise: z.string(),
    compared: z.number().meta({ description: 'One solution of each student, if it can be read' }),
    threshold: z.number(),
    median: z.number().nullable().meta({ description: 'Of all pairs' }),
    total: z.number().meta({ description: 'How many pairs reach the threshold' }),
    pairs: z.array(z.object({ left: side, right: side, similarity })).meta({
      description: 'The 100 most alike at most',
    }),
  })
  .meta({ id: 'Similarities' })
export type Similarities = z.infer<typeof Similarities>

export const SimilarPair = z
  .object({
    exercise: z.object({ slug: z.string(), code: z.string(), title: z.string() }),
    left: side.extend({ source: z.string() }),
    right: side.extend({ source: z.string() }),
    similarity,
    parts: z.array(z.object({ left: lines, right: lines })).meta({
      description: 'Lines count from 1',
    }),
  })
  .meta({ id: 'SimilarPair' })
export type SimilarPair = z.infer<typeof SimilarPair>
