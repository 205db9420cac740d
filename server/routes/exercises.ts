import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { deadlineOf } from '../../grader/queue/lateness.ts'
import { ownWork } from '../../grader/queue/submit.ts'
import type { Database } from '../../prisma/client.ts'
import { ListOfExercises, OpenExercise, type ListedExercise } from '../api/exercise.ts'
import { visitorOf } from '../auth.ts'
import type { Catalogue } from '../catalogue.ts'
import { listedExercise, openExercise } from '../exercise-view.ts'
import { findExercise } from '../find-exercise.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { answers, refusals } from '../openapi.ts'

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
export function exerciseRoutes(db: Database, catalogue: Catalogue): Router {
  const router = Router()

  router.get('/api/exercises', async (req, res) => {
    const mine = await personalFields(db, visitorOf(req)?.id)
    const exercises = catalogue.exercises.map((exercise) => ({
      ...{ ...listedExercise(exercise), ...mine(exercise.slug) },
    }))
    res.json({ exercises } satisfies z.infer<typeof ListOfExercises>)
  })

  router.get('/api/exercises/:slug', async (req, res) => {
    const [{ exercise, version }, mine] = await Promise.all([
      findExercise(db, catalogue, req.params.slug),
      personalFields(db, visitorOf(req)?.id),
    ])
    const { statement, stub } = catalogue
    // Pages ask again now and then, to see whether it changed; an unchanged one costs 304.
    res.set('Cache-Control', 'private, no-cache').json({
      ...openExercise(exercise, {
        ...{ version, stub: stub(exercise), page: statement(exercise, languageOf(req)) },
      }),
      ...mine(exercise.slug),
    } satisfies OpenExercise)
  })

  return router
}

type Personal = Pick<ListedExercise, 'givenAs' | 'best'>

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
