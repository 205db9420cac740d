import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import {
  ClusterMembers,
  Clusters,
  ClusterSources,
  ClustersQuery,
  MembersQuery,
  MisconceptionDraft,
  NewClusterAnswer,
  NewMisconception,
  SentAnswer,
  SourcesQuery,
} from '../api/clusters.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import type { Catalogue } from '../catalogue.ts'
import { answerCluster } from '../clusters/answer.ts'
import { listClusters, membersOf } from '../clusters/list.ts'
import { draftMisconception, sourcesOf } from '../clusters/name.ts'
import { notFound } from '../errors.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { demandReviewable, demandReviewer } from '../reviews/course.ts'
import { recordView } from '../viewed.ts'

const course = z.object({ course: z.string() })
const ofExercise = course.extend({
  exercise: z.string().regex(/^[a-z0-9-]{1,100}$/, 'name an exercise by its slug'),
})

export const clusterPaths = {
  '/api/courses/{course}/clusters': {
    get: {
      summary: 'Failures gathered by what went wrong',
      description: 'For assistants and instructors of the course, as all of this.',
      requestParams: { path: course, query: ClustersQuery.extend(LanguageQuery.shape) },
      responses: { ...answers(200, 'The clusters', Clusters), ...refusals(400, 401, 403, 404) },
    },
  },
  '/api/courses/{course}/clusters/{exercise}/members': {
    get: {
      summary: 'Who is, or was, in a cluster',
      requestParams: { path: ofExercise, query: MembersQuery },
      responses: {
        ...answers(200, 'A page of them', ClusterMembers),
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/clusters/{exercise}/answers': {
    post: {
      summary: 'Answer everybody who is in a cluster now',
      requestParams: { path: ofExercise },
      requestBody: { content: { 'application/json': { schema: NewClusterAnswer } } },
      responses: {
        ...answers(201, 'How many got it', SentAnswer),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  '/api/courses/{course}/clusters/{exercise}/sources': {
    get: {
      summary: 'The code of some submissions in a cluster; the view is on record',
      requestParams: { path: ofExercise, query: SourcesQuery },
      responses: { ...answers(200, 'The code', ClusterSources), ...refusals(400, 401, 403, 404) },
    },
  },
  '/api/courses/{course}/clusters/{exercise}/misconceptions': {
    post: {
      summary: 'What to add to the exercise so that it knows a mistake; writes nothing',
      requestParams: { path: ofExercise },
      requestBody: { content: { 'application/json': { schema: NewMisconception } } },
      responses: {
        ...answers(200, 'The text, and a patch', MisconceptionDraft),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

interface ClusterTools {
  readonly db: Database
  readonly catalogue: Catalogue
  /** Makes pseudonyms. */
  readonly secret: string
}

export function clusterRoutes({ db, catalogue, secret }: ClusterTools): Router {
  const { exercises } = catalogue
  const router = Router()
  const rate = limitStored(db, { name: 'cluster answer', most: 60, minutes: 60, what: 'answers' })

  router.get('/api/courses/:course/clusters', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const wanted = ClustersQuery.extend(LanguageQuery.shape).parse(req.query)
    res.json(
      (await listClusters(db, {
        ...{ course, exercises, wanted, language: languageOf(req) },
      })) satisfies Clusters,
    )
  })

  router.get('/api/courses/:course/clusters/:exercise/members', async (req, res) => {
    const course = await demandReviewer(db, userOf(req), req.params.course)
    const { cluster: key, page, section, which } = MembersQuery.parse(req.query)
    const scope = {
      courseId: course.id,
      exercise: ofExercise.parse(req.params).exercise,
      section,
      which,
    }
    res.json((await membersOf(db, { course, scope, key, page, secret })) satisfies ClusterMembers)
  })

  router.post('/api/courses/:course/clusters/:exercise/answers', rate, async (req, res) => {
    const user = userOf(req)
    const path = ofExercise.parse(req.params)
    const course = await demandReviewer(db, user, path.course)
    const wanted = jsonBody(NewClusterAnswer, req)
    const { exercise } = path
    const sent = await answerCluster(db, { course, exercise, authorId: user.id, wanted })
    res.status(201).json(sent satisfies SentAnswer)
  })

  router.get('/api/courses/:course/clusters/:exercise/sources', async (req, res) => {
    const user = userOf(req)
    const course = await demandReviewer(db, user, req.params.course)
    const exercise = demandExercise(req.params.exercise)
    const { cluster: key } = SourcesQuery.parse(req.query)
    const found = await sourcesOf(db, { course, exercise, key, secret, readerId: user.id })
    res.json(found satisfies ClusterSources)
  })

  router.post('/api/courses/:course/clusters/:exercise/misconceptions', async (req, res) => {
    const user = userOf(req)
    const course = await demandReviewer(db, user, req.params.course)
    const exercise = demandExercise(req.params.exercise)
    const wanted = jsonBody(NewMisconception, req)
    const { id, userId, exercise: slug } = await demandReviewable(db, course, wanted.submission)
    if (slug !== exercise.slug) throw notFound(`That submission is one of "${slug}".`)
    const { source } = await db.submission.findUniqueOrThrow({
      where: { id },
      select: { source: true },
    })
    await recordView(db, {
      ...{ actorId: user.id, submissionId: id, studentId: userId, courseId: course.id },
    })
    res.json(
      draftMisconception(
        exercise,
        catalogue.misconceptions(exercise),
        source,
        wanted,
      ) satisfies MisconceptionDraft,
    )
  })

  /** Throws 404 for one that this server does not have. */
  function demandExercise(slug: string): ExerciseFacts {
    const exercise = exercises.find((one) => one.slug === slug)
    if (!exercise) throw notFound(`This server has no exercise "${slug}".`)
    return exercise
  }

  return router
}
