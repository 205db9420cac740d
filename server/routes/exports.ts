import { Router, type Request, type Response } from 'express'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { audit } from '../audit.ts'
import { userOf } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { archiveOf } from '../export/archive.ts'
import type { Exported } from '../export/scope.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { limitAtOnce, limitStored } from '../limits.ts'
import { refusals } from '../openapi.ts'

const archive = {
  200: {
    description: 'A zip file; its README.txt says what is what',
    content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
  },
}

export const exportPaths = {
  '/api/account/export': {
    get: {
      summary: 'Everything that is kept about you',
      description: 'Your files with their reports, grades, conversations, and the record.',
      requestParams: { query: LanguageQuery },
      responses: { ...archive, ...refusals(400, 401, 429) },
    },
  },
  '/api/courses/{course}/people/{user}/export': {
    get: {
      summary: 'Everything that is kept about a student of the course, as the student sees it',
      description: 'For instructors of the course, and on record.',
      requestParams: {
        path: z.object({
          course: z.string().meta({ description: "The course's slug" }),
          user: z.string(),
        }),
        query: LanguageQuery,
      },
      responses: { ...archive, ...refusals(400, 401, 403, 404, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** What is kept about somebody, to take away. */
export function exportRoutes(db: Database, exercises: readonly ExerciseFacts[]): Router {
  const router = Router()
  const atOnce = limitAtOnce(2, 'exports')
  const own = limitStored(db, {
    ...{ name: 'own export', most: 20, minutes: 60, what: 'exports' },
  })
  const ofStudents = limitStored(db, {
    ...{ name: 'export', most: 600, minutes: 60, what: 'exports' },
  })

  router.get(
    '/api/account/export',
    own,
    atOnce(async (req, res) => {
      const { id } = userOf(req)
      await audit(db, {
        ...{ actorId: id, aboutId: id, action: 'account.export', subject: `user ${id}` },
      })
      await send(req, res, { userId: id, courseId: null }, 'attendant')
    }),
  )

  router.get(
    '/api/courses/:course/people/:user/export',
    ofStudents,
    atOnce(async (req, res) => {
      const { course, user } = Parameters.parse(req.params)
      const staff = userOf(req)
      const { id: courseId, slug } = await demandRole(db, staff, course, ['instructor'])
      const userId = /^[\w-]{1,64}$/.exec(user)?.[0] ?? ''
      const student = await db.enrolment.findUnique({
        where: { courseId_userId: { courseId, userId }, role: 'student', user: { erasedAt: null } },
        select: { id: true },
      })
      if (!student) throw notFound('There is no such student in this course.')
      await audit(db, {
        ...{ actorId: staff.id, aboutId: userId, courseId },
        ...{ action: 'person.export', subject: `user ${userId}` },
      })
      await send(req, res, { userId, courseId }, slug)
    }),
  )

  return router

  async function send(req: Request, res: Response, exported: Exported, name: string) {
    const stream = await archiveOf(db, exported, { exercises, language: languageOf(req) })
    const day = new Date().toISOString().slice(0, 10)
    res
      .type('application/zip')
      .set('Content-Disposition', `attachment; filename="${name}-${exported.userId}-${day}.zip"`)
      .set('Cache-Control', 'no-store')
    await pipeline(stream, res).catch((error: unknown) => {
      // Whoever asked has gone; there is nobody to tell.
      if (!isCutShort(error)) throw error
    })
  }
}

function isCutShort(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

const Parameters = z.object({ course: z.string(), user: z.string() })
