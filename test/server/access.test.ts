import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { apiPaths } from '../../server/app.ts'
import { describeApi } from '../../server/openapi.ts'
import { newToken } from '../../server/tokens.ts'
import { claim, end } from './grading.ts'
import { people, startServer, type Asked, type Person, type TestServer } from './server.ts'
import { routesOf } from './routes.ts'

type Who = Person | 'anonymous'
const everybody: readonly Who[] = ['anonymous', ...people]

let server: TestServer
/** A finished submission of student A. */
let submission: string
/** The token of an invitation into a course that nobody is in. */
let invite: string

beforeAll(async () => {
  server = await startServer()
  await server.db.user.update({ where: { id: server.ids.instructor }, data: { isAdmin: true } })
  const { body } = await server.ask('POST', '/api/submissions', {
    key: server.keys.studentA,
    json: { exercise: 'attention', source: 'export {}' },
  })
  submission = (body as { id: string }).id
  await end(server.db, await claim(server.db))
  const { token, hash } = newToken()
  const open = { role: 'student', tokenHash: hash } as const
  await server.db.course.create({
    data: { slug: 'empty', title: 'Empty', invites: { create: open } },
  })
  invite = token
})
afterAll(() => server.close())

const file: Asked = { json: { exercise: 'softmax', source: 'export {}' } }
const same = (status: number): Record<Who, number> => ({
  ...{ anonymous: status, studentA: status, studentB: status },
  ...{ assistant: status, instructor: status, outsider: status },
})
const members = { ...same(202), anonymous: 401 }
const signedIn = { ...same(200), anonymous: 401 }
const draft = '/api/drafts/attention'
const regrades = '/api/courses/transformers/regrades'
/** For some of a course's people, who are added to this. */
const closed = { ...same(403), anonymous: 401, outsider: 404 }
const ownOrStaff = { ...signedIn, studentB: 404, outsider: 404 }

/** What everybody gets from every route. A route that is missing here fails the test below. */
const wanted: Record<
  string,
  { statuses: Record<Who, number>; path?: () => string; asked?: Asked }
> = {
  'get /': { statuses: same(200) },
  'get /healthz': { statuses: same(200) },
  'get /metrics': {
    // As if it came through a proxy: from the machine itself everybody may.
    statuses: { ...same(403), anonymous: 401, instructor: 200 },
    asked: { headers: { 'X-Forwarded-For': '203.0.113.7' } },
  },
  'get /api/openapi.json': { statuses: same(200) },
  'post /api/session/demo': { statuses: same(201), asked: { json: { role: 'student' } } },
  'get /api/session': { statuses: same(200) },
  'delete /api/session': { statuses: same(204) },
  'get /api/session/options': { statuses: same(200) },
  'post /api/session/password': {
    statuses: same(401),
    asked: { json: { email: 'nobody@school.edu', password: 'wrong' } },
  },
  'delete /api/sessions': { statuses: { ...same(204), anonymous: 401 } },
  // No provider is set up here.
  'get /api/session/provider': { statuses: same(404) },
  'get /api/session/provider/callback': { statuses: same(404) },
  'post /api/accounts': {
    statuses: same(404),
    asked: {
      json: { name: 'N', email: 'n@school.edu', password: 'long enough', invite: 'unknown' },
    },
  },
  'patch /api/account': { statuses: signedIn, asked: { json: { language: 'en' } } },
  // Nobody here has a password.
  'put /api/account/password': {
    statuses: { ...same(409), anonymous: 401 },
    asked: { json: { current: 'none', next: 'long enough' } },
  },
  'post /api/passwords/forgotten': {
    statuses: same(202),
    asked: {
      // Another one each time: the sixth in an hour for one address is refused.
      get json() {
        return { email: `${randomUUID()}@school.edu` }
      },
    },
  },
  'put /api/passwords': {
    statuses: same(404),
    asked: { json: { token: 'unknown', password: 'long enough' } },
  },
  'get /api/invites/:token': { statuses: same(200), path: () => `/api/invites/${invite}` },
  'post /api/invites/:token': {
    statuses: { ...same(201), anonymous: 401 },
    path: () => `/api/invites/${invite}`,
  },
  'get /api/courses/:course/people': {
    statuses: { ...closed, assistant: 200, instructor: 200 },
    path: () => '/api/courses/transformers/people',
  },
  'post /api/courses/:course/people/:user/password-link': {
    statuses: { ...closed, instructor: 201 },
    path: () => `/api/courses/transformers/people/${server.ids.studentA}/password-link`,
  },
  'get /api/courses/:course/invites': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/invites',
  },
  'post /api/courses/:course/invites': {
    statuses: { ...closed, instructor: 201 },
    path: () => '/api/courses/transformers/invites',
    asked: { json: { role: 'student' } },
  },
  // The id is unknown.
  'delete /api/courses/:course/invites/:id': {
    statuses: { ...closed, instructor: 404 },
    path: () => '/api/courses/transformers/invites/unknown',
  },
  'get /api/exercises': { statuses: same(200) },
  'get /api/exercises/:slug': { statuses: same(200), path: () => '/api/exercises/attention' },
  'get /api/courses/:course': {
    statuses: { ...signedIn, outsider: 404 },
    path: () => '/api/courses/transformers',
  },
  // Everybody has drafts of their own.
  'get /api/drafts/:exercise': { statuses: signedIn, path: () => draft },
  'put /api/drafts/:exercise': {
    ...{ statuses: signedIn, path: () => draft },
    asked: { json: { source: 'x', revision: 0, exerciseVersion: 'any' } },
  },
  'delete /api/drafts/:exercise': {
    ...{ statuses: { ...same(204), anonymous: 401 }, path: () => draft },
  },
  'get /api/keys': { statuses: signedIn },
  'post /api/keys': {
    statuses: { ...same(201), anonymous: 401 },
    asked: { json: { name: 'laptop' } },
  },
  // Of student A; only a key's owner can revoke it, and here nobody does: the id is unknown.
  'delete /api/keys/:id': {
    statuses: { ...same(404), anonymous: 401 },
    path: () => '/api/keys/unknown',
  },
  'post /api/submissions': { statuses: members, asked: file },
  'post /api/runs': { statuses: members, asked: file },
  'get /api/submissions': { statuses: signedIn },
  'get /api/submissions/:id': {
    statuses: ownOrStaff,
    path: () => `/api/submissions/${submission}`,
  },
  'post /api/submissions/:id/hints': {
    ...{ statuses: ownOrStaff, path: () => `/api/submissions/${submission}/hints` },
    asked: { json: { rung: 1 } },
  },
  'get /api/submissions/:id/events': {
    statuses: ownOrStaff,
    path: () => `/api/submissions/${submission}/events`,
  },
  'get /api/courses/:course/regrade-scope': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/regrade-scope?exercise=attention&which=latest',
  },
  'get /api/courses/:course/regrades': {
    statuses: { ...closed, instructor: 200 },
    path: () => regrades,
  },
  'post /api/courses/:course/regrades': {
    ...{ statuses: { ...closed, instructor: 201 }, path: () => regrades },
    asked: { json: { exercise: 'attention', scope: { which: 'latest' }, reason: 'A wider limit' } },
  },
  // The id is unknown.
  'get /api/courses/:course/regrades/:id': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${regrades}/unknown`,
  },
  'get /api/courses/:course/regrades/:id/changes': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${regrades}/unknown/changes`,
  },
  'post /api/courses/:course/regrades/:id/publish': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${regrades}/unknown/publish` },
    asked: { json: { fingerprint: 'any', reason: 'A wider limit' } },
  },
  'post /api/courses/:course/regrades/:id/undo': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${regrades}/unknown/undo` },
    asked: { json: {} },
  },
  'post /api/courses/:course/regrades/:id/discard': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${regrades}/unknown/discard` },
    asked: { json: {} },
  },
}

test('every route says who may use it', () => {
  const routes = routesOf(server.app.express).map(({ method, path }) => `${method} ${path}`)
  expect(routes.sort()).toEqual(Object.keys(wanted).sort())
})

test('every route is in the OpenAPI document, and nothing else', () => {
  const document = describeApi('0.0.0', apiPaths)
  const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const routes = routesOf(server.app.express).map(
    ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
  )
  expect(described.sort()).toEqual(routes.sort())
})

test('the served document is OpenAPI 3.1 with the schemas that requests are checked with', async () => {
  const { body } = await server.ask('GET', '/api/openapi.json')
  expect(body).toMatchObject({
    openapi: '3.1.0',
    components: {
      schemas: {
        NewSubmission: { required: ['exercise', 'source'], additionalProperties: false },
        Submission: { properties: { queuedAt: { type: 'string', format: 'date-time' } } },
      },
    },
  })
})

describe('who gets what', () => {
  for (const [route, { statuses, path, asked }] of Object.entries(wanted)) {
    test.each(everybody)(`${route} as %s`, async (who) => {
      const [method, pattern] = route.split(' ') as [string, string]
      const answer = await server.ask(method.toUpperCase(), path?.() ?? pattern, {
        ...asked,
        ...(who !== 'anonymous' && { key: server.keys[who] }),
      })
      expect(answer.status).toBe(statuses[who])
    })
  }
})

test("nobody can revoke another one's key", async () => {
  const { studentA, studentB } = server.keys
  const { body } = await server.ask('GET', '/api/keys', { key: studentA })
  const [mine] = (body as { keys: { id: string }[] }).keys
  const path = `/api/keys/${mine?.id}`
  expect((await server.ask('DELETE', path, { key: studentB })).status).toBe(404)
  expect((await server.ask('DELETE', path, { key: studentA })).status).toBe(204)
})
