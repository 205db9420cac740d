import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import {
  AssignmentOrder,
  Assignments,
  AssignmentsChange,
  Extensions,
  NewAssignment,
  NewExtension,
} from '../api/assignments.ts'
import {
  addAssignment,
  changeAssignments,
  listAssignments,
  orderAssignments,
  removeAssignment,
} from '../assignments.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { endExtension, extend, listExtensions } from '../extensions.ts'
import { answers, refusals } from '../openapi.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const assignment = course.extend({ assignment: z.string() })
const extension = assignment.extend({ user: z.string() })
const changed = answers(200, 'All assignments as they are now', Assignments)

export const assignmentPaths = {
  '/api/courses/{course}/assignments': {
    get: {
      summary: 'The assignments of a course, and how its students stand',
      description: 'For instructors of the course, as is all that changes them.',
      requestParams: { path: course },
      responses: {
        ...answers(200, 'In their order', Assignments),
        ...refusals(401, 403, 404),
      },
    },
    post: {
      summary: 'Give an exercise to the course',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: NewAssignment } } },
      responses: { ...changed, ...refusals(400, 401, 403, 404, 409) },
    },
    patch: {
      summary: 'Change one assignment or several, all or none',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: AssignmentsChange } } },
      responses: { ...changed, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/assignments/order': {
    put: {
      summary: 'Put the assignments into another order',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: AssignmentOrder } } },
      responses: { ...changed, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/assignments/{assignment}': {
    delete: {
      summary: 'Take an assignment away that nobody has touched',
      description: 'Others can be hidden.',
      requestParams: { path: assignment },
      responses: { ...changed, ...refusals(401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/assignments/{assignment}/extensions': {
    get: {
      summary: 'Whose work is due later',
      requestParams: { path: assignment },
      responses: { ...answers(200, 'By name', Extensions), ...refusals(401, 403, 404) },
    },
  },
  '/api/courses/{course}/assignments/{assignment}/extensions/{user}': {
    put: {
      summary: 'Give a student a later due date',
      description: 'The student gets a notice of the date; the reason is on record.',
      requestParams: { path: extension },
      requestBody: { content: { 'application/json': { schema: NewExtension } } },
      responses: {
        ...answers(200, 'All extensions of the assignment', Extensions),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
    delete: {
      summary: 'Take an extension back',
      requestParams: { path: extension },
      responses: {
        ...answers(200, 'All extensions of the assignment', Extensions),
        ...refusals(401, 403, 404),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

/** What instructors set for the exercises of their course. */
export function assignmentRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()
  const teaches = async (...[req]: Parameters<typeof userOf>) => {
    const user = userOf(req)
    const { id } = await demandRole(db, user, String(req.params['course']), ['instructor'])
    return { actorId: user.id, courseId: id }
  }
  const listed = async (courseId: string) =>
    (await listAssignments(db, exercises, courseId)) satisfies Assignments

  router.get('/api/courses/:course/assignments', async (req, res) => {
    const { courseId } = await teaches(req)
    res.json(await listed(courseId))
  })

  router.post('/api/courses/:course/assignments', async (req, res) => {
    const change = await teaches(req)
    const wanted = jsonBody(NewAssignment, req).exercise
    const exercise = exercises.find(({ slug }) => slug === wanted)
    if (!exercise) throw notFound(`There is no exercise "${wanted}" to give.`)
    await addAssignment(db, exercise, change)
    res.json(await listed(change.courseId))
  })

  router.patch('/api/courses/:course/assignments', async (req, res) => {
    const change = await teaches(req)
    await changeAssignments(db, jsonBody(AssignmentsChange, req), change)
    res.json(await listed(change.courseId))
  })

  router.put('/api/courses/:course/assignments/order', async (req, res) => {
    const change = await teaches(req)
    await orderAssignments(db, jsonBody(AssignmentOrder, req).assignments, change)
    res.json(await listed(change.courseId))
  })

  router.delete('/api/courses/:course/assignments/:assignment', async (req, res) => {
    const change = await teaches(req)
    await removeAssignment(db, idIn(req.params.assignment), change)
    res.json(await listed(change.courseId))
  })

  const extensions = '/api/courses/:course/assignments/:assignment/extensions'
  router.get(extensions, async (req, res) => {
    const { courseId } = await teaches(req)
    const found = await listExtensions(db, courseId, idIn(req.params['assignment']))
    res.json(found satisfies Extensions)
  })

  for (const method of ['put', 'delete'] as const) {
    router[method](`${extensions}/:user`, async (req, res) => {
      const change = await teaches(req)
      const { assignment, user } = req.params
      const of = { ...change, assignmentId: idIn(assignment), userId: idIn(user) }
      if (method === 'put') await extend(db, jsonBody(NewExtension, req), of)
      else await endExtension(db, of)
      const found = await listExtensions(db, of.courseId, of.assignmentId)
      res.json(found satisfies Extensions)
    })
  }

  return router
}

/** What cannot be an id, nothing has: the database is not asked for it. */
function idIn(parameter: unknown): string {
  return /^[\w-]{1,64}$/.exec(String(parameter))?.[0] ?? ''
}
