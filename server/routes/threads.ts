import { Router, type Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import {
  NewMessage,
  NewRequest,
  OpenThread,
  Requests,
  RequestsQuery,
  ThreadAssignee,
  Threads,
} from '../api/threads.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { notFound } from '../errors.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { demandReviewer } from '../reviews/course.ts'
import { demandThread, submissionAbout } from '../threads/about.ts'
import { listRequests, openThread, threadsAbout } from '../threads/list.ts'
import { ask, assign, close, hasOpenRequest, write } from '../threads/write.ts'
import { demandVisible } from '../visibility.ts'

const PathId = z.object({ id: z.string() })
const opened = answers(200, 'The conversation as it is now', OpenThread)

export const threadPaths = {
  '/api/submissions/{id}/threads': {
    get: {
      summary: 'What a student and the staff wrote to each other about a submission',
      requestParams: { path: PathId },
      responses: { ...answers(200, 'The conversations', Threads), ...refusals(401, 404) },
    },
  },
  '/api/submissions/{id}/requests': {
    post: {
      summary: 'Ask for a regrade of your submission',
      requestParams: { path: PathId },
      requestBody: { content: { 'application/json': { schema: NewRequest } } },
      responses: {
        ...answers(201, 'The conversations about it', Threads),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  '/api/threads/{id}': {
    get: {
      summary: 'One conversation',
      requestParams: { path: PathId },
      responses: { ...opened, ...refusals(401, 404) },
    },
  },
  '/api/threads/{id}/messages': {
    post: {
      summary: 'Write to the other side; opens a closed conversation again',
      requestParams: { path: PathId },
      requestBody: { content: { 'application/json': { schema: NewMessage } } },
      responses: { ...opened, ...refusals(400, 401, 404, 429) },
    },
  },
  '/api/threads/{id}/close': {
    post: {
      summary: 'Close a conversation; who and when is kept',
      requestParams: { path: PathId },
      responses: { ...opened, ...refusals(401, 404) },
    },
  },
  '/api/threads/{id}/assignee': {
    put: {
      summary: 'Say that you answer, or that you no longer do; for staff',
      requestParams: { path: PathId },
      requestBody: { content: { 'application/json': { schema: ThreadAssignee } } },
      responses: { ...opened, ...refusals(400, 401, 403, 404, 409) },
    },
  },
  '/api/courses/{course}/requests': {
    get: {
      summary: 'Where students wait for an answer',
      description: 'For assistants and instructors of the course.',
      requestParams: { path: z.object({ course: z.string() }), query: RequestsQuery },
      responses: { ...answers(200, 'Oldest first', Requests), ...refusals(400, 401, 403, 404) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface ThreadTools {
  readonly db: Database
  readonly course: readonly ExerciseFacts[]
  /** Makes pseudonyms. */
  readonly secret: string
}

/** Conversations about submissions, and requests for a regrade. */
export function threadRoutes({ db, course: exercises, secret }: ThreadTools): Router {
  const router = Router()
  const rate = limitStored(db, { name: 'message', most: 60, minutes: 60, what: 'messages' })

  router.get('/api/submissions/:id/threads', async (req, res) => {
    res.json((await threadsFor(req, req.params.id)) satisfies Threads)
  })

  router.post('/api/submissions/:id/requests', rate, async (req, res) => {
    const { reason } = jsonBody(NewRequest, req)
    const { id } = await demandVisible(db, userOf(req), PathId.parse(req.params).id)
    const about = await submissionAbout(db, userOf(req), id)
    if (!about) {
      throw notFound(
        'This submission was handed in for no course, so there is nobody who could look at it again.',
      )
    }
    await ask(db, about, reason)
    res.status(201).json((await threadsFor(req, id)) satisfies Threads)
  })

  router.get('/api/threads/:id', async (req, res) => {
    res.json((await threadFor(req, req.params.id)) satisfies OpenThread)
  })

  router.post('/api/threads/:id/messages', rate, async (req, res) => {
    const { text } = jsonBody(NewMessage, req)
    const { id } = PathId.parse(req.params)
    await write(db, await demandThread(db, userOf(req), id), text)
    res.json((await threadFor(req, id)) satisfies OpenThread)
  })

  router.post('/api/threads/:id/close', async (req, res) => {
    await close(db, await demandThread(db, userOf(req), req.params.id))
    res.json((await threadFor(req, req.params.id)) satisfies OpenThread)
  })

  router.put('/api/threads/:id/assignee', async (req, res) => {
    const wanted = jsonBody(ThreadAssignee, req)
    await assign(db, await demandThread(db, userOf(req), req.params.id), wanted)
    res.json((await threadFor(req, req.params.id)) satisfies OpenThread)
  })

  router.get('/api/courses/:course/requests', async (req, res) => {
    const user = userOf(req)
    const course = await demandReviewer(db, user, req.params.course)
    const query = RequestsQuery.parse(req.query)
    res.json(
      (await listRequests(db, {
        ...{ course, userId: user.id, exercises, secret },
        ...query,
      })) satisfies Requests,
    )
  })

  async function threadsFor(req: Request, submission: string): Promise<Threads> {
    const user = userOf(req)
    const { id } = await demandVisible(db, user, submission)
    const about = await submissionAbout(db, user, id)
    if (!about) return { threads: [], mayRequest: false }
    const [threads, { kind, finishedAt }, isAsked] = await Promise.all([
      threadsAbout(db, about),
      db.submission.findUniqueOrThrow({
        where: { id },
        select: { kind: true, finishedAt: true },
      }),
      hasOpenRequest(db, id),
    ])
    const canBeAsked = about.side === 'student' && kind !== 'run' && finishedAt !== null
    return { threads, mayRequest: canBeAsked && !isAsked }
  }

  async function threadFor(req: Request, id: string): Promise<OpenThread> {
    return await openThread(db, await demandThread(db, userOf(req), id), { exercises, secret })
  }

  return router
}
