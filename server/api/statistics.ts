/** How exercises go in a course, and whether they were proved. */
import { z } from 'zod'

const share = z.number().nullable().meta({ description: 'From 0 to 1; null: nothing yet' })

export const ExerciseNumbers = z
  .object({
    exercise: z.string(),
    code: z.string(),
    title: z.string(),
    tried: z.number(),
    passed: z.number(),
    attemptsToPass: z.array(z.number()).meta({
      description: 'How many passed with attempt 1, 2, …; the 8th counts all that took more',
    }),
    medianAttempts: z.number().nullable(),
    medianMinutes: z.number().nullable().meta({ description: 'From the first attempt to passing' }),
    firstShare: share,
    finalShare: share,
    discrimination: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('known'), value: z.number(), students: z.number() }),
      z.object({ kind: z.literal('tooFew'), students: z.number() }),
      z.object({ kind: z.literal('allEqual'), students: z.number() }),
    ]),
    health: z
      .enum(['proved', 'problems', 'older', 'unchecked'])
      .meta({ description: 'By its newest check; older: of a version that is not served now' }),
    checkedAt: z.date().nullable(),
  })
  .meta({ id: 'ExerciseNumbers' })
export type ExerciseNumbers = z.infer<typeof ExerciseNumbers>

export const CourseStatistics = z
  .object({ students: z.number(), exercises: z.array(ExerciseNumbers) })
  .meta({ id: 'CourseStatistics' })
export type CourseStatistics = z.infer<typeof CourseStatistics>

/** Infinity has no JSON. */
const times = z.union([z.number(), z.literal('Infinity')])

/** What of a stored proof is shown; `npm run check -- --json` prints it. */
export const StoredProof = z.object({
  exercise: z.string(),
  version: z.string(),
  floor: times,
  gap: times,
  problems: z.array(z.string()),
  misconceptions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sameAs: z.string(),
      caught: z.boolean(),
      namedAs: z.string().nullable(),
      timesAllowed: times,
      kills: z.array(z.object({ caseName: z.string(), failed: z.boolean(), timesAllowed: times })),
    }),
  ),
})
export type StoredProof = z.infer<typeof StoredProof>

export const OpenStatistics = ExerciseNumbers.extend({
  students: z.number(),
  misconceptions: z.array(
    z.object({
      id: z.string(),
      sameAs: z.string().nullable(),
      submissions: z.number(),
      students: z.number(),
    }),
  ),
  cases: z
    .array(z.object({ name: z.string(), run: z.number(), failed: z.number() }))
    .meta({ description: 'In their order; those that were skipped after a limit were not run' }),
  hints: z.object({ submissions: z.number(), students: z.number(), rungs: z.number() }),
  timings: z
    .object({
      gradingMilliseconds: z.number().nullable(),
      referenceMilliseconds: z.number().nullable(),
    })
    .meta({ description: 'Medians' }),
  check: z
    .object({ checkedAt: z.date(), isServed: z.boolean(), proved: z.boolean(), proof: StoredProof })
    .nullable(),
}).meta({ id: 'OpenStatistics' })
export type OpenStatistics = z.infer<typeof OpenStatistics>
