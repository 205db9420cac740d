import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { maxPoints, type Exercise } from '../../exercises/exercise.ts'
import { stubOf } from '../../exercises/files.ts'
import { deadlineOf } from '../../grader/queue/lateness.ts'
import { ownWork } from '../../grader/queue/submit.ts'
import { showInputs } from '../../grader/shown.ts'
import type { Database } from '../../prisma/client.ts'
import { ListedExercise, ListOfExercises, OpenExercise } from '../api/exercise.ts'
import { Language } from '../api/session.ts'
import { visitorOf } from '../auth.ts'
import { findExercise } from '../find-exercise.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { answers, refusals } from '../openapi.ts'
import { statementPage } from '../statement.ts'

export const exercisePaths = {
  '/api/exercises': {
    get: {
      summary: 'The exercises in the order of the course',
      description: 'With your assignments and best results when you are signed in.',
      security: [],
      responses: { ...answers(200, 'The course', ListOfExercises), ...refusals() },
    },
  },
  '/api/exercises/{slug}': {
    get: {
      summary: 'One exercise: statement, stub, signature and the cases that are shown',
      security: [],
      description: 'With an ETag. One that has been withdrawn is refused as exerciseWithdrawn.',
      requestParams: { path: z.object({ slug: z.string() }), query: LanguageQuery },
      responses: { ...answers(200, 'The exercise', OpenExercise), ...refusals(400, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** What there is to solve: open to visitors. Every field is chosen here; hidden cases, misconceptions and solutions are not. */
export function exerciseRoutes(db: Database, course: readonly Exercise[]): Router {
  const router = Router()
  // A statement that cannot be rendered is our mistake: the start says so, not the first student.
  for (const { slug } of course) for (const one of Language.options) statementPage(slug, one)

  router.get('/api/exercises', async (req, res) => {
    const mine = await personalFields(db, visitorOf(req)?.id)
    const exercises = course.map((exercise) => listed(exercise, mine(exercise.slug)))
    res.json({ exercises } satisfies z.infer<typeof ListOfExercises>)
  })

  router.get('/api/exercises/:slug', async (req, res) => {
    const [{ exercise, version }, mine] = await Promise.all([
      findExercise(db, course, req.params.slug),
      personalFields(db, visitorOf(req)?.id),
    ])
    const { markdown, html, language } = statementPage(exercise.slug, languageOf(req))
    // Pages ask again now and then, to see whether it changed; an unchanged one costs 304.
    res.set('Cache-Control', 'private, no-cache').json({
      ...listed(exercise, mine(exercise.slug)),
      version,
      statement: markdown,
      page: { html, language },
      stub: stubOf(exercise.slug),
      ...opened(exercise),
    } satisfies OpenExercise)
  })

  return router
}

type Personal = Pick<ListedExercise, 'givenAs' | 'best'>

function listed(exercise: Exercise, personal: Personal): ListedExercise {
  const { slug, code, title, track, difficulty, minutes, buildsOn } = exercise
  const points = maxPoints(exercise)
  return {
    ...{ slug, code, title, track, difficulty, minutes, points },
    buildsOn: [...buildsOn],
    ...personal,
  }
}

function opened(exercise: Exercise) {
  const { built, signature, tolerance, cases } = exercise
  const shown = cases.filter((one) => one.disclosure === 'full')
  const hidden = cases.filter((one) => one.disclosure !== 'full')
  return {
    built,
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
      where: { hiddenAt: null, course: { enrolments: { some: { userId } } } },
      orderBy: { createdAt: 'asc' },
      select: {
        id: true,
        exercise: true,
        opensAt: true,
        dueAt: true,
        attemptLimit: true,
        latePolicy: true,
        extensions: { where: { userId }, select: { dueAt: true } },
        course: { select: { slug: true, title: true } },
      },
    }),
    db.submission.groupBy({
      by: ['exercise'],
      where: { ...ownWork, userId, kind: { not: 'run' }, points: { not: null } },
      _max: { points: true },
    }),
    db.submission.groupBy({
      by: ['exercise'],
      where: { ...ownWork, userId, kind: { not: 'run' }, verdict: 'passed' },
    }),
  ])
  const bestOf = new Map(scores.map((one) => [one.exercise, one._max.points]))
  const passed = new Set(passes.map((one) => one.exercise))
  return (slug) => {
    const points = bestOf.get(slug) ?? null
    return {
      givenAs: assignments
        .filter((one) => one.exercise === slug)
        .map(({ id, course, opensAt, attemptLimit, extensions, ...dates }) => ({
          ...{ assignment: id, course, opensAt, attemptLimit },
          ...deadlineOf(dates, extensions[0]),
        })),
      best: points === null ? null : { points, passed: passed.has(slug) },
    }
  }
}
