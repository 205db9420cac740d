import { Router, type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import { filesIn } from '../../grader/workshop/files.ts'
import type { Database } from '../../prisma/client.ts'
import { Accepted } from '../api/submission.ts'
import {
  Decision,
  EditionPreview,
  NewTry,
  NewWorkshopExercise,
  OpenEdition,
  OpenWorkshopExercise,
  SaveEdition,
  Workshop,
} from '../api/workshop.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import type { Catalogue } from '../catalogue.ts'
import { HttpError } from '../errors.ts'
import { languageOf, LanguageQuery } from '../language.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { checkDraft, checkSource } from '../source.ts'
import { demandEdition, demandWorkshop } from '../workshop/access.ts'
import { copyableIn, firstFiles } from '../workshop/begin.ts'
import { readZipBody, zipBytes } from '../workshop/body.ts'
import { askForCheck } from '../workshop/check.ts'
import { listWorkshop, openEdition, openWorkshopExercise } from '../workshop/editions.ts'
import { previewEdition, tryEdition } from '../workshop/preview.ts'
import { publishEdition, withdrawExercise } from '../workshop/publish.ts'
import { createExercise, saveEdition } from '../workshop/save.ts'
import { readZip } from '../workshop/unzip.ts'
import { writeZip } from '../workshop/zip.ts'

const course = z.object({ course: z.string() })
const ofExercise = course.extend({ slug: NewWorkshopExercise.shape.slug })
const ofEdition = ofExercise.extend({ edition: z.string() })
const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })

/** Whoever sends a zip over what they have not opened says so by leaving `basedOn` out. */
const ZipQuery = z.strictObject({
  note: SaveEdition.shape.note.optional(),
  basedOn: z
    .string()
    .optional()
    .meta({ description: 'Refused as editionNewer when there is a newer edition than this one' }),
})

const place = '/api/courses/{course}/workshop'
const forInstructors = 'For instructors.'

export const workshopPaths = {
  [place]: {
    get: {
      summary: "The course's own exercises",
      description: 'For instructors, as everything here, and for administrators of the server.',
      requestParams: { path: course },
      responses: { ...answers(200, 'The newest first', Workshop), ...refusals(401, 403, 404) },
    },
    post: {
      summary: 'Begin an exercise, from a template or from another one',
      description: `${forInstructors} Its name is the course's from then on; refused as slugTaken where it is somebody's.`,
      requestParams: { path: course },
      requestBody: json(NewWorkshopExercise),
      responses: {
        ...answers(201, 'Its first edition', OpenEdition),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  [`${place}/{slug}`]: {
    get: {
      summary: 'One of them, with its editions',
      requestParams: { path: ofExercise },
      responses: {
        ...answers(200, 'The newest first', OpenWorkshopExercise),
        ...refusals(400, 401, 403, 404),
      },
    },
    put: {
      summary: 'Save all of its files, as a new edition',
      description: `${forInstructors} Files that are as they were make no new one.`,
      requestParams: { path: ofExercise },
      requestBody: json(SaveEdition),
      responses: {
        ...answers(200, 'The edition', OpenEdition),
        ...refusals(400, 401, 403, 404, 409, 413, 429),
      },
    },
  },
  [`${place}/{slug}/zip`]: {
    post: {
      summary: 'Upload its folder as a zip: a new exercise, or a new edition',
      description: forInstructors,
      requestParams: { path: ofExercise, query: ZipQuery },
      requestBody: { content: { 'application/zip': { schema: z.string() } } },
      responses: {
        ...answers(201, 'The edition', OpenEdition),
        ...refusals(400, 401, 403, 404, 409, 413, 415, 429),
      },
    },
  },
  [`${place}/{slug}/withdraw`]: {
    post: {
      summary: 'Take it away from students; what they handed in is kept',
      description: `${forInstructors} On record.`,
      requestParams: { path: ofExercise },
      requestBody: json(Decision),
      responses: {
        ...answers(200, 'The exercise', OpenWorkshopExercise),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
  },
  [`${place}/{slug}/editions/{edition}`]: {
    get: {
      summary: 'An edition with its files, and how its check goes',
      requestParams: { path: ofEdition },
      responses: { ...answers(200, 'The edition', OpenEdition), ...refusals(400, 401, 403, 404) },
    },
  },
  [`${place}/{slug}/editions/{edition}.zip`]: {
    get: {
      summary: 'Its folder as a zip',
      requestParams: { path: ofEdition },
      responses: {
        200: {
          description: 'The zip',
          content: { 'application/zip': { schema: z.string() } },
        },
        ...refusals(400, 401, 403, 404),
      },
    },
  },
  [`${place}/{slug}/editions/{edition}/check`]: {
    post: {
      summary: 'Have it checked',
      description: `${forInstructors} A grader proves it in the sandbox; GET the edition to see how far it is.`,
      requestParams: { path: ofEdition },
      responses: {
        ...answers(202, 'Asked for', OpenEdition),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  [`${place}/{slug}/editions/{edition}/preview`]: {
    get: {
      summary: 'What a student would open',
      requestParams: { path: ofEdition, query: LanguageQuery },
      responses: {
        ...answers(200, 'The exercise', EditionPreview),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
  },
  [`${place}/{slug}/editions/{edition}/tries`]: {
    post: {
      summary: 'Have a file graded with it; counts nowhere',
      description: forInstructors,
      requestParams: { path: ofEdition },
      requestBody: json(NewTry),
      responses: {
        ...answers(202, 'Stored; follow it as a submission', Accepted),
        ...refusals(400, 401, 403, 404, 409, 413, 429),
      },
    },
  },
  [`${place}/{slug}/editions/{edition}/publish`]: {
    post: {
      summary: 'Give it to students, in place of the edition that they have',
      description: `${forInstructors} Refused as notProved unless its newest check proved it. On record.`,
      requestParams: { path: ofEdition },
      requestBody: json(Decision),
      responses: {
        ...answers(200, 'The edition', OpenEdition),
        ...refusals(400, 401, 403, 404, 409),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

interface WorkshopTools {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly catalogue: Catalogue
}

/** Exercises that instructors write in the browser or upload. Nothing of them ever runs in this process. */
export function workshopRoutes({ db, queue, catalogue }: WorkshopTools): Router {
  const router = Router()
  const { repository } = catalogue
  const saves = limitStored(db, { name: 'workshop', most: 60, minutes: 10, what: 'changes' })
  const checks = limitStored(db, { name: 'exercise check', most: 30, minutes: 10, what: 'checks' })
  const tries = limitStored(db, { name: 'edition try', most: 30, minutes: 10, what: 'tries' })

  const workshopOf = (req: Request, slug: string) => demandWorkshop(db, userOf(req), slug)
  /** Before so much is read. */
  const demandInstructor: RequestHandler = async (req, _res, next) => {
    await workshopOf(req, course.parse(req.params).course)
    next()
  }

  router.get('/api/courses/:course/workshop', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const copyable = await copyableIn(db, repository, course)
    res.json((await listWorkshop(db, course, copyable)) satisfies Workshop)
  })

  router.post('/api/courses/:course/workshop', saves, async (req, res) => {
    const { course: courseSlug } = course.parse(req.params)
    const taught = await workshopOf(req, courseSlug)
    const { slug, title, copyOf } = jsonBody(NewWorkshopExercise, req)
    const files = await firstFiles(db, repository, { course: taught, slug, title, copyOf })
    const actorId = userOf(req).id
    const id = await createExercise(db, { course: taught, actorId, slug, files, note: null })
    const opened = await openEdition(db, taught, { slug, edition: id }, catalogue.exercises)
    res.status(201).json(opened satisfies OpenEdition)
  })

  router.get('/api/courses/:course/workshop/:slug', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    res.json(
      (await openWorkshopExercise(db, course, req.params.slug)) satisfies OpenWorkshopExercise,
    )
  })

  router.put('/api/courses/:course/workshop/:slug', saves, async (req, res) => {
    const { course: courseSlug, slug: name } = ofExercise.parse(req.params)
    const course = await workshopOf(req, courseSlug)
    const wanted = jsonBody(SaveEdition, req)
    const id = await saveEdition(db, { course, actorId: userOf(req).id, slug: name, ...wanted })
    const opened = await openEdition(db, course, { slug: name, edition: id }, catalogue.exercises)
    res.json(opened satisfies OpenEdition)
  })

  router.post(
    '/api/courses/:course/workshop/:slug/zip',
    ...[demandInstructor, saves, ...readZipBody],
    async (req, res) => {
      const { course: courseSlug, slug: name } = ofExercise.parse(req.params)
      const course = await workshopOf(req, courseSlug)
      const { note = null, basedOn = null } = ZipQuery.parse(req.query)
      const read = await readZip(zipBytes(req))
      if ('refused' in read) throw zipRefused(read.refused)
      const saving = { course, actorId: userOf(req).id, slug: name, files: read.files, note }
      const isThere = await db.workshopExercise.count({
        where: { slug: name, courseId: course.id },
      })
      const id = isThere
        ? await saveEdition(db, { ...saving, basedOn })
        : await createExercise(db, saving)
      const opened = await openEdition(db, course, { slug: name, edition: id }, catalogue.exercises)
      res.status(201).json(opened satisfies OpenEdition)
    },
  )

  router.post('/api/courses/:course/workshop/:slug/withdraw', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const { reason } = jsonBody(Decision, req)
    await withdrawExercise(db, course, req.params.slug, { actorId: userOf(req).id, reason })
    await catalogue.refresh()
    res.json(
      (await openWorkshopExercise(db, course, req.params.slug)) satisfies OpenWorkshopExercise,
    )
  })

  router.get('/api/courses/:course/workshop/:slug/editions/:edition.zip', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const { slug, files } = await demandEdition(db, course, req.params, { slug: true, files: true })
    res
      .type('application/zip')
      .attachment(`${slug}.zip`)
      .send(await writeZip(slug, filesIn(files)))
  })

  router.get('/api/courses/:course/workshop/:slug/editions/:edition', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const opened = await openEdition(db, course, req.params, catalogue.exercises)
    res.set('Cache-Control', 'private, no-cache').json(opened satisfies OpenEdition)
  })

  router.post(
    '/api/courses/:course/workshop/:slug/editions/:edition/check',
    checks,
    async (req, res) => {
      const { course: courseSlug, ...named } = ofEdition.parse(req.params)
      const course = await workshopOf(req, courseSlug)
      await askForCheck(db, course, named)
      const opened = await openEdition(db, course, named, catalogue.exercises)
      res.status(202).json(opened satisfies OpenEdition)
    },
  )

  router.get('/api/courses/:course/workshop/:slug/editions/:edition/preview', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const preview = await previewEdition(db, course, req.params, languageOf(req))
    res.json(preview satisfies EditionPreview)
  })

  router.post(
    '/api/courses/:course/workshop/:slug/editions/:edition/tries',
    tries,
    async (req, res) => {
      const { course: courseSlug, ...named } = ofEdition.parse(req.params)
      const course = await workshopOf(req, courseSlug)
      const source = checkSource(checkDraft(jsonBody(NewTry, req).source))
      const stored = await tryEdition(db, queue, course, {
        ...{ ...named, userId: userOf(req).id, source },
      })
      res
        .status(202)
        .location(`/api/submissions/${stored.id}`)
        .json(stored satisfies Accepted)
    },
  )

  router.post('/api/courses/:course/workshop/:slug/editions/:edition/publish', async (req, res) => {
    const course = await workshopOf(req, req.params.course)
    const { reason } = jsonBody(Decision, req)
    const { slug, edition } = req.params
    const served = catalogue.exercises
    const deciding = { actorId: userOf(req).id, reason }
    await publishEdition(db, course, { slug, edition, served }, deciding)
    await catalogue.refresh()
    res.json((await openEdition(db, course, { slug, edition }, served)) satisfies OpenEdition)
  })

  return router
}

function zipRefused(message: string): HttpError {
  return new HttpError({ status: 400, code: 'zipRefused', message })
}
