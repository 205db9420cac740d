import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { CourseStatistics, OpenStatistics } from '../api/statistics.ts'
import { userOf } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { courseStatistics, openStatistics } from '../exercise-statistics.ts'
import { limitAtOnce } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const exerciseParameters = course.extend({ exercise: z.string() })

export const statisticsPaths = {
  '/api/courses/{course}/statistics': {
    get: {
      summary: 'How the exercises of a course go',
      description: 'For its assistants and instructors.',
      requestParams: { path: course },
      responses: {
        ...answers(200, 'In their order', CourseStatistics),
        ...refusals(401, 403, 404, 429),
      },
    },
  },
  '/api/courses/{course}/statistics/{exercise}': {
    get: {
      summary: 'How one of them goes, with its mistakes, its cases and its newest check',
      requestParams: { path: exerciseParameters },
      responses: { ...answers(200, 'All of it', OpenStatistics), ...refusals(401, 403, 404, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** How exercises go, for the staff of a course. No student is named. */
export function statisticsRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()
  const atOnce = limitAtOnce(4, 'statistics')

  router.get(
    '/api/courses/:course/statistics',
    atOnce(async (req, res) => {
      const { id } = await demandRole(db, userOf(req), course.parse(req.params).course, [
        'assistant',
        'instructor',
      ])
      res.json((await courseStatistics(db, exercises, id)) satisfies CourseStatistics)
    }),
  )

  router.get(
    '/api/courses/:course/statistics/:exercise',
    atOnce(async (req, res) => {
      const { course, exercise: slug } = exerciseParameters.parse(req.params)
      const { id } = await demandRole(db, userOf(req), course, ['assistant', 'instructor'])
      const statistics = await openStatistics(db, exercises, { courseId: id, slug })
      if (!statistics) throw notFound(`The course gives no exercise "${slug}".`)
      res.json(statistics satisfies OpenStatistics)
    }),
  )

  return router
}
