import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { AuditChoices, AuditPage, AuditQuery } from '../api/audit.ts'
import { userOf } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { answers, refusals } from '../openapi.ts'
import { choicesOf, recordOf } from '../record/read.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })

export const auditPaths = {
  '/api/courses/{course}/audit': {
    get: {
      summary: 'Who changed what in a course, newest first',
      description: 'For instructors of the course.',
      requestParams: { path: course, query: AuditQuery },
      responses: {
        ...answers(200, 'A page of the record', AuditPage),
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/audit/choices': {
    get: {
      summary: 'Which actions and people the record of a course has',
      description: 'For instructors of the course.',
      requestParams: { path: course },
      responses: { ...answers(200, 'The choices', AuditChoices), ...refusals(401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** The record of a course, for its instructors. Nobody changes it: the database refuses that. */
export function auditRoutes(db: Database): Router {
  const router = Router()

  router.get('/api/courses/:course/audit', async (req, res) => {
    const { id } = await demandRole(db, userOf(req), req.params.course, ['instructor'])
    res.json((await recordOf(db, id, AuditQuery.parse(req.query))) satisfies AuditPage)
  })

  router.get('/api/courses/:course/audit/choices', async (req, res) => {
    const { id } = await demandRole(db, userOf(req), req.params.course, ['instructor'])
    res.json((await choicesOf(db, id)) satisfies AuditChoices)
  })

  return router
}
