import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { AssignmentConflict, Assignments, Extensions } from '../../server/api/assignments.ts'
import type { CourseExercise, OpenCourse } from '../../server/api/course.ts'
import { gradeNext, secretNumber } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
let softmax: string
let attention: string
beforeAll(async () => {
  server = await startServer()
  softmax = await server.assignmentOf('softmax')
  attention = await server.assignmentOf('attention')
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.submission.deleteMany()
  await server.db.extension.deleteMany()
  await server.db.notice.deleteMany()
  await server.db.rateCount.deleteMany()
  await server.db.course.updateMany({ data: { timeZone: 'Europe/Berlin' } })
  await change({ assignments: [softmax, attention], settings: free })
})

const free = {
  ...{ opensAt: null, dueAt: null, latePolicy: null, attemptLimit: null },
  ...{ cooldownSeconds: null, disclosure: null, weight: 1, isHidden: false },
}
const base = '/api/courses/transformers/assignments'
const ask = (method: string, path = '', json?: unknown, who: Person = 'instructor') =>
  server.ask(method, base + path, {
    key: server.keys[who],
    ...(json !== undefined && { json }),
  })
const change = (json: object) => ask('PATCH', '', json)
const set = (settings: object) => change({ assignments: [softmax], settings })
const list = async () => (await ask('GET')).body as Assignments
const listed = async (exercise: string) =>
  (await list()).assignments.find((one) => one.exercise === exercise)

const submit = (path = '/api/submissions', exercise = 'softmax', who: Person = 'studentA') =>
  server.ask('POST', path, {
    key: server.keys[who],
    json: { exercise, source: 'export {}' },
  })
const seen = async (exercise: string, who: Person = 'studentA') => {
  const { body } = await server.ask('GET', '/api/courses/transformers', { key: server.keys[who] })
  return (body as OpenCourse).tracks
    .flatMap(({ exercises }) => exercises)
    .find(({ slug }) => slug === exercise) as CourseExercise
}
const hour = 3_600_000
const inHours = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * hour)
const codeOf = (answer: { body: unknown }) =>
  (answer.body as { error?: { code: string } }).error?.code
const lastAudit = async (action: string) =>
  await server.db.auditEvent.findFirst({ where: { action }, orderBy: { id: 'desc' } })

describe('an assignment', () => {
  test('is listed with how many students handed in and passed', async () => {
    await submit()
    await gradeNext(server.db)
    await submit()
    await gradeNext(server.db)
    await submit('/api/submissions', 'softmax', 'instructor')
    await gradeNext(server.db)
    await server.db.submission.updateMany({
      where: { userId: server.ids.studentA },
      data: { verdict: 'passed' },
    })
    expect((await list()).students).toBe(2)
    expect(await listed('softmax')).toMatchObject({ handedIn: 1, passed: 1, isRemovable: false })
    expect(await listed('attention')).toMatchObject({ handedIn: 0, passed: 0, isRemovable: true })
  })

  test('changes as far as it is told, and the record says what was before', async () => {
    const dueAt = inHours(48).toISOString()
    await set({ dueAt, weight: 2 })
    await set({ weight: 3 })
    expect(await listed('softmax')).toMatchObject({ dueAt, weight: 3, attemptLimit: null })
    expect(await lastAudit('assignment.change')).toMatchObject({
      ...{ subject: `assignment ${softmax}`, actorId: server.ids.instructor },
      ...{ before: { weight: 2 }, after: { weight: 3 } },
    })
  })

  test('that somebody changed meanwhile is not changed by who saw the settings before, and is shown', async () => {
    const before = { ...free, weight: 2 }
    await set(before)
    const dueAt = inHours(48).toISOString()
    const steps = [{ hours: 24, credit: 0.5 }]
    await set({ dueAt, latePolicy: steps })
    const late = (settings: object, seen: object) =>
      change({ assignments: [softmax], settings, seen })
    const refused = await late({ weight: 3 }, before)
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'assignmentChanged' } },
    })
    const { details } = (refused.body as { error: { details: AssignmentConflict } }).error
    const now = { ...before, dueAt, latePolicy: steps }
    expect(details).toEqual({ settings: now, changedBy: 'Iris Instructor' })
    expect(await listed('softmax')).toMatchObject({ weight: 2 })
    expect((await late({ weight: 3 }, details.settings)).status).toBe(200)
    expect(await listed('softmax')).toMatchObject({ weight: 3, dueAt })
  })

  test.each([
    ['settings.weight', { weight: -1 }],
    ['settings.dueAt', { dueAt: '2026-09-30T23:59' }],
    ['settings.attemptLimit', { attemptLimit: 0 }],
    ['settings.disclosure', { disclosure: 'nothing' }],
    ['settings', { position: 3 }],
    [
      'settings.latePolicy',
      {
        latePolicy: [
          { hours: 24, credit: 0.5 },
          { hours: 48, credit: 0.8 },
        ],
      },
    ],
  ])('is not changed with a wrong %s', async (field, settings) => {
    expect(await set(settings)).toMatchObject({
      status: 400,
      body: { error: { details: [{ field }] } },
    })
  })

  test('does not open after it is due, and then nothing of the change is kept', async () => {
    const [opensAt, dueAt] = [inHours(5).toISOString(), inHours(4).toISOString()]
    const answer = await change({ assignments: [attention, softmax], settings: { opensAt, dueAt } })
    expect(answer.status).toBe(400)
    expect(await listed('attention')).toMatchObject({ opensAt: null, dueAt: null })
  })

  test('is moved with others by days of the course, over the end of summer time, with its extensions', async () => {
    // 23:59 in Berlin, before and after the night in which clocks went back.
    const [before, after] = ['2026-10-24T21:59:00.000Z', '2026-10-31T22:59:00.000Z']
    await change({ assignments: [softmax, attention], settings: { dueAt: before } })
    await ask('PUT', `/${softmax}/extensions/${server.ids.studentA}`, {
      ...{ dueAt: '2026-10-25T12:00:00Z', reason: 'ill' },
    })
    await change({ assignments: [softmax, attention], shift: { days: 7 } })
    expect([await listed('softmax'), await listed('attention')]).toMatchObject([
      { dueAt: after },
      { dueAt: after },
    ])
    const extension = await server.db.extension.findFirstOrThrow()
    expect(extension.dueAt).toEqual(new Date('2026-11-01T12:00:00Z'))
  })

  test('of another course is not changed', async () => {
    const { id } = await server.db.course.findFirstOrThrow({ where: { slug: 'other' } })
    const other = await server.db.assignment.create({
      data: { courseId: id, exercise: 'softmax', position: 0 },
    })
    const answer = await change({ assignments: [softmax, other.id], settings: { weight: 9 } })
    expect(answer.status).toBe(404)
    expect(await listed('softmax')).toMatchObject({ weight: 1 })
    await server.db.assignment.delete({ where: { id: other.id } })
  })

  test('is taken away while nobody touched it, and given again at the end', async () => {
    expect((await ask('DELETE', `/${attention}`)).status).toBe(200)
    expect((await list()).available).toMatchObject([{ slug: 'attention' }])
    expect((await ask('POST', '', { exercise: 'attention' })).status).toBe(200)
    expect(codeOf(await ask('POST', '', { exercise: 'attention' }))).toBe('alreadyGiven')
    expect((await ask('POST', '', { exercise: 'nowhere' })).status).toBe(404)
    attention = await server.assignmentOf('attention')
    expect((await list()).assignments.at(-1)?.id).toBe(attention)
  })

  test('with submissions stays, and can be hidden: students neither see it nor hand in', async () => {
    await submit()
    await gradeNext(server.db)
    expect(codeOf(await ask('DELETE', `/${softmax}`))).toBe('hasSubmissions')
    await set({ isHidden: true })
    expect(await seen('softmax')).toBeUndefined()
    await submit()
    expect(await server.db.submission.count({ where: { assignmentId: softmax } })).toBe(1)
  })

  test('takes its place in an order that names them all', async () => {
    const ids = (await list()).assignments.map(({ id }) => id)
    const wanted = ids.toReversed()
    expect((await ask('PUT', '/order', { assignments: wanted })).status).toBe(200)
    expect((await list()).assignments.map(({ id }) => id)).toEqual(wanted)
    for (const wrong of [ids.slice(1), [...ids, ids[0]], ids.with(0, ids[1]!)]) {
      expect(codeOf(await ask('PUT', '/order', { assignments: wrong }))).toBe('otherAssignments')
    }
    await ask('PUT', '/order', { assignments: ids })
  })
})

describe('handing in', () => {
  const latePolicy = [
    { hours: 24, credit: 0.8 },
    { hours: 72, credit: 0.5 },
  ]

  test('late is taken inside the late policy and refused after it', async () => {
    const dueAt = inHours(-30)
    await set({ dueAt: dueAt.toISOString(), latePolicy })
    expect((await submit()).status).toBe(202)
    expect(await seen('softmax')).toMatchObject({
      late: [
        { until: new Date(dueAt.getTime() + 24 * hour).toISOString(), credit: 0.8 },
        { until: new Date(dueAt.getTime() + 72 * hour).toISOString(), credit: 0.5 },
      ],
    })
    await set({ dueAt: inHours(-73).toISOString() })
    expect(codeOf(await submit())).toBe('pastDue')
  })

  test('is possible until the own date of a student with an extension', async () => {
    await set({ dueAt: inHours(-1).toISOString() })
    const dueAt = inHours(20).toISOString()
    const path = `/${softmax}/extensions/${server.ids.studentA}`
    expect((await ask('PUT', path, { dueAt, reason: 'ill' })).status).toBe(200)
    expect((await submit()).status).toBe(202)
    expect(codeOf(await submit('/api/submissions', 'softmax', 'studentB'))).toBe('pastDue')
    expect(await seen('softmax')).toMatchObject({ dueAt, isExtended: true })
    expect(await seen('softmax', 'studentB')).toMatchObject({ isExtended: false })
  })

  test('waits for the pause between attempts; what was replaced or run asks for none', async () => {
    await set({ cooldownSeconds: 600 })
    await submit('/api/runs')
    await gradeNext(server.db)
    expect((await submit()).status).toBe(202)
    expect((await submit()).status).toBe(202)
    await gradeNext(server.db)
    const refused = await submit()
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'tooSoon' } } })
    const { details } = (refused.body as { error: { details: { at: string } } }).error
    expect(await seen('softmax')).toMatchObject({
      ...{ cooldownSeconds: 600, nextAttemptAt: details.at },
    })
    expect((await submit('/api/runs')).status).toBe(202)
    await gradeNext(server.db)
    const longAgo = new Date(Date.now() - 601_000)
    await server.db.submission.updateMany({ data: { queuedAt: longAgo } })
    expect(await seen('softmax')).toMatchObject({ nextAttemptAt: null })
    expect((await submit()).status).toBe(202)
  })
})

describe('a report', () => {
  const read = async (id: string, who: Person = 'studentA') =>
    await server.ask('GET', `/api/submissions/${id}`, { key: server.keys[who] })

  test.each([
    ['name', '/api/submissions'],
    ['name', '/api/runs'],
    ['diagnosis', '/api/submissions'],
  ])('shows its student no more than the assignment allows: %s of %s', async (most, path) => {
    const { id } = (await submit(path)).body as { id: string }
    await gradeNext(server.db, 'full')
    expect((await read(id)).text).toContain(`${secretNumber}`)
    await set({ disclosure: most })
    const { text, body } = await read(id)
    expect(text).not.toContain(`${secretNumber}`)
    // Nor rounded; times and ids hold such digits, too.
    expect(text).not.toMatch(/\b0\.718/)
    expect(body).toMatchObject({
      report: { cases: [{ disclosure: most }, { disclosure: most }], counterexample: null },
    })
    const hints = await server.ask('POST', `/api/submissions/${id}/hints`, {
      ...{ key: server.keys.studentA, json: { rung: 1 } },
    })
    expect(hints.status).toBe(most === 'name' ? 409 : 200)
    expect((await read(id, 'assistant')).text).toContain(`${secretNumber}`)
  })

  test('is not opened further than its cases are', async () => {
    const { id } = (await submit()).body as { id: string }
    await gradeNext(server.db, 'name')
    await set({ disclosure: 'full' })
    expect((await read(id)).text).not.toContain(`${secretNumber}`)
  })
})

describe('an extension', () => {
  const path = () => `/${softmax}/extensions/${server.ids.studentA}`
  const grant = (dueAt: Date, reason = 'ill') =>
    ask('PUT', path(), { dueAt: dueAt.toISOString(), reason })

  test('tells its student the date, and the record why', async () => {
    await set({ dueAt: inHours(24).toISOString() })
    const dueAt = inHours(72)
    const { extensions } = (await grant(dueAt, 'in hospital')).body as Extensions
    expect(extensions).toMatchObject([
      { student: { id: server.ids.studentA }, dueAt: dueAt.toISOString(), reason: 'in hospital' },
    ])
    const notices = await server.db.notice.findMany()
    expect(notices).toMatchObject([
      {
        ...{ userId: server.ids.studentA, kind: 'extension' },
        data: { course: 'transformers', exercise: 'softmax', dueAt: dueAt.toISOString() },
      },
    ])
    expect(JSON.stringify(notices)).not.toContain('hospital')
    expect(await lastAudit('extension.grant')).toMatchObject({
      ...{ aboutId: server.ids.studentA, reason: 'in hospital' },
      after: { dueAt: dueAt.toISOString() },
    })
  })

  test('can be taken back, which is told and on record, too', async () => {
    await set({ dueAt: inHours(24).toISOString() })
    await grant(inHours(72))
    expect((await ask('DELETE', path())).body).toEqual({ extensions: [] })
    expect((await ask('DELETE', path())).status).toBe(404)
    expect(await server.db.notice.count()).toBe(2)
    expect(await lastAudit('extension.end')).toMatchObject({ aboutId: server.ids.studentA })
  })

  test('is later than the date of all, for somebody of the course, and says why', async () => {
    expect(codeOf(await grant(inHours(1)))).toBe('noDueDate')
    await set({ dueAt: inHours(24).toISOString() })
    expect(codeOf(await grant(inHours(24)))).toBe('notLater')
    expect((await grant(inHours(48), ' ')).status).toBe(400)
    const outsider = `/${softmax}/extensions/${server.ids.outsider}`
    const json = { dueAt: inHours(48).toISOString(), reason: 'ill' }
    expect((await ask('PUT', outsider, json)).status).toBe(404)
    expect(await server.db.extension.count()).toBe(0)
  })

  test('never gives less time than everybody has', async () => {
    await set({ dueAt: inHours(24).toISOString() })
    await grant(inHours(48))
    const dueAt = inHours(96).toISOString()
    await set({ dueAt })
    expect(await seen('softmax')).toMatchObject({ dueAt })
  })
})
