import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ClusterMembers, Clusters } from '../../server/api/clusters.ts'
import type { Notices } from '../../server/api/notices.ts'
import type { Threads } from '../../server/api/threads.ts'
import { claim, end } from './grading.ts'
import { startServer, type Answer, type Person, type TestServer } from './server.ts'

const clusters = '/api/courses/transformers/clusters'
let server: TestServer
/** The newest failing submission of each student. */
const submissions: Partial<Record<Person, string>> = {}

const ask = (who: Person, method: string, path: string, json?: unknown): Promise<Answer> =>
  server.ask(method, path, { key: server.keys[who], ...(json !== undefined && { json }) })

async function fail(who: Person): Promise<void> {
  const { body } = await ask(who, 'POST', '/api/submissions', {
    exercise: 'attention',
    source: 'export function attention() { return 0 }',
  })
  submissions[who] = (body as { id: string }).id
  await end(server.db, await claim(server.db))
}

const listed = async (query = '') =>
  (await ask('assistant', 'GET', `${clusters}${query}`)).body as Clusters

beforeAll(async () => {
  server = await startServer()
  await fail('studentA')
  await fail('studentA')
})
afterAll(() => server.close())

test('failures are gathered by misconception, with how many students are in it now', async () => {
  const { exercise, exercises, students, days, clusters: found } = await listed()
  expect({ exercise, students, days: days.length }).toEqual({
    ...{ exercise: 'attention', students: 1, days: 1 },
  })
  expect(exercises).toMatchObject([{ slug: 'attention', failures: 2 }])
  expect(found).toMatchObject([
    {
      ...{ key: 'X1', misconception: { id: 'X1', sameAs: null }, failedCase: 'second' },
      ...{ finding: 'values', here: 1, passed: 0, attempts: 2, perDay: [2] },
      ...{ unanswered: 1, lastAnswer: null },
    },
  ])
})

test('an answer reaches the newest submission of everybody in the cluster, once, and tells them', async () => {
  const answers = `${clusters}/attention/answers`
  const answer = { cluster: 'X1', to: 'all', text: 'What does a row sum to?' }
  const refused = await ask('assistant', 'POST', answers, { ...answer, students: 2 })
  expect(refused.body).toMatchObject({ error: { code: 'otherStudents', details: { students: 1 } } })
  const sent = await ask('assistant', 'POST', answers, { ...answer, students: 1 })
  expect([sent.status, sent.body]).toMatchObject([201, { students: 1 }])

  const { body } = await ask('studentA', 'GET', `/api/submissions/${submissions.studentA}/threads`)
  expect((body as Threads).threads).toMatchObject([
    { kind: 'reply', state: 'answered', messages: [{ by: 'staff', text: answer.text }] },
  ])
  const notices = (await ask('studentA', 'GET', '/api/notices')).body as Notices
  expect(notices).toMatchObject({
    unread: 1,
    notices: [{ kind: 'reply', submission: submissions.studentA, course: 'transformers' }],
  })
  const rows = await server.db.auditEvent.findMany({ where: { action: 'submission.reply' } })
  expect(rows).toMatchObject([{ actorId: server.ids.assistant, aboutId: server.ids.studentA }])
})

test('whoever joins the cluster later is new, and can be offered the same answer alone', async () => {
  await fail('studentB')
  expect((await listed()).clusters).toMatchObject([
    { here: 2, unanswered: 1, lastAnswer: { text: 'What does a row sum to?', students: 1 } },
  ])
  const same = { cluster: 'X1', to: 'new', text: 'What does a row sum to?', students: 1 }
  expect((await ask('instructor', 'POST', `${clusters}/attention/answers`, same)).status).toBe(201)
  expect((await listed()).clusters).toMatchObject([{ here: 2, unanswered: 0 }])
  expect(await server.db.message.count()).toBe(2)
})

test('two of the staff who answer at once do not answer the same new students twice', async () => {
  await server.db.message.deleteMany()
  const same = { cluster: 'X1', to: 'new', text: 'Look at the rows', students: 2 }
  const sent = await Promise.all(
    (['assistant', 'instructor'] as const).map((who) =>
      ask(who, 'POST', `${clusters}/attention/answers`, same),
    ),
  )
  expect(sent.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await server.db.message.count()).toBe(2)
})

test('members lead to their submissions; in an anonymous course neither names nor times are told', async () => {
  const path = `${clusters}/attention/members?cluster=X1`
  const open = (await ask('assistant', 'GET', path)).body as ClusterMembers
  expect(open.members.map(({ student }) => student.name)).toEqual(['Sam Student', 'Sandy'])
  expect(open.members.map(({ submission }) => submission)).toEqual([
    submissions.studentA,
    submissions.studentB,
  ])
  await server.db.course.updateMany({
    where: { slug: 'transformers' },
    data: { anonymousReview: true },
  })
  const hidden = await ask('assistant', 'GET', path)
  expect(hidden.text).not.toMatch(/Sam|Sandy/)
  for (const { student, handedInAt } of (hidden.body as ClusterMembers).members) {
    expect(student).toMatchObject({ id: null, name: null, pseudonym: expect.any(String) })
    expect(handedInAt).toBeNull()
  }
  expect((await listed()).clusters).toMatchObject([{ perDay: null }])
  const sources = await ask('assistant', 'GET', `${clusters}/attention/sources?cluster=X1`)
  expect(sources.text).not.toMatch(/Sam|Sandy/)
})

test('code that staff looks at to name a mistake is on record; the file is made and nothing written', async () => {
  const viewed = await server.db.auditEvent.findMany({ where: { action: 'submission.view' } })
  expect(viewed.map(({ aboutId }) => aboutId).sort()).toEqual(
    [server.ids.studentA, server.ids.studentB].sort(),
  )
  const mistake = {
    ...{ submission: submissions.studentA, name: 'alwaysZero', sameAs: 'zero' },
    hints: ['What does your function return?', 'It returns 0.'],
  }
  const path = `${clusters}/attention/misconceptions`
  const made = await ask('assistant', 'POST', path, mistake)
  expect(made.body).toMatchObject({
    file: 'exercises/attention/misconceptions.ts',
    code: 'export function alwaysZero() { return 0 }',
    patch: expect.stringContaining('+export function alwaysZero()'),
  })
  const taken = await ask('assistant', 'POST', path, { ...mistake, name: 'withoutScale' })
  expect(taken.body).toMatchObject({ error: { code: 'nameTaken' } })
})

test.each([
  ['clusters?exercise=no%00', 400],
  ['clusters?section=a%00', 400],
  ['clusters/attention/members?cluster=none', 404],
  ['clusters/nothing/sources?cluster=X1', 404],
  ['clusters/No!/members?cluster=X1', 400],
])('%s is refused with %i', async (path, status) => {
  expect((await ask('assistant', 'GET', `/api/courses/transformers/${path}`)).status).toBe(status)
})
