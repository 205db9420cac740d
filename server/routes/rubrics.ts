import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import type { Role } from '../../prisma/generated/enums.ts'
import { NewRubricItem, Rubric, RubricChange, RubricOrder, RubricRemoval } from '../api/review.ts'
import { userOf, type SignedIn } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { notFound } from '../errors.ts'
import { answers, refusals } from '../openapi.ts'
import { demandReviewer } from '../reviews/course.ts'
import {
  addItem,
  changeItem,
  openRubric,
  orderItems,
  removeItem,
  type RubricOf,
} from '../reviews/rubric.ts'

const path = z.object({
  course: z.string().meta({ description: "The course's slug" }),
  assignment: z.string(),
})
const itemPath = path.extend({ item: z.string() })
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
})
const rubric = answers(200, 'The rubric as it is now', Rubric)
const forInstructors = 'For instructors. Scores are derived from it and follow at once.'

export const rubricPaths = {
  '/api/courses/{course}/assignments/{assignment}/rubric': {
    get: {
      summary: 'The rubric of an assignment',
      description: 'For assistants and instructors.',
      requestParams: { path },
      responses: { ...rubric, ...refusals(401, 403, 404) },
    },
    post: {
      ...{ summary: 'Add an item', description: forInstructors, requestParams: { path } },
      requestBody: body(NewRubricItem),
      responses: {
        ...answers(201, 'The rubric as it is now', Rubric),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
    put: {
      ...{ summary: 'Put its items in order', description: forInstructors },
      ...{ requestParams: { path }, requestBody: body(RubricOrder) },
      responses: { ...rubric, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/assignments/{assignment}/rubric/{item}': {
    patch: {
      ...{ summary: 'Change an item', description: forInstructors },
      ...{ requestParams: { path: itemPath }, requestBody: body(RubricChange) },
      responses: { ...rubric, ...refusals(400, 401, 403, 404, 409) },
    },
    delete: {
      ...{ summary: 'Remove an item, with its marks', description: forInstructors },
      requestParams: { path: itemPath, query: RubricRemoval },
      responses: { ...rubric, ...refusals(400, 401, 403, 404, 409) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Rubrics, with which reviewers give and take points. */
export function rubricRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()
  const one = '/api/courses/:course/assignments/:assignment/rubric'

  router.get(one, async (req, res) => {
    const of = await rubricFor(userOf(req), req.params, ['assistant', 'instructor'])
    res.json((await openRubric(db, of)) satisfies Rubric)
  })

  router.post(one, async (req, res) => {
    const of = await rubricFor(userOf(req), req.params)
    await addItem(db, of, { actorId: userOf(req).id, ...jsonBody(NewRubricItem, req) })
    res.status(201).json((await openRubric(db, of)) satisfies Rubric)
  })

  router.put(one, async (req, res) => {
    const of = await rubricFor(userOf(req), req.params)
    await orderItems(db, of, jsonBody(RubricOrder, req).order)
    res.json((await openRubric(db, of)) satisfies Rubric)
  })

  router.patch(`${one}/:item`, async (req, res) => {
    const of = await rubricFor(userOf(req), req.params)
    const { reviews, ...change } = jsonBody(RubricChange, req)
    const told = { actorId: userOf(req).id, itemId: req.params.item, reviews }
    await changeItem(db, of, { ...change, ...told })
    res.json((await openRubric(db, of)) satisfies Rubric)
  })

  router.delete(`${one}/:item`, async (req, res) => {
    const of = await rubricFor(userOf(req), req.params)
    const { reviews } = RubricRemoval.parse(req.query)
    await removeItem(db, of, { actorId: userOf(req).id, itemId: req.params.item, reviews })
    res.json((await openRubric(db, of)) satisfies Rubric)
  })

  /** Throws 404 and 403, as for the course; and 404 when the assignment is none of it. */
  async function rubricFor(
    user: SignedIn,
    { course: slug, assignment }: { course: string; assignment: string },
    roles: readonly Role[] = ['instructor'],
  ): Promise<RubricOf> {
    const course = await demandReviewer(db, user, slug, roles)
    const found = await db.assignment.findFirst({
      where: { courseId: course.id, id: /^[\w-]{1,64}$/.exec(assignment)?.[0] ?? '' },
      select: { id: true, exercise: true },
    })
    if (!found) throw notFound(`This course has no assignment "${assignment}".`)
    const exercise = exercises.find((one) => one.slug === found.exercise)
    return { courseId: course.id, assignmentId: found.id, exercise }
  }

  return router
}
