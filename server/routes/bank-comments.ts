import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import {
  BankComment,
  BankCommentChange,
  BankQuery,
  CommentBank,
  NewBankComment,
} from '../api/review.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { answers, refusals } from '../openapi.ts'
import { addBankComment, changeBankComment, openBank, removeBankComment } from '../reviews/bank.ts'
import { demandReviewer } from '../reviews/course.ts'

const path = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const onePath = path.extend({ id: z.string() })
const forStaff = 'For assistants and instructors.'
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
})

export const bankCommentPaths = {
  '/api/courses/{course}/bank-comments': {
    get: {
      ...{ summary: 'Comments that the staff shares, most used first', description: forStaff },
      requestParams: { path, query: BankQuery },
      responses: {
        ...answers(200, 'A page of them', CommentBank),
        ...refusals(400, 401, 403, 404),
      },
    },
    post: {
      ...{ summary: 'Share a comment', description: forStaff, requestParams: { path } },
      requestBody: body(NewBankComment),
      responses: { ...answers(201, 'The comment', BankComment), ...refusals(400, 401, 403, 404) },
    },
  },
  '/api/courses/{course}/bank-comments/{id}': {
    patch: {
      ...{ summary: 'Change a shared comment', description: forStaff },
      ...{ requestParams: { path: onePath }, requestBody: body(BankCommentChange) },
      responses: { ...answers(200, 'The comment', BankComment), ...refusals(400, 401, 403, 404) },
    },
    delete: {
      summary: 'Delete a shared comment; what was written with it stays',
      ...{ description: forStaff, requestParams: { path: onePath } },
      responses: { 204: { description: 'It is gone' }, ...refusals(401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

/** The comments that the staff of a course shares. */
export function bankCommentRoutes(db: Database): Router {
  const router = Router()
  const all = '/api/courses/:course/bank-comments'

  router.get(all, async (req, res) => {
    const { id: courseId } = await demandReviewer(db, userOf(req), req.params.course)
    res.json((await openBank(db, courseId, BankQuery.parse(req.query))) satisfies CommentBank)
  })

  router.post(all, async (req, res) => {
    const { id: courseId } = await demandReviewer(db, userOf(req), req.params.course)
    const added = await addBankComment(db, { courseId, ...jsonBody(NewBankComment, req) })
    res.status(201).json(added satisfies BankComment)
  })

  router.patch(`${all}/:id`, async (req, res) => {
    const { id: courseId } = await demandReviewer(db, userOf(req), req.params.course)
    const change = jsonBody(BankCommentChange, req)
    const changed = await changeBankComment(db, { courseId, id: req.params.id }, change)
    res.json(changed satisfies BankComment)
  })

  router.delete(`${all}/:id`, async (req, res) => {
    const { id: courseId } = await demandReviewer(db, userOf(req), req.params.course)
    await removeBankComment(db, { courseId, id: req.params.id })
    res.status(204).end()
  })

  return router
}
