import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import { ownWork } from '../../grader/queue/submit.ts'
import type { Database } from '../../prisma/client.ts'
import {
  Accepted,
  assignment,
  exercise,
  HintRequest,
  Hints,
  History,
  NewSubmission,
  OpenSubmission,
} from '../api/submission.ts'
import { userOf } from '../auth.ts'
import { decodeUtf8, jsonBody } from '../body.ts'
import type { Catalogue } from '../catalogue.ts'
import { findExercise } from '../find-exercise.ts'
import { assignmentFor, handIn } from '../hand-in.ts'
import { unlockHints } from '../hints.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { limitStored } from '../limits.ts'
import type { Metrics } from '../metrics.ts'
import { answers, refusals } from '../openapi.ts'
import { passedBefore } from '../passed-before.ts'
import { pseudonymOf } from '../pseudonym.ts'
import { checkSource } from '../source.ts'
import { listedFields, listedSubmission, openFields, openSubmission } from '../submission-view.ts'
import { recordView } from '../viewed.ts'
import { demandVisible, type Visible } from '../visibility.ts'

const UploadQuery = z.strictObject({ exercise, assignment })
const UploadHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'use 1 to 200 printable characters without spaces')
    .optional()
    .meta({ description: 'The same key and file again give the same submission again' }),
})

const HistoryQuery = z.strictObject({
  exercise: z.string().optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'use the `next` of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const upload = {
  description:
    'Send JSON, or the file itself with any other content type and ?exercise=… in the address.',
  requestParams: { header: UploadHeaders, query: UploadQuery.partial() },
  requestBody: {
    content: {
      'application/json': { schema: NewSubmission },
      'text/plain': { schema: z.string() },
    },
  },
  responses: {
    ...answers(202, 'Stored; it will be graded. Location says where to look', Accepted),
    ...refusals(400, 401, 403, 404, 409, 413, 429),
  },
}

export const submissionPaths = {
  '/api/submissions': {
    post: { summary: 'Hand in a solution', ...upload },
    get: {
      summary: 'Your submissions and runs, newest first',
      requestParams: { query: HistoryQuery },
      responses: { ...answers(200, 'A page of them', History), ...refusals(400, 401) },
    },
  },
  '/api/runs': { post: { summary: 'Run the shown cases only; not an attempt', ...upload } },
  '/api/submissions/{id}': {
    get: {
      summary: 'One submission with its report',
      description: 'Your own, or one of a course in which you assist or teach.',
      requestParams: { path: z.object({ id: z.string() }), query: LanguageQuery },
      responses: { ...answers(200, 'The submission', OpenSubmission), ...refusals(400, 401, 404) },
    },
  },
  '/api/submissions/{id}/hints': {
    post: {
      summary: 'Unlock hints, up to a rung of the ladder',
      description: 'Which ones a student unlocked is kept. Staff see all without unlocking any.',
      requestParams: { path: z.object({ id: z.string() }), query: LanguageQuery },
      requestBody: { content: { 'application/json': { schema: HintRequest } } },
      responses: {
        ...answers(200, 'The ladder as it is now', Hints),
        ...refusals(400, 401, 404, 409),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

interface SubmissionTools {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly catalogue: Catalogue
  readonly metrics: Metrics
  /** Makes pseudonyms. */
  readonly secret: string
}

/** Handing in, and reading what came of it. */
export function submissionRoutes({
  db,
  queue,
  catalogue,
  metrics,
  secret,
}: SubmissionTools): Router {
  const router = Router()
  const rate = limitStored(db, { name: 'hand-in', most: 60, minutes: 1, what: 'submissions' })

  for (const [path, kind] of [
    ['/api/submissions', 'submit'],
    ['/api/runs', 'run'],
  ] as const) {
    router.post(path, rate, async (req, res) => {
      const user = userOf(req)
      const wanted = uploaded(req)
      const { exercise } = await findExercise(db, catalogue, wanted.exercise)
      const source = checkSource(wanted.source)
      const headers = UploadHeaders.parse({ 'Idempotency-Key': req.get('Idempotency-Key') })
      const { submission, kind: outcome } = await handIn(db, queue, {
        ...{ userId: user.id, exercise: exercise.slug, kind, source },
        assignmentId: await assignmentFor(db, user.id, exercise, wanted.assignment),
        idempotencyKey: headers['Idempotency-Key'] ?? null,
      })
      if (outcome === 'created') metrics.submissions.inc({ kind })
      const { id, exerciseVersionId } = submission
      const version = await db.exerciseVersion.findUniqueOrThrow({
        where: { id: exerciseVersionId },
        select: { hash: true },
      })
      res
        .status(202)
        .location(`/api/submissions/${id}`)
        .json({ id, exercise: exercise.slug, exerciseVersion: version.hash } satisfies Accepted)
    })
  }

  router.get('/api/submissions', async (req, res) => {
    const { exercise, cursor, limit } = HistoryQuery.parse(req.query)
    const rows = await db.submission.findMany({
      where: { ...ownWork, userId: userOf(req).id, ...(exercise !== undefined && { exercise }) },
      orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
      ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
      take: limit + 1,
      select: listedFields,
    })
    const page = rows.slice(0, limit)
    res.json({
      submissions: page.map(listedSubmission),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    } satisfies History)
  })

  router.get('/api/submissions/:id', async (req, res) => {
    const user = userOf(req)
    const seen = await demandVisible(db, user, req.params.id)
    const { id, asStaff } = seen
    if (asStaff) {
      await recordView(db, {
        ...{ actorId: user.id, submissionId: id, studentId: seen.userId },
        courseId: seen.course?.id,
      })
    }
    const row = await db.submission.findUniqueOrThrow({ where: { id }, select: openFields })
    const built = catalogue.exercises.find(({ slug }) => slug === row.exercise)?.built
    const reader = { asStaff, built, language: languageOf(req), pseudonym: pseudonymFor(seen) }
    const opened = await openSubmission(row, reader, (report) => passedBefore(db, id, report))
    res.json(opened satisfies OpenSubmission)
  })

  router.post('/api/submissions/:id/hints', async (req, res) => {
    const { rung } = jsonBody(HintRequest, req)
    const { id, asStaff } = await demandVisible(db, userOf(req), req.params.id)
    res.json(
      (await unlockHints(db, id, { asStaff, language: languageOf(req), rung })) satisfies Hints,
    )
  })

  /** For staff of a course that reviews anonymously. */
  function pseudonymFor({ asStaff, course, userId }: Visible): string | undefined {
    return asStaff && course?.anonymousReview ? pseudonymOf(secret, course.id, userId) : undefined
  }

  return router
}

/** The submission in a JSON body, or the file in a body of any other type. */
function uploaded(req: Request): NewSubmission {
  const body: unknown = req.body
  if (!Buffer.isBuffer(body)) return jsonBody(NewSubmission, req)
  return { ...UploadQuery.parse(req.query), source: decodeUtf8(body) }
}
