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
/** What staff wrote about it. */
let thread: string
/** Of the assignment that it was handed in for. */
let rubric: string
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
  const begun = { submissionId: submission, kind: 'reply', state: 'answered' } as const
  thread = (await server.db.thread.create({ data: begun })).id
  const assignment = await server.assignmentOf('attention')
  rubric = `/api/courses/transformers/assignments/${assignment}/rubric`
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
const clusters = '/api/courses/transformers/clusters'
const assignments = '/api/courses/transformers/assignments'
/** For some of a course's people, who are added to this. */
const closed = { ...same(403), anonymous: 401, outsider: 404 }
const forOperators = { ...same(403), anonymous: 401, instructor: 200 }
const forStaff = { ...closed, assistant: 200, instructor: 200 }
const reviews = '/api/courses/transformers/reviews'
const bank = '/api/courses/transformers/bank-comments'
const workshop = '/api/courses/transformers/workshop'
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
  'get /api/courses/:course/roster.csv': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/roster.csv',
  },
  'post /api/courses/:course/roster/preview': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/roster/preview',
    asked: { json: { csv: 'ada@school.edu' } },
  },
  // Of a student whom nobody else's course knows; nobody types the right address.
  'get /api/courses/:course/people/:user/erasure': {
    statuses: { ...closed, instructor: 200 },
    path: () => `/api/courses/transformers/people/${server.ids.studentB}/erasure`,
  },
  'post /api/courses/:course/people/:user/erasure': {
    statuses: { ...closed, instructor: 400 },
    path: () => `/api/courses/transformers/people/${server.ids.studentB}/erasure`,
    asked: { json: { email: 'nobody@school.edu' } },
  },
  'get /api/courses/:course/people/:user/export': {
    statuses: { ...closed, instructor: 200 },
    path: () => `/api/courses/transformers/people/${server.ids.studentA}/export`,
  },
  'get /api/account/export': { statuses: signedIn },
  // The people of the demonstration stay, and so does the only instructor of a course.
  'get /api/account/erasure': {
    statuses: { ...same(403), anonymous: 401, studentB: 200, outsider: 409 },
  },
  'post /api/account/erasure': {
    statuses: { ...same(403), anonymous: 401, studentB: 400, outsider: 409 },
    asked: { json: { email: 'nobody@school.edu' } },
  },
  // The hash is none of a preview.
  'post /api/courses/:course/roster': {
    statuses: { ...closed, instructor: 409 },
    path: () => '/api/courses/transformers/roster',
    asked: { json: { csv: 'Ada,ada@school.edu', hash: 'none' } },
  },
  'patch /api/courses/:course/people/:user': {
    statuses: { ...closed, instructor: 404 },
    path: () => '/api/courses/transformers/people/unknown',
    asked: { json: { section: 'Mon' } },
  },
  'delete /api/courses/:course/people/:user': {
    statuses: { ...closed, instructor: 404 },
    path: () => '/api/courses/transformers/people/unknown',
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
  'get /api/courses/:course/assignments': {
    statuses: { ...closed, assistant: 403, instructor: 200 },
    path: () => assignments,
  },
  // Softmax is given already; an unknown exercise, assignment or student is 404.
  'post /api/courses/:course/assignments': {
    ...{ statuses: { ...closed, instructor: 409 }, path: () => assignments },
    asked: { json: { exercise: 'softmax' } },
  },
  'patch /api/courses/:course/assignments': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => assignments },
    asked: { json: { assignments: ['unknown'], settings: { weight: 2 } } },
  },
  'put /api/courses/:course/assignments/order': {
    ...{ statuses: { ...closed, instructor: 409 }, path: () => `${assignments}/order` },
    asked: { json: { assignments: ['unknown'] } },
  },
  'delete /api/courses/:course/assignments/:assignment': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${assignments}/unknown` },
  },
  'get /api/courses/:course/assignments/:assignment/extensions': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${assignments}/unknown/extensions`,
  },
  'put /api/courses/:course/assignments/:assignment/extensions/:user': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${assignments}/unknown/extensions/unknown`,
    asked: { json: { dueAt: '2100-01-01T00:00:00Z', reason: 'ill' } },
  },
  'delete /api/courses/:course/assignments/:assignment/extensions/:user': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${assignments}/unknown/extensions/unknown`,
  },
  'get /api/courses/:course': {
    statuses: { ...signedIn, outsider: 404 },
    path: () => '/api/courses/transformers',
  },
  'get /api/courses/:course/grades': {
    statuses: { ...closed, assistant: 200, instructor: 200 },
    path: () => '/api/courses/transformers/grades',
  },
  'get /api/courses/:course/grades.csv': {
    statuses: { ...closed, assistant: 200, instructor: 200 },
    path: () => '/api/courses/transformers/grades.csv',
  },
  // Of student A.
  'get /api/courses/:course/grades/:student': {
    statuses: { ...closed, studentA: 200, assistant: 200, instructor: 200 },
    path: () => `/api/courses/transformers/grades/${server.ids.studentA}`,
  },
  'get /api/courses/:course/statistics': {
    statuses: { ...closed, assistant: 200, instructor: 200 },
    path: () => '/api/courses/transformers/statistics',
  },
  'get /api/courses/:course/statistics/:exercise': {
    statuses: { ...closed, assistant: 200, instructor: 200 },
    path: () => '/api/courses/transformers/statistics/attention',
  },
  'get /api/courses/:course/similarity': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/similarity',
  },
  // The ids are unknown.
  'get /api/courses/:course/similarity/:left/:right': {
    statuses: { ...closed, instructor: 404 },
    path: () => '/api/courses/transformers/similarity/unknown/other',
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
  // A key makes no keys; session.test.ts makes some with cookies.
  'post /api/keys': {
    statuses: { ...same(403), anonymous: 401 },
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
  'get /api/courses/:course/reviews': {
    ...{ statuses: forStaff, path: () => reviews },
  },
  'get /api/courses/:course/review-choices': {
    ...{ statuses: forStaff, path: () => '/api/courses/transformers/review-choices' },
  },
  'put /api/courses/:course/review-settings': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/review-settings',
    asked: { json: { anonymous: false } },
  },
  'get /api/courses/:course/reviews/:submission': {
    ...{ statuses: forStaff, path: () => `${reviews}/${submission}` },
  },
  // The assistant comes first; the instructor does not know of that review.
  'put /api/courses/:course/reviews/:submission': {
    ...{ statuses: { ...forStaff, instructor: 409 }, path: () => `${reviews}/${submission}` },
    asked: { json: { done: true, comments: [], marks: [], override: null, basedOn: null } },
  },
  'post /api/courses/:course/reviews/:submission/replies': {
    statuses: { ...closed, assistant: 201, instructor: 201 },
    path: () => `${reviews}/${submission}/replies`,
    asked: { json: { text: 'Look at the mask.' } },
  },
  'post /api/courses/:course/reviews/:submission/reruns': {
    statuses: { ...closed, assistant: 202, instructor: 202 },
    path: () => `${reviews}/${submission}/reruns`,
    asked: { json: { seed: 'same' } },
  },
  // The id is unknown.
  'get /api/courses/:course/reviews/:submission/reruns/:rerun': {
    statuses: { ...closed, assistant: 404, instructor: 404 },
    path: () => `${reviews}/${submission}/reruns/unknown`,
  },
  'get /api/courses/:course/assignments/:assignment/rubric': {
    ...{ statuses: forStaff, path: () => rubric },
  },
  'post /api/courses/:course/assignments/:assignment/rubric': {
    ...{ statuses: { ...closed, instructor: 201 }, path: () => rubric },
    asked: { json: { text: 'Names its shapes', points: 1 } },
  },
  // There is one item by now.
  'put /api/courses/:course/assignments/:assignment/rubric': {
    ...{ statuses: { ...closed, instructor: 409 }, path: () => rubric },
    asked: { json: { order: [] } },
  },
  'patch /api/courses/:course/assignments/:assignment/rubric/:item': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${rubric}/unknown` },
    asked: { json: { points: 1 } },
  },
  'delete /api/courses/:course/assignments/:assignment/rubric/:item': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${rubric}/unknown` },
  },
  'get /api/courses/:course/bank-comments': { statuses: forStaff, path: () => bank },
  'post /api/courses/:course/bank-comments': {
    ...{ statuses: { ...closed, assistant: 201, instructor: 201 }, path: () => bank },
    asked: { json: { text: 'Mind the mask.' } },
  },
  'patch /api/courses/:course/bank-comments/:id': {
    statuses: { ...closed, assistant: 404, instructor: 404 },
    path: () => `${bank}/unknown`,
    asked: { json: { text: 'Mind the mask.' } },
  },
  'delete /api/courses/:course/bank-comments/:id': {
    statuses: { ...closed, assistant: 404, instructor: 404 },
    path: () => `${bank}/unknown`,
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
  'get /api/courses/:course/clusters': { statuses: forStaff, path: () => clusters },
  'get /api/courses/:course/clusters/:exercise/members': {
    ...{ statuses: forStaff, path: () => `${clusters}/attention/members?cluster=X1` },
  },
  'post /api/courses/:course/clusters/:exercise/answers': {
    statuses: { ...closed, assistant: 201, instructor: 201 },
    path: () => `${clusters}/attention/answers`,
    asked: { json: { cluster: 'X1', to: 'all', students: 1, text: 'Look at the rows' } },
  },
  'get /api/courses/:course/clusters/:exercise/sources': {
    ...{ statuses: forStaff, path: () => `${clusters}/attention/sources?cluster=X1` },
  },
  'post /api/courses/:course/clusters/:exercise/misconceptions': {
    ...{ statuses: forStaff, path: () => `${clusters}/attention/misconceptions` },
    asked: {
      get json() {
        return { submission, name: 'newMistake', sameAs: 'attention', hints: ['Why?', 'So.'] }
      },
    },
  },
  'get /api/courses/:course/workshop': {
    statuses: { ...closed, instructor: 200 },
    path: () => workshop,
  },
  'post /api/courses/:course/workshop': {
    ...{ statuses: { ...closed, instructor: 201 }, path: () => workshop },
    asked: { json: { slug: 'row-sums', title: 'Row sums' } },
  },
  // There is no other exercise.
  'get /api/courses/:course/workshop/:slug': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown`,
  },
  'put /api/courses/:course/workshop/:slug': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${workshop}/unknown` },
    asked: { json: { files: { 'stub.ts': '' }, basedOn: 'unknown' } },
  },
  // The file is no zip.
  'post /api/courses/:course/workshop/:slug/zip': {
    ...{ statuses: { ...closed, instructor: 400 }, path: () => `${workshop}/unknown/zip` },
    asked: { body: 'PK', headers: { 'Content-Type': 'application/zip' } },
  },
  'post /api/courses/:course/workshop/:slug/withdraw': {
    ...{ statuses: { ...closed, instructor: 404 }, path: () => `${workshop}/unknown/withdraw` },
    asked: { json: { reason: 'Wrong' } },
  },
  'get /api/courses/:course/workshop/:slug/editions/:edition': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown`,
  },
  'get /api/courses/:course/workshop/:slug/editions/:edition.zip': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown.zip`,
  },
  'get /api/courses/:course/workshop/:slug/editions/:edition/preview': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown/preview`,
  },
  'post /api/courses/:course/workshop/:slug/editions/:edition/check': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown/check`,
    asked: { json: {} },
  },
  'post /api/courses/:course/workshop/:slug/editions/:edition/tries': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown/tries`,
    asked: { json: { source: 'export {}' } },
  },
  'post /api/courses/:course/workshop/:slug/editions/:edition/publish': {
    statuses: { ...closed, instructor: 404 },
    path: () => `${workshop}/unknown/editions/unknown/publish`,
    asked: { json: { reason: 'Better' } },
  },
  'put /api/operations/editions/:edition/trust': {
    statuses: { ...forOperators, instructor: 404 },
    path: () => '/api/operations/editions/unknown/trust',
    asked: { json: { trusted: true, reason: 'Read' } },
  },
  'get /api/submissions/:id/threads': {
    ...{ statuses: ownOrStaff, path: () => `/api/submissions/${submission}/threads` },
  },
  // Only its own student asks for a regrade.
  'post /api/submissions/:id/requests': {
    statuses: { ...ownOrStaff, studentA: 201, assistant: 403, instructor: 403 },
    path: () => `/api/submissions/${submission}/requests`,
    asked: { json: { reason: 'The second case is right' } },
  },
  'get /api/threads/:id': { statuses: ownOrStaff, path: () => `/api/threads/${thread}` },
  'post /api/threads/:id/messages': {
    ...{ statuses: ownOrStaff, path: () => `/api/threads/${thread}/messages` },
    asked: { json: { text: 'Thank you' } },
  },
  'post /api/threads/:id/close': {
    ...{ statuses: ownOrStaff, path: () => `/api/threads/${thread}/close` },
  },
  'put /api/threads/:id/assignee': {
    ...{
      statuses: { ...ownOrStaff, studentA: 403 },
      path: () => `/api/threads/${thread}/assignee`,
    },
    asked: { json: { take: false, instead: null } },
  },
  'get /api/courses/:course/requests': {
    ...{ statuses: forStaff, path: () => '/api/courses/transformers/requests' },
  },
  'get /api/notices': { statuses: signedIn },
  'post /api/notices/read': {
    statuses: { ...same(204), anonymous: 401 },
    asked: { json: { until: '2026-01-01T00:00:00.000Z' } },
  },
  'get /api/courses/:course/audit': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/audit',
  },
  'get /api/courses/:course/audit/choices': {
    statuses: { ...closed, instructor: 200 },
    path: () => '/api/courses/transformers/audit/choices',
  },
  // The instructor runs the server here.
  'get /api/operations': { statuses: forOperators },
  'put /api/operations/pauses/:lane': {
    ...{ statuses: forOperators, path: () => '/api/operations/pauses/validation' },
    asked: { json: { reason: 'An update' } },
  },
  'delete /api/operations/pauses/:lane': {
    ...{ statuses: forOperators, path: () => '/api/operations/pauses/validation' },
  },
  // The worker is unknown.
  'put /api/operations/workers/:worker/drain': {
    statuses: { ...forOperators, instructor: 404 },
    path: () => '/api/operations/workers/unknown/drain',
    asked: { json: { reason: 'An update' } },
  },
  'delete /api/operations/workers/:worker/drain': {
    statuses: { ...forOperators, instructor: 404 },
    path: () => '/api/operations/workers/unknown/drain',
  },
  // The id is unknown.
  'post /api/notices/:id/read': {
    ...{ statuses: { ...same(404), anonymous: 401 }, path: () => '/api/notices/unknown/read' },
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
