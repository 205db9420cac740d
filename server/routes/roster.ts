import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import {
  PersonChange,
  RosterImport,
  RosterImported,
  RosterPreview,
  RosterTable,
} from '../api/roster.ts'
import { audit } from '../audit.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { demandRole } from '../course-role.ts'
import { sendCsv } from '../csv.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { importRoster } from '../roster/import.ts'
import { changePerson, removePerson } from '../roster/person.ts'
import { planRoster } from '../roster/plan.ts'
import { resetUrl } from './passwords.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })
const person = course.extend({ user: z.string() })

export const rosterPaths = {
  '/api/courses/{course}/roster.csv': {
    get: {
      summary: 'Who is in a course, as a table for spreadsheets',
      description: 'For instructors of the course, and on record. It can be imported again.',
      requestParams: { path: course },
      responses: {
        200: {
          description: 'name, email, section, role',
          content: { 'text/csv': { schema: z.string() } },
        },
        ...refusals(401, 403, 404),
      },
    },
  },
  '/api/courses/{course}/roster/preview': {
    post: {
      summary: 'What a table of people would change',
      description: 'For instructors of the course. Changes nothing.',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: RosterTable } } },
      responses: {
        ...answers(200, 'The change, and problems by line', RosterPreview),
        ...refusals(400, 401, 403, 404, 429),
      },
    },
  },
  '/api/courses/{course}/roster': {
    post: {
      summary: 'Make the change that a preview showed',
      description: 'For instructors of the course. All of it or nothing.',
      requestParams: { path: course },
      requestBody: { content: { 'application/json': { schema: RosterImport } } },
      responses: {
        ...answers(200, 'What was changed', RosterImported),
        ...refusals(400, 401, 403, 404, 409, 429),
      },
    },
  },
  '/api/courses/{course}/people/{user}': {
    patch: {
      summary: "Change somebody's role or section",
      description: 'For instructors of the course.',
      requestParams: { path: person },
      requestBody: { content: { 'application/json': { schema: PersonChange } } },
      responses: { 204: { description: 'Changed' }, ...refusals(400, 401, 403, 404, 409) },
    },
    delete: {
      summary: 'Take somebody out of the course',
      description: 'For instructors of the course. Their work is kept.',
      requestParams: { path: person },
      responses: { 204: { description: 'They are out' }, ...refusals(401, 403, 404, 409) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface RosterTools {
  readonly db: Database
  readonly origin: string
  readonly provesAddresses: boolean
}

/** The people of a course, many at a time and one by one. */
export function rosterRoutes({ db, origin, provesAddresses }: RosterTools): Router {
  const router = Router()
  const imports = limitStored(db, {
    ...{ name: 'roster', most: 60, minutes: 15, what: 'tables of people' },
  })
  const teaches = async (...[req]: Parameters<typeof userOf>) => {
    const user = userOf(req)
    const { id, slug } = await demandRole(db, user, String(req.params['course']), ['instructor'])
    return { actorId: user.id, courseId: id, slug }
  }

  router.get('/api/courses/:course/roster.csv', async (req, res) => {
    const { actorId, courseId, slug } = await teaches(req)
    const enrolments = await db.enrolment.findMany({
      where: { courseId, user: { erasedAt: null } },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
      select: { role: true, section: true, user: { select: { name: true, email: true } } },
    })
    await audit(db, {
      ...{ actorId, courseId, action: 'roster.export', subject: `course ${courseId}` },
      after: { people: enrolments.length },
    })
    sendCsv(res, `${slug}-people.csv`, [
      ['name', 'email', 'section', 'role'],
      ...enrolments.map(({ user, section, role }) => [user.name, user.email, section, role]),
    ])
  })

  router.post('/api/courses/:course/roster/preview', imports, async (req, res) => {
    const importer = { ...(await teaches(req)), provesAddresses }
    const { preview } = await planRoster(db, jsonBody(RosterTable, req), importer)
    res.json(preview satisfies RosterPreview)
  })

  router.post('/api/courses/:course/roster', imports, async (req, res) => {
    const importer = { ...(await teaches(req)), provesAddresses }
    const { tokens, ...counts } = await importRoster(db, jsonBody(RosterImport, req), importer)
    const links = tokens.map(({ token, ...rest }) => ({ ...rest, url: resetUrl(origin, token) }))
    res.json({ ...counts, links } satisfies RosterImported)
  })

  router.patch('/api/courses/:course/people/:user', async (req, res) => {
    const { actorId, courseId } = await teaches(req)
    const userId = idIn(req.params.user)
    await changePerson(db, jsonBody(PersonChange, req), { actorId, courseId, userId })
    res.status(204).end()
  })

  router.delete('/api/courses/:course/people/:user', async (req, res) => {
    const { actorId, courseId } = await teaches(req)
    await removePerson(db, { actorId, courseId, userId: idIn(req.params.user) })
    res.status(204).end()
  })

  return router
}

/** What cannot be an id, nobody has: the database is not asked for it. */
function idIn(parameter: string): string {
  return /^[\w-]{1,64}$/.exec(parameter)?.[0] ?? ''
}
