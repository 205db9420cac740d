import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { GradeTable, StudentGrades } from '../api/grades.ts'
import { audit } from '../audit.ts'
import { userOf, type SignedIn } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { sendCsv, type CsvCell } from '../csv.ts'
import { HttpError, notFound } from '../errors.ts'
import { gradeTable, studentGrades } from '../gradebook.ts'
import { answers, refusals } from '../openapi.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const anonymous = 'Where reviews are anonymous, for instructors alone.'

export const gradePaths = {
  '/api/courses/{course}/grades': {
    get: {
      summary: 'The grades of everybody in a course',
      description: `For its assistants and instructors. ${anonymous}`,
      requestParams: { path: course },
      responses: { ...answers(200, 'By name', GradeTable), ...refusals(401, 403, 404) },
    },
  },
  '/api/courses/{course}/grades.csv': {
    get: {
      summary: 'The same for a spreadsheet',
      description: `In points; empty where nothing was graded yet. Exports are on record. ${anonymous}`,
      requestParams: { path: course },
      responses: {
        200: {
          description: 'One line for each student',
          content: { 'text/csv': { schema: z.string() } },
        },
        ...refusals(401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/grades/{student}': {
    get: {
      summary: 'What the grades of a student are made of',
      description: `For staff; students ask for "me". ${anonymous}`,
      requestParams: { path: course.extend({ student: z.string() }) },
      responses: {
        ...answers(200, 'By assignment', StudentGrades),
        ...refusals(401, 403, 404),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Grades, for those who give them and those who get them. */
export function gradeRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()

  router.get('/api/courses/:course/grades', async (req, res) => {
    const { id } = await demandGradebook(db, userOf(req), req.params.course)
    res.json((await gradeTable(db, exercises, id)) satisfies GradeTable)
  })

  router.get('/api/courses/:course/grades.csv', async (req, res) => {
    const staff = userOf(req)
    const { id, slug } = await demandGradebook(db, staff, req.params.course)
    const table = await gradeTable(db, exercises, id)
    await audit(db, {
      ...{ actorId: staff.id, action: 'grades.export', subject: `course ${id}`, courseId: id },
      after: { students: table.students.length },
    })
    sendCsv(res, `grades-${slug}.csv`, rowsOf(table))
  })

  router.get('/api/courses/:course/grades/:student', async (req, res) => {
    const { course, student } = req.params
    const user = userOf(req)
    const isOwn = student === 'me' || student === user.id
    const { id: courseId } = isOwn
      ? await demandRole(db, user, course, ['student', 'assistant', 'instructor'])
      : await demandGradebook(db, user, course)
    const userId = isOwn ? user.id : (/^[\w-]{1,64}$/.exec(student)?.[0] ?? '')
    const grades = await studentGrades(db, exercises, { courseId, userId })
    if (!grades) throw notFound('There is no such student in this course.')
    res.json(grades satisfies StudentGrades)
  })

  return router
}

/** Names beside submissions would tell anonymous reviewers who is who. */
async function demandGradebook(db: Database, user: SignedIn, slug: string) {
  const course = await demandRole(db, user, slug, ['assistant', 'instructor'])
  const { anonymousReview, enrolments } = await db.course.findUniqueOrThrow({
    where: { id: course.id },
    select: {
      anonymousReview: true,
      enrolments: { where: { userId: user.id }, select: { role: true } },
    },
  })
  if (anonymousReview && enrolments[0]?.role !== 'instructor') {
    throw new HttpError({
      status: 403,
      code: 'anonymousReview',
      message:
        'Reviews are anonymous in this course, and grades stand beside names; ask an instructor for what you need.',
    })
  }
  return course
}

function rowsOf({ assignments, students }: GradeTable): CsvCell[][] {
  const head = ['Name', 'Email', 'Section', 'Grade in %', 'So far in %']
  const columns = assignments.map(
    ({ code, title, maxPoints, weight }) => `${code} ${title} (of ${maxPoints}, weight ${weight})`,
  )
  return [
    [...head, ...columns],
    ...students.map(({ name, email, section, percent, soFar, cells }) => [
      ...[name, email, section, percent, soFar],
      ...cells.map((cell) => (cell === null || cell.state === 'waiting' ? null : cell.points)),
    ]),
  ]
}
