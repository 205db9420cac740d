import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Notices } from '../../server/api/notices.ts'
import type { OpenThread, Requests, Threads } from '../../server/api/threads.ts'
import { claim, end } from './grading.ts'
import { startServer, type Answer, type Person, type TestServer } from './server.ts'

let server: TestServer
/** A failing submission of student A. */
let submission: string
/** The request about it. */
let thread: string

const ask = (who: Person, method: string, path: string, json?: unknown): Promise<Answer> =>
  server.ask(method, path, { key: server.keys[who], ...(json !== undefined && { json }) })
const noticesOf = async (who: Person) => (await ask(who, 'GET', '/api/notices')).body as Notices
const opened = async (who: Person) =>
  ((await ask(who, 'GET', `/api/threads/${thread}`)).body as OpenThread).thread
const listed = async (filter: string) =>
  (await ask('assistant', 'GET', `/api/courses/transformers/requests?filter=${filter}`))
    .body as Requests
const requests = () => `/api/submissions/${submission}/requests`
const write = (who: Person, text: string) =>
  ask(who, 'POST', `/api/threads/${thread}/messages`, { text })

beforeAll(async () => {
  server = await startServer()
  const { body } = await ask('studentA', 'POST', '/api/submissions', {
    ...{ exercise: 'attention', source: 'export {}' },
  })
  submission = (body as { id: string }).id
})
afterAll(() => server.close())

test('a regrade is asked for with a reason, once the submission is graded, one at a time', async () => {
  const early = await ask('studentA', 'POST', requests(), { reason: 'It is right' })
  expect(early.body).toMatchObject({ error: { code: 'notFinished' } })
  await end(server.db, await claim(server.db))
  expect((await ask('studentA', 'POST', requests(), { reason: '  ' })).status).toBe(400)
  const tries = await Promise.all(
    ['It is right', 'It is right!'].map((reason) =>
      ask('studentA', 'POST', requests(), { reason }),
    ),
  )
  expect(tries.map(({ status }) => status).sort()).toEqual([201, 409])
  const { body } = await ask('studentA', 'GET', `/api/submissions/${submission}/threads`)
  expect(body).toMatchObject({ mayRequest: false, threads: [{ kind: 'request', state: 'open' }] })
  thread = (body as Threads).threads[0]?.id ?? ''
})

test('the whole staff is told of a new request, and finds it in the list', async () => {
  for (const who of ['assistant', 'instructor'] as const) {
    expect(await noticesOf(who)).toMatchObject({
      unread: 1,
      notices: [{ kind: 'request', thread }],
    })
  }
  expect(await noticesOf('studentA')).toMatchObject({ unread: 0 })
  expect(await listed('open')).toMatchObject({
    counts: { open: 1, mine: 0, answered: 0, closed: 0 },
    threads: [{ id: thread, student: { name: 'Sam Student' }, messages: 1, assignee: null }],
  })
})

test('whoever takes it is named; another one has to know whom they replace', async () => {
  const assignee = `/api/threads/${thread}/assignee`
  expect((await ask('assistant', 'PUT', assignee, { take: true, instead: null })).status).toBe(200)
  const late = await ask('instructor', 'PUT', assignee, { take: true, instead: null })
  expect(late.body).toMatchObject({ error: { code: 'takenMeanwhile' } })
  expect(await opened('studentA')).toMatchObject({ assignee: { name: 'Toni Assistant' } })
  expect(await listed('mine')).toMatchObject({ threads: [{ assignee: { isMe: true } }] })
})

test('an answer tells the student, and nobody of the staff has to look any more', async () => {
  expect((await write('assistant', 'I looked: case 2 is wrong.')).status).toBe(200)
  expect(await noticesOf('studentA')).toMatchObject({
    unread: 1,
    notices: [{ kind: 'reply', submission, closed: false }],
  })
  expect(await noticesOf('instructor')).toMatchObject({ unread: 0 })
  expect(await opened('studentA')).toMatchObject({
    state: 'answered',
    messages: [
      { by: 'student', isMine: true },
      { by: 'staff', isMine: false, name: 'Toni Assistant' },
    ],
  })
})

test('when the student writes again only whoever took it is told', async () => {
  await write('studentA', 'Why?')
  expect(await opened('assistant')).toMatchObject({ state: 'open' })
  expect(await noticesOf('assistant')).toMatchObject({ unread: 1 })
  expect(await noticesOf('instructor')).toMatchObject({ unread: 0 })
})

test('closing keeps who and when; a message of the student opens it again', async () => {
  const close = `/api/threads/${thread}/close`
  await ask('assistant', 'POST', close)
  await ask('instructor', 'POST', close)
  expect(await opened('studentA')).toMatchObject({
    state: 'closed',
    closed: { by: 'staff', name: 'Toni Assistant' },
  })
  expect((await noticesOf('studentA')).notices[0]).toMatchObject({ kind: 'reply', closed: true })
  expect(await listed('closed')).toMatchObject({ counts: { open: 0, closed: 1 } })
  const closings = await server.db.auditEvent.findMany({ where: { action: 'request.close' } })
  expect(closings).toMatchObject([{ actorId: server.ids.assistant, aboutId: server.ids.studentA }])
  await write('studentA', 'One more thing')
  expect(await opened('studentA')).toMatchObject({ state: 'open', closed: null })
  await ask('studentA', 'POST', close)
  expect(await opened('assistant')).toMatchObject({ closed: { by: 'student' } })
  expect(await noticesOf('assistant')).toMatchObject({ unread: 0 })
})

test('where reviews are anonymous staff reads no name, and the student still does', async () => {
  const course = { where: { slug: 'transformers' } }
  await server.db.course.updateMany({ ...course, data: { anonymousReview: true } })
  for (const path of [
    '/api/courses/transformers/requests?filter=closed',
    `/api/threads/${thread}`,
    `/api/submissions/${submission}/threads`,
  ]) {
    const answer = await ask('assistant', 'GET', path)
    expect([path, answer.status, answer.text.includes('Sam')]).toEqual([path, 200, false])
  }
  expect(await opened('studentA')).toMatchObject({ messages: { 0: { name: 'Sam Student' } } })
  await server.db.course.updateMany({ ...course, data: { anonymousReview: false } })
})

test('notices are marked as read one by one or up to the newest that was shown, only by their owner', async () => {
  await server.db.notice.deleteMany()
  const told = await Promise.all(
    [1, 2, 3].map((day) =>
      server.db.notice.create({
        data: {
          ...{ userId: server.ids.studentB, kind: 'regrade', submissionId: submission },
          createdAt: new Date(Date.UTC(2026, 0, day)),
          data: {
            ...{ course: 'transformers', exercise: 'attention' },
            changes: [{ submission, before: 1, after: 2 }],
          },
        },
      }),
    ),
  )
  const [first, second] = told
  expect((await ask('studentA', 'POST', `/api/notices/${first?.id}/read`)).status).toBe(404)
  expect((await ask('studentB', 'POST', `/api/notices/${first?.id}/read`)).status).toBe(204)
  const before = await noticesOf('studentB')
  expect(before).toMatchObject({ unread: 2 })
  expect(before.notices[0]).toMatchObject({
    exercise: { slug: 'attention', title: expect.any(String) },
    score: { before: 1, after: 2 },
  })
  await ask('studentB', 'POST', '/api/notices/read', { until: second?.createdAt })
  expect(await noticesOf('studentB')).toMatchObject({ unread: 1 })
})

test('a run, and what was handed in for no course, cannot be asked about', async () => {
  const { userId, exerciseVersionId, assignmentId } = await server.db.submission.findUniqueOrThrow({
    where: { id: submission },
  })
  const own = {
    ...{ userId, exerciseVersionId, exercise: 'attention', source: '', lane: 0 },
    ...{ finishedAt: new Date(), verdict: 'passed' },
  }
  await server.db.submission.create({
    data: { ...own, id: 'a-run', kind: 'run', assignmentId },
  })
  await server.db.submission.create({ data: { ...own, id: 'alone', kind: 'submit' } })
  const statuses = await Promise.all(
    ['a-run', 'alone'].map(
      async (id) =>
        (await ask('studentA', 'POST', `/api/submissions/${id}/requests`, { reason: 'x' })).status,
    ),
  )
  expect(statuses).toEqual([409, 404])
})
