/** What there is to solve. */
import { z } from 'zod'
import { ShownInput } from '../../grader/report.ts'
import type { ValueType } from '../../reference/value.ts'
import { Language } from './session.ts'

const GivenAs = z
  .object({
    assignment: z.string().meta({ description: 'Hand in with this id' }),
    course: z.object({ slug: z.string(), title: z.string() }),
    opensAt: z.date().nullable(),
    dueAt: z.date().nullable().meta({ description: 'Yours: with your extension' }),
    closesAt: z.date().nullable().meta({ description: 'The end of what late work still counts' }),
    attemptLimit: z.number().nullable().meta({ description: 'Null: as often as you like' }),
  })
  .meta({ id: 'GivenAs' })

export const ListedExercise = z
  .object({
    slug: z.string(),
    code: z.string(),
    title: z.string(),
    track: z.string(),
    difficulty: z.number().meta({ description: '1 (a few lines) to 5 (an evening)' }),
    minutes: z.number(),
    points: z.number(),
    buildsOn: z.array(z.string()),
    givenAs: z.array(GivenAs).meta({ description: 'Your assignments of this exercise' }),
    best: z
      .object({ points: z.number(), passed: z.boolean() })
      .nullable()
      .meta({ description: 'Your best finished submission' }),
  })
  .meta({ id: 'ListedExercise' })
export const ListOfExercises = z.object({ exercises: z.array(ListedExercise) })

const ValueTypeSchema: z.ZodType<ValueType> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('tensor'),
        dtype: z.enum(['float32', 'int32', 'bool']),
        axes: z.array(z.string()),
      }),
      z.object({
        kind: z.literal('array'),
        dtype: z.enum(['float64', 'int32', 'bool']),
        axes: z.array(z.string()),
      }),
      z.object({ kind: z.enum(['number', 'boolean', 'string']) }),
      z.object({ kind: z.enum(['optional', 'list']), of: ValueTypeSchema }),
      z.object({ kind: z.literal('record'), fields: z.record(z.string(), ValueTypeSchema) }),
    ]),
  )
  .meta({ id: 'ValueType' })

export const OpenExercise = ListedExercise.extend({
  version: z.string().meta({ description: 'A hash; another one means that the exercise changed' }),
  statement: z.string().meta({ description: 'Markdown' }),
  page: z
    .object({ html: z.string(), language: Language })
    .meta({ description: 'The statement as HTML of ours, in your language where it exists in it' }),
  built: z.string().meta({ description: 'What they have built who pass' }),
  stub: z.string().meta({ description: 'The file to begin with' }),
  sources: z.array(z.string()),
  signature: z.object({
    name: z.string(),
    parameters: z.array(z.object({ name: z.string(), type: ValueTypeSchema, meaning: z.string() })),
    returns: ValueTypeSchema,
  }),
  forbids: z.array(z.string()).meta({ description: 'Operations of tf that may not be used' }),
  tolerance: z.object({ absolute: z.number(), relative: z.number() }),
  limits: z.object({ milliseconds: z.number(), megabytes: z.number() }),
  shownCases: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['example', 'random', 'invariant']),
      points: z.number(),
      relation: z.string().nullable().meta({ description: 'What must hold, for invariants' }),
      inputs: z.array(ShownInput).meta({ description: 'Of examples; others are drawn anew' }),
    }),
  ),
  hiddenCases: z.object({ count: z.number(), points: z.number() }),
}).meta({ id: 'Exercise' })
export type ListedExercise = z.infer<typeof ListedExercise>
export type OpenExercise = z.infer<typeof OpenExercise>
