import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { SimilarPair, Similarities } from '../api/similarity.ts'
import { auditAll } from '../audit.ts'
import { userOf } from '../auth.ts'
import type { Catalogue } from '../catalogue.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import { limitAtOnce } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { alikeIn, pairIn } from '../similar-work.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const pairParameters = course.extend({ left: z.string(), right: z.string() })
const Query = z.strictObject({ exercise: z.string().max(100).optional() })

export const similarityPaths = {
  '/api/courses/{course}/similarity': {
    get: {
      summary: 'Pairs of solutions that are alike',
      description: 'For instructors. Right solutions can be alike without being copied.',
      requestParams: { path: course, query: Query },
      responses: {
        ...answers(200, 'The most alike first', Similarities),
        ...refusals(400, 401, 403, 404, 429),
      },
    },
  },
  '/api/courses/{course}/similarity/{left}/{right}': {
    get: {
      summary: 'Two solutions with what they have in common',
      description: 'For instructors. Every look is on record.',
      requestParams: { path: pairParameters },
      responses: { ...answers(200, 'Both', SimilarPair), ...refusals(401, 403, 404, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** Solutions that are alike, for instructors to look at. */
export function similarityRoutes(db: Database, catalogue: Catalogue): Router {
  const router = Router()
  const atOnce = limitAtOnce(4, 'comparisons')

  router.get(
    '/api/courses/:course/similarity',
    atOnce(async (req, res) => {
      const { id } = await demandRole(db, userOf(req), course.parse(req.params).course, [
        'instructor',
      ])
      const { exercise } = Query.parse(req.query)
      const found = await alikeIn(db, catalogue, { courseId: id, slug: exercise })
      if (!found) throw notFound(`The course gives no exercise "${exercise ?? ''}".`)
      res.json(found satisfies Similarities)
    }),
  )

  router.get(
    '/api/courses/:course/similarity/:left/:right',
    atOnce(async (req, res) => {
      const { course, left, right } = pairParameters.parse(req.params)
      const user = userOf(req)
      const { id: courseId } = await demandRole(db, user, course, ['instructor'])
      const pair = await pairIn(db, catalogue, { courseId, left, right })
      if (!pair)
        throw notFound('There are no two such solutions of one exercise that can be compared.')
      await auditAll(
        db,
        [pair.left, pair.right].map(({ submission, student }) => ({
          ...{ actorId: user.id, action: 'similarity.view', subject: `submission ${submission}` },
          ...{ courseId, aboutId: student.id },
          after: { left: pair.left.submission, right: pair.right.submission },
        })),
      )
      res.json(pair satisfies SimilarPair)
    }),
  )

  return router
}
