import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { OpenCourse } from '../api/course.ts'
import { userOf } from '../auth.ts'
import { openCourse } from '../course-view.ts'
import { notFound } from '../errors.ts'
import { answers, refusals } from '../openapi.ts'

export const coursePaths = {
  '/api/courses/{course}': {
    get: {
      summary: 'One of your courses: its exercises in order, and how far you have come',
      requestParams: { path: z.object({ course: z.string() }) },
      responses: { ...answers(200, 'The course', OpenCourse), ...refusals(401, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Courses, for the people in them; whoever else asks does not learn that there is one. */
export function courseRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()

  router.get('/api/courses/:course', async (req, res) => {
    const { course } = req.params
    const slug = /^[\w-]{1,100}$/.exec(course)?.[0] ?? ''
    const opened = await openCourse(db, exercises, { userId: userOf(req).id, slug })
    if (!opened) throw notFound(`There is no course "${course}" that you are in.`)
    res.json(opened satisfies OpenCourse)
  })

  return router
}
