import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { maxPoints, type Exercise } from '../../exercises/exercise.ts'
import { statementOf, stubOf } from '../../exercises/files.ts'
import { showInputs } from '../../grader/shown.ts'
import { ShownInput } from '../../grader/report.ts'
import type { Database } from '../../prisma/client.ts'
import type { ValueType } from '../../reference/value.ts'
import { visitorOf } from '../auth.ts'
import { notFound } from '../errors.ts'
import { answers, refusals } from '../openapi.ts'

const GivenAs = z
  .object({
    assignment: z.string().meta({ description: 'Hand in with this id' }),
    course: z.object({ slug: z.string(), title: z.string() }),
    opensAt: z.date().nullable(),
    dueAt: z.date().nullable(),
    attemptLimit: z.number().nullable().meta({ description: 'Null: as often as you like' }),
  })
  .meta({ id: 'GivenAs' })

const ListedExercise = z
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
const Course = z.object({ exercises: z.array(ListedExercise) })

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

const OpenExercise = ListedExercise.extend({
  statement: z.string().meta({ description: 'Markdown' }),
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

export const exercisePaths = {
  '/api/exercises': {
    get: {
      summary: 'The exercises in the order of the course',
      description: 'With your assignments and best results when you are signed in.',
      security: [],
      responses: { ...answers(200, 'The course', Course), ...refusals() },
    },
  },
  '/api/exercises/{slug}': {
    get: {
      summary: 'One exercise: statement, stub, signature and the cases that are shown',
      security: [],
      requestParams: { path: z.object({ slug: z.string() }) },
      responses: { ...answers(200, 'The exercise', OpenExercise), ...refusals(404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** What there is to solve: open to visitors. Every field is chosen here; hidden cases, misconceptions and solutions are not. */
export function exerciseRoutes(db: Database, course: readonly Exercise[]): Router {
  const router = Router()

  router.get('/api/exercises', async (req, res) => {
    const mine = await personalFields(db, visitorOf(req)?.id)
    const exercises = course.map((exercise) => listed(exercise, mine(exercise.slug)))
    res.json({ exercises } satisfies z.infer<typeof Course>)
  })

  router.get('/api/exercises/:slug', async (req, res) => {
    const exercise = findExercise(course, req.params.slug)
    const mine = await personalFields(db, visitorOf(req)?.id)
    res.json({
      ...listed(exercise, mine(exercise.slug)),
      statement: statementOf(exercise.slug),
      stub: stubOf(exercise.slug),
      ...opened(exercise),
    } satisfies z.infer<typeof OpenExercise>)
  })

  return router
}

/** The exercise of that slug. Throws 404. */
export function findExercise(course: readonly Exercise[], slug: string): Exercise {
  const exercise = course.find((one) => one.slug === slug)
  if (!exercise) {
    throw notFound(
      `There is no exercise "${slug}"; the course has ${course.map((one) => one.slug).join(', ')}.`,
    )
  }
  return exercise
}

type Personal = Pick<z.infer<typeof ListedExercise>, 'givenAs' | 'best'>

function listed(exercise: Exercise, personal: Personal): z.infer<typeof ListedExercise> {
  const { slug, code, title, track, difficulty, minutes, buildsOn } = exercise
  const points = maxPoints(exercise)
  return {
    ...{ slug, code, title, track, difficulty, minutes, points },
    buildsOn: [...buildsOn],
    ...personal,
  }
}

function opened(exercise: Exercise) {
  const { signature, tolerance, cases } = exercise
  const shown = cases.filter((one) => one.disclosure === 'full')
  const hidden = cases.filter((one) => one.disclosure !== 'full')
  return {
    sources: [...exercise.sources],
    signature: {
      name: signature.name,
      parameters: signature.parameters.map(({ name, type, meaning }) => ({ name, type, meaning })),
      returns: signature.returns,
    },
    forbids: [...exercise.forbids],
    tolerance: { absolute: tolerance.absolute, relative: tolerance.relative },
    limits: { ...exercise.limits },
    shownCases: shown.map((one) => ({
      name: one.name,
      kind: one.kind,
      points: one.points,
      relation: one.kind === 'invariant' ? one.relation : null,
      inputs: one.kind === 'example' ? showInputs(signature, one.inputs) : [],
    })),
    hiddenCases: {
      count: hidden.length,
      points: hidden.reduce((sum, one) => sum + one.points, 0),
    },
  }
}

/** What the exercises are to this user; nothing for a visitor. */
async function personalFields(
  db: Database,
  userId: string | undefined,
): Promise<(slug: string) => Personal> {
  if (userId === undefined) return () => ({ givenAs: [], best: null })
  const [assignments, scores, passes] = await Promise.all([
    db.assignment.findMany({
      where: { course: { enrolments: { some: { userId } } } },
      orderBy: { createdAt: 'asc' },
      select: {
        id: true,
        exercise: true,
        opensAt: true,
        dueAt: true,
        attemptLimit: true,
        course: { select: { slug: true, title: true } },
      },
    }),
    db.submission.groupBy({
      by: ['exercise'],
      where: { userId, kind: { not: 'run' }, points: { not: null } },
      _max: { points: true },
    }),
    db.submission.groupBy({
      by: ['exercise'],
      where: { userId, kind: { not: 'run' }, verdict: 'passed' },
    }),
  ])
  const bestOf = new Map(scores.map((one) => [one.exercise, one._max.points]))
  const passed = new Set(passes.map((one) => one.exercise))
  return (slug) => {
    const points = bestOf.get(slug) ?? null
    return {
      givenAs: assignments
        .filter((one) => one.exercise === slug)
        .map(({ id, course, opensAt, dueAt, attemptLimit }) => ({
          ...{ assignment: id, course, opensAt, dueAt, attemptLimit },
        })),
      best: points === null ? null : { points, passed: passed.has(slug) },
    }
  }
}
