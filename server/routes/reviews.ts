import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import type { Database } from '../../prisma/client.ts'
import {
  NewReply,
  NewRerun,
  OpenRerun,
  OpenReview,
  Rerun,
  ReviewChoices,
  ReviewFilter,
  ReviewQueue,
  ReviewQueueQuery,
  ReviewSave,
  ReviewSettings,
  ReviewThreads,
  SavedReview,
} from '../api/review.ts'
import { audit } from '../audit.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import type { ReviewedCourse } from '../reviews/attempt.ts'
import { demandReviewable, demandReviewer } from '../reviews/course.ts'
import { listReviews, reviewChoices } from '../reviews/list.ts'
import { mostPointsOf, openReview } from '../reviews/opened.ts'
import { shuffleKey, type Filter, type QueueView } from '../reviews/queue.ts'
import { openRerun, rerun } from '../reviews/reruns.ts'
import { saveReview } from '../reviews/save.ts'
import { reply, threadsOf } from '../reviews/threads.ts'
import { recordView } from '../viewed.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const submission = course.extend({ submission: z.string() })
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
})

export const reviewPaths = {
  '/api/courses/{course}/reviews': {
    get: {
      summary: 'What there is to review',
      description:
        'For assistants and instructors. Newest first; anonymous and shuffled where the course says so.',
      requestParams: { path: course, query: ReviewQueueQuery },
      responses: { ...answers(200, 'A page of it', ReviewQueue), ...refusals(400, 401, 403, 404) },
    },
  },
  '/api/courses/{course}/review-choices': {
    get: {
      summary: 'What reviews can be filtered by',
      requestParams: { path: course },
      responses: { ...answers(200, 'With counts', ReviewChoices), ...refusals(401, 403, 404) },
    },
  },
  '/api/courses/{course}/review-settings': {
    put: {
      summary: 'Make reviews anonymous, or no longer',
      description: 'For instructors.',
      requestParams: { path: course },
      requestBody: body(ReviewSettings),
      responses: {
        ...answers(200, 'As it is now', ReviewSettings),
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/reviews/{submission}': {
    get: {
      summary: 'A submission with everything that its reviewer wants to know',
      description: 'Who looked at it is kept on record.',
      requestParams: { path: submission, query: ReviewFilter.extend(LanguageQuery.shape) },
      responses: { ...answers(200, 'The submission', OpenReview), ...refusals(400, 401, 403, 404) },
    },
    put: {
      summary: 'Save its review, as a draft or done',
      requestParams: { path: submission },
      requestBody: body(ReviewSave),
      responses: {
        ...answers(200, 'As it is now', SavedReview),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
  },
  '/api/courses/{course}/reviews/{submission}/replies': {
    post: {
      summary: 'Write to its student',
      requestParams: { path: submission },
      requestBody: body(NewReply),
      responses: {
        ...answers(201, 'What was written until now', ReviewThreads),
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/reviews/{submission}/reruns': {
    post: {
      summary: 'Grade it again now, with any seed',
      description: 'No attempt of its student, who does not see it; changes no grade.',
      requestParams: { path: submission },
      requestBody: body(NewRerun),
      responses: {
        ...answers(202, 'Stored; follow it live by its id', Rerun),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  '/api/courses/{course}/reviews/{submission}/reruns/{rerun}': {
    get: {
      summary: 'What came of grading it again',
      requestParams: { path: submission.extend({ rerun: z.string() }), query: LanguageQuery },
      responses: { ...answers(200, 'The rerun', OpenRerun), ...refusals(400, 401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface ReviewTools {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly course: readonly ExerciseFacts[]
  /** Makes pseudonyms and orders. */
  readonly secret: string
}

/** Reviewing what students handed in: for the staff of a course. */
export function reviewRoutes({ db, queue, course: exercises, secret }: ReviewTools): Router {
  const router = Router()
  const reruns = limitStored(db, { name: 'rerun', most: 60, minutes: 1, what: 'runs again' })

  router.get('/api/courses/:course/reviews', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const { page, limit, ...filter } = ReviewQueueQuery.parse(req.query)
    const view = viewOf(req, course, filter)
    const listed = await listReviews(db, { course, view, exercises, secret, page, limit })
    res.json(listed satisfies ReviewQueue)
  })

  router.get('/api/courses/:course/review-choices', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    res.json((await reviewChoices(db, course, exercises)) satisfies ReviewChoices)
  })

  router.put('/api/courses/:course/review-settings', async (req, res) => {
    const { id: actorId } = userOf(req)
    const course = await demandReviewer(db, userOf(req), req.params.course, ['instructor'])
    const { anonymous } = jsonBody(ReviewSettings, req)
    await db.$transaction(async (tx) => {
      await tx.course.update({ where: { id: course.id }, data: { anonymousReview: anonymous } })
      if (anonymous === course.anonymous) return
      await audit(tx, {
        ...{ actorId, courseId: course.id, action: 'course.reviews' },
        subject: `course ${course.id}`,
        ...{ before: { anonymous: course.anonymous }, after: { anonymous } },
      })
    })
    res.json({ anonymous } satisfies ReviewSettings)
  })

  router.get('/api/courses/:course/reviews/:submission', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const { language = languageOf(req), ...filter } = OpenQuery.parse(req.query)
    const submission = await demandReviewable(db, course, req.params.submission)
    await recordView(db, {
      ...{ actorId: userOf(req).id, submissionId: submission.id },
      ...{ studentId: submission.userId, courseId: course.id },
    })
    const opened = await openReview(db, {
      ...{ course, submission, view: viewOf(req, course, filter), exercises, secret, language },
    })
    res.json(opened satisfies OpenReview)
  })

  router.put('/api/courses/:course/reviews/:submission', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const { id: submissionId, ...row } = await demandReviewable(db, course, req.params.submission)
    const saved = await saveReview(db, {
      ...{ course, reviewerId: userOf(req).id, submissionId, assignmentId: row.assignmentId },
      ...{ mostPoints: mostPointsOf(row, exercises), wanted: jsonBody(ReviewSave, req) },
    })
    res.json(saved satisfies SavedReview)
  })

  router.post('/api/courses/:course/reviews/:submission/replies', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const submission = await demandReviewable(db, course, req.params.submission)
    const { text } = jsonBody(NewReply, req)
    await reply(db, { course, submission }, { actorId: userOf(req).id, text })
    const threads = await threadsOf(db, { course, submission })
    res.status(201).json({ threads } satisfies ReviewThreads)
  })

  router.post('/api/courses/:course/reviews/:submission/reruns', reruns, async (req, res) => {
    const { course: slug, submission: id } = SubmissionParameters.parse(req.params)
    const course = await demandReviewer(db, userOf(req), slug)
    const { id: submissionId } = await demandReviewable(db, course, id)
    const { seed } = jsonBody(NewRerun, req)
    const asked = { actorId: userOf(req).id, courseId: course.id, submissionId, seed }
    res.status(202).json((await rerun(db, queue, asked)) satisfies Rerun)
  })

  router.get('/api/courses/:course/reviews/:submission/reruns/:rerun', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const { id: submissionId } = await demandReviewable(db, course, req.params.submission)
    const wanted = { submissionId, rerunId: req.params.rerun, language: languageOf(req) }
    res.json((await openRerun(db, wanted)) satisfies OpenRerun)
  })

  function viewOf(req: Request, course: ReviewedCourse, filter: Filter): QueueView {
    const shuffledBy = course.anonymous ? shuffleKey(secret, userOf(req).id) : null
    return { courseId: course.id, filter, shuffledBy }
  }

  return router
}

const OpenQuery = ReviewFilter.extend(LanguageQuery.shape)
const SubmissionParameters = z.object({ course: z.string(), submission: z.string() })
