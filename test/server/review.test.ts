import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { modulesFor } from '../../grader/modules.ts'
import type {
  OpenReview,
  Rerun,
  ReviewChoices,
  ReviewQueue,
  Rubric,
  SavedReview,
} from '../../server/api/review.ts'
import type { OpenSubmission } from '../../server/api/submission.ts'
import type { Wire } from '../../server/api/wire.ts'
import { claim, end, gradeNext, secretNumber } from './grading.ts'
import { startServer, type Asked, type Person, type TestServer } from './server.ts'

const source = 'first line\nsecond line\nthird line'
const root = '/api/courses/transformers'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function ask(person: Person, method: string, path: string, json?: unknown) {
  const asked: Asked = { key: server.keys[person], ...(json !== undefined && { json }) }
  const { status, body } = await server.ask(method, path, asked)
  return { status, body }
}

/** Hands in as this student; the id. */
async function handIn(person: Person, path: string, exercise = 'attention'): Promise<string> {
  const { body } = await ask(person, 'POST', path, { exercise, source })
  return (body as { id: string }).id
}

/** Hands in as this student and grades it; the id. */
async function attempt(person: Person, exercise = 'attention'): Promise<string> {
  const id = await handIn(person, '/api/submissions', exercise)
  await gradeNext(server.db, 'diagnosis')
  return id
}

const queue = async (query = '', person: Person = 'assistant') =>
  (await ask(person, 'GET', `${root}/reviews${query}`)).body as Wire<ReviewQueue>
const idsOf = ({ submissions }: Wire<ReviewQueue>) => submissions.map(({ id }) => id)
const open = async (id: string, query = '', person: Person = 'assistant') =>
  (await ask(person, 'GET', `${root}/reviews/${id}${query}`)).body as Wire<OpenReview>
async function save(id: string, fields: object = {}, person: Person = 'assistant') {
  const { status, body } = await ask(person, 'PUT', `${root}/reviews/${id}`, {
    ...{ done: true, comments: [], marks: [], override: null, basedOn: null, ...fields },
  })
  return { status, body: body as Wire<SavedReview> }
}
const seenByStudent = async (id: string, person: Person = 'studentA') =>
  (await ask(person, 'GET', `/api/submissions/${id}`)).body as Wire<OpenSubmission>
const rubric = async () =>
  `${root}/assignments/${await server.assignmentOf('attention')}/rubric` as const

describe('the queue', () => {
  let a1: string
  let a2: string
  let b1: string
  let soft: string

  beforeAll(async () => {
    await server.db.submission.deleteMany()
    a1 = await attempt('studentA')
    a2 = await attempt('studentA')
    b1 = await attempt('studentB')
    soft = await attempt('studentA', 'softmax')
    // Staff who try an exercise, runs and what still waits are nobody's to review.
    await attempt('instructor')
    await handIn('studentA', '/api/runs')
    await gradeNext(server.db)
    const set = (id: string, data: object) => server.db.submission.update({ where: { id }, data })
    await set(a1, { points: 2, timesAllowed: 40, misconception: 'M1' })
    await set(a2, { timesAllowed: 1.9, failedCase: 'first', finding: 'shape' })
    await set(soft, { timesAllowed: null })
    await set(b1, { verdict: 'passed', timesAllowed: 0.51, misconception: null })
    await server.db.enrolment.updateMany({
      where: { userId: server.ids.studentB },
      data: { section: 'Mon' },
    })
  })

  test('has one attempt of each student and assignment, the latest or the best, newest first', async () => {
    const latest = await queue()
    expect(idsOf(latest)).toEqual([soft, b1, a2])
    expect(latest).toMatchObject({
      ...{ anonymous: false, page: 1, pages: 1, total: 3 },
      counts: { all: 3, todo: 3, draft: 0, done: 0 },
    })
    expect(latest.submissions[2]).toMatchObject({
      ...{ attempt: 2, attempts: 2, verdict: 'wrongAnswer', score: 1, review: 'none' },
      student: { id: server.ids.studentA, pseudonym: null, section: null },
      exercise: { slug: 'attention', title: expect.any(String) },
    })
    expect(idsOf(await queue('?which=best'))).toEqual([soft, b1, a1])
    expect(idsOf(await queue('?which=all'))).toEqual([soft, b1, a2, a1])
  })

  test.each([
    ['section=Mon', () => [b1]],
    ['section=', () => [soft, a2]],
    ['verdict=passed', () => [b1]],
    ['misconception=M1', () => []],
    ['misconception=M1&which=all', () => [a1]],
    ['failedCase=first&finding=shape', () => [a2]],
    ['borderline=2', () => [b1, a2]],
    ['borderline=1.95', () => [a2]],
    ['assignment=unknown', () => []],
  ])('is filtered by %s', async (filter, wanted) => {
    expect(idsOf(await queue(`?${filter}`))).toEqual(wanted())
  })

  test('is paged, and tells what stands before and after a submission', async () => {
    const second = await queue('?limit=2&page=2')
    expect({ ids: idsOf(second), pages: second.pages }).toEqual({ ids: [a2], pages: 2 })
    expect((await open(b1)).place).toEqual({ position: 2, of: 3, previous: soft, next: a2 })
    expect((await open(soft, '?borderline=2')).place).toEqual({
      ...{ position: null, of: 2, previous: null, next: b1 },
    })
  })

  test('refuses what it does not know', async () => {
    for (const query of ['?borderline=1', '?which=some', '?limit=101', '?page=0', '?name=ada']) {
      expect((await ask('assistant', 'GET', `${root}/reviews${query}`)).status).toBe(400)
    }
  })

  test('goes on from a submission that was just done', async () => {
    await save(b1)
    const opened = await open(b1, '?state=todo')
    expect(opened.place).toEqual({ position: null, of: 2, previous: soft, next: a2 })
    expect(idsOf(await queue('?state=done'))).toEqual([b1])
    expect(idsOf(await queue('?state=todo'))).toEqual([soft, a2])
    expect((await queue('?state=todo')).counts).toEqual({ all: 3, todo: 2, draft: 0, done: 1 })
    await server.db.review.deleteMany()
  })

  test('an override decides which attempt is the best', async () => {
    await save(a2, { override: { points: 3, reason: 'The case was unfair' } })
    expect(idsOf(await queue('?which=best'))).toEqual([soft, b1, a2])
    await server.db.review.deleteMany()
  })

  test('tells what can be filtered by', async () => {
    await save(b1)
    // One that was withdrawn is still reviewed where there is something to review.
    const [id, empty] = [await server.assignmentOf('attention'), await server.assignmentOf('masks')]
    const hide = (hiddenAt: Date | null) =>
      server.db.assignment.updateMany({ where: { id: { in: [id, empty] } }, data: { hiddenAt } })
    await hide(new Date())
    const { body } = await ask('assistant', 'GET', `${root}/review-choices`)
    await hide(null)
    const ids = (body as Wire<ReviewChoices>).assignments.map((one) => one.id)
    expect([ids.includes(id), ids.includes(empty)]).toEqual([true, false])
    expect(body).toMatchObject({
      ...{ anonymous: false, sections: ['Mon'] },
      verdicts: [
        { verdict: 'wrongAnswer', submissions: 3 },
        { verdict: 'passed', submissions: 1 },
      ],
      assignments: expect.arrayContaining([
        { id, exercise: expect.objectContaining({ slug: 'attention' }), submissions: 3, done: 1 },
      ]),
      misconceptions: expect.arrayContaining([
        { id: 'M1', exercise: 'attention', sameAs: null, submissions: 1 },
      ]),
    })
    await server.db.review.deleteMany()
  })

  describe('when it is anonymous', () => {
    beforeAll(() => ask('instructor', 'PUT', `${root}/review-settings`, { anonymous: true }))
    afterAll(() => ask('instructor', 'PUT', `${root}/review-settings`, { anonymous: false }))

    test('says nothing that tells who a student is, or when they handed in', async () => {
      await ask('assistant', 'POST', `${root}/reviews/${a2}/replies`, { text: 'Hello' })
      await server.db.message.updateMany({ data: { authorId: server.ids.studentA } })
      const { name, email } = await server.db.user.findUniqueOrThrow({
        where: { id: server.ids.studentA },
      })
      const row = await server.db.submission.findUniqueOrThrow({ where: { id: a2 } })
      const answers = JSON.stringify([await queue(), await open(a2)])
      const secrets = [name, email, server.ids.studentA, row.queuedAt.toISOString()]
      const told = [...secrets, row.finishedAt?.toISOString() ?? ''].filter((one) =>
        answers.includes(one),
      )
      expect(told).toEqual([])
      const seen = await open(a2)
      expect(seen.student.pseudonym).toMatch(/^[\da-f]{6}$/)
      const shown = await seenByStudent(a2, 'assistant')
      expect(shown.student.name).toBe(`Student ${seen.student.pseudonym}`)
      const { queuedAt, finishedAt } = shown as unknown as Record<string, string>
      expect([queuedAt, finishedAt]).toEqual(
        [row.queuedAt, row.finishedAt].map((time) =>
          time?.toJSON().replace(/T.*/, 'T00:00:00.000Z'),
        ),
      )
      // In its own student's eyes it is theirs.
      expect((await seenByStudent(a2)).student.id).toBe(server.ids.studentA)
    })

    test('offers no section of so few that they could be told apart', async () => {
      const choices = async () => (await ask('assistant', 'GET', `${root}/review-choices`)).body
      expect(await choices()).toMatchObject({ anonymous: true, sections: [] })
      const course = await server.db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
      const here = { courseId: course.id, role: 'student', section: 'Mon' } as const
      const there = await server.db.enrolment.count({ where: here })
      for (let at = there; at < 3; at += 1) {
        const email = `monday${at}@school.edu`
        await server.db.user.create({ data: { name: 'M', email, enrolments: { create: here } } })
      }
      expect(await choices()).toMatchObject({ anonymous: true, sections: ['Mon'] })
      await server.db.user.deleteMany({ where: { email: { startsWith: 'monday' } } })
    })

    test('is in an order that each reviewer keeps, with places to match', async () => {
      // Enough of them that two orders are the same once in 3 million.
      const version = await server.db.exerciseVersion.findFirstOrThrow()
      const assignmentId = await server.assignmentOf('layer-norm')
      const common = { source, assignmentId, exerciseVersionId: version.id, lane: 1 }
      await server.db.submission.createMany({
        data: Array.from({ length: 10 }, (_, at) => ({
          ...{ ...common, kind: 'submit' as const, exercise: 'layer-norm' },
          ...{ userId: server.ids.studentB, verdict: 'passed', finishedAt: new Date() },
          queuedAt: new Date(Date.now() - at * 60_000),
        })),
      })
      const all = `?which=all&assignment=${assignmentId}`
      const mine = idsOf(await queue(all))
      expect(idsOf(await queue(all))).toEqual(mine)
      expect(idsOf(await queue(all, 'instructor'))).not.toEqual(mine)
      expect(idsOf(await queue(all, 'instructor')).sort()).toEqual([...mine].sort())
      const at = 4
      expect((await open(mine[at] ?? '', all)).place).toEqual({
        ...{ position: at + 1, of: 10, previous: mine[at - 1], next: mine[at + 1] },
      })
      await server.db.submission.deleteMany({ where: { assignmentId } })
    })

    test('the switch is on record', async () => {
      const rows = await server.db.auditEvent.findMany({ where: { action: 'course.reviews' } })
      expect(rows).toMatchObject([{ before: { anonymous: false }, after: { anonymous: true } }])
    })
  })
})

describe('one submission', () => {
  test('is shown with hidden cases, how it was graded, hints and earlier attempts', async () => {
    const earlier = await attempt('studentA')
    const id = await attempt('studentA')
    await ask('studentA', 'POST', `/api/submissions/${id}/hints`, { rung: 1 })
    const opened = await open(id)
    expect(opened).toMatchObject({
      ...{ id, source, verdict: 'wrongAnswer', points: 1, maxPoints: 2, review: null },
      run: { exerciseVersion: 'version of attention', isCurrentVersion: true, worker: 'test' },
      hints: { unlocked: 1, ladder: expect.arrayContaining([expect.any(String)]) },
      ...{ rubric: [], threads: [], reruns: [] },
    })
    expect(opened.run.seedIndex).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(opened.report)).toContain(String(secretNumber))
    expect(opened.attempts.slice(-2)).toMatchObject([{ id: earlier }, { id }])
    expect(opened.attempts.at(-1)).toMatchObject({ attempt: opened.attempt })
  })

  test('who looked is on record, once a day for each', async () => {
    const id = await attempt('studentA')
    await open(id)
    await open(id)
    await seenByStudent(id, 'assistant')
    await seenByStudent(id)
    await open(id, '', 'instructor')
    const rows = await server.db.auditEvent.findMany({
      where: { action: 'submission.view', subject: `submission ${id}` },
      orderBy: { id: 'asc' },
    })
    const { studentA, assistant, instructor } = server.ids
    expect(rows.map(({ actorId, aboutId }) => [actorId, aboutId])).toEqual([
      [assistant, studentA],
      [instructor, studentA],
    ])
  })

  test('of staff, of another course, waiting or unknown is not there', async () => {
    const own = await attempt('instructor')
    const waiting = await handIn('studentA', '/api/submissions')
    for (const id of [own, waiting, 'unknown', '%00']) {
      expect((await ask('assistant', 'GET', `${root}/reviews/${id}`)).status).toBe(404)
    }
    await gradeNext(server.db)
    const path = `/api/courses/other/reviews/${waiting}`
    expect((await ask('outsider', 'GET', path)).status).toBe(404)
  })
})

describe('a review', () => {
  let id: string
  beforeEach(async () => {
    id = await attempt('studentA')
  })

  test('reaches its student when it is done, not before', async () => {
    const comments = [
      { line: 2, endLine: 3, text: 'Divide by √dHead here.' },
      { line: 1, endLine: 1, text: 'Good name.' },
    ]
    const draft = await save(id, { done: false, comments })
    expect(draft).toMatchObject({ status: 200, body: { review: { doneAt: null } } })
    expect((await seenByStudent(id)).review).toBeNull()
    expect(await server.db.notice.count({ where: { submissionId: id } })).toBe(0)

    const { body } = await save(id, { comments, basedOn: draft.body.review.savedAt })
    expect((await seenByStudent(id)).review).toEqual({
      ...{ reviewer: expect.any(String), doneAt: body.review.doneAt, rubric: [] },
      ...{ comments: [comments[1], comments[0]], override: null, score: 1 },
    })
    const notices = await server.db.notice.findMany({ where: { submissionId: id } })
    expect(notices).toMatchObject([
      {
        ...{ userId: server.ids.studentA, kind: 'review' },
        data: { course: 'transformers', exercise: 'attention', score: 1, maxPoints: 2 },
      },
    ])

    await save(id, { done: false, basedOn: body.review.savedAt })
    expect((await seenByStudent(id)).review).toBeNull()
    expect(await server.db.notice.count({ where: { submissionId: id } })).toBe(0)
  })

  test('with an override needs a reason, and is on record with before and after', async () => {
    for (const override of [
      { points: 2 },
      { points: 2, reason: ' ' },
      { points: -1, reason: 'x' },
    ]) {
      expect((await save(id, { override })).status).toBe(400)
    }
    expect((await save(id, { override: { points: 99_999, reason: 'x' } })).status).toBe(400)
    const { body } = await save(id, { override: { points: 2, reason: 'The case was unfair' } })
    expect(body.score).toBe(2)
    await save(id, { basedOn: body.review.savedAt })
    const rows = await server.db.auditEvent.findMany({
      where: { subject: `submission ${id}` },
      orderBy: { id: 'asc' },
      select: {
        action: true,
        actorId: true,
        aboutId: true,
        reason: true,
        before: true,
        after: true,
      },
    })
    const { assistant: actorId, studentA: aboutId } = server.ids
    const given = { override: { points: 2, reason: 'The case was unfair' }, score: 2 }
    expect(rows).toMatchObject([
      { action: 'review.done', actorId, aboutId, before: { score: 1, done: false }, after: given },
      { action: 'grade.override', reason: 'The case was unfair', after: given },
      { action: 'review.change', before: given, after: { score: 1, override: null } },
      { action: 'grade.override', reason: null, before: given },
    ])
  })

  test('of which somebody saved another version meanwhile is refused with that version', async () => {
    const { body } = await save(id, { done: false, override: { points: 2, reason: 'first' } })
    const late = await save(id, { done: false }, 'instructor')
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: 'reviewConflict', details: { review: body.review } } },
    })
    const both = [
      save(id, { basedOn: body.review.savedAt }),
      save(id, { basedOn: body.review.savedAt }),
    ]
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('that does not fit the file, the rubric or the limits is refused', async () => {
    const comment = { line: 1, endLine: 1, text: 'x' }
    for (const fields of [
      { comments: [{ ...comment, line: 2 }] },
      { comments: [{ ...comment, line: 0 }] },
      { comments: [{ ...comment, endLine: 4 }] },
      { comments: [{ ...comment, text: '' }] },
      { comments: [{ ...comment, text: 'a\0b' }] },
      { marks: ['unknown'] },
      { more: true },
    ]) {
      expect((await save(id, fields)).status).toBe(400)
    }
    expect(await server.db.review.count({ where: { submissionId: id } })).toBe(0)
  })

  test('can be followed by a reply, and the student is told', async () => {
    const path = `${root}/reviews/${id}/replies`
    expect((await ask('assistant', 'POST', path, { text: '  ' })).status).toBe(400)
    await ask('assistant', 'POST', path, { text: 'Look at the mask.' })
    await ask('instructor', 'POST', path, { text: 'And at the scale.' })
    expect((await open(id)).threads).toMatchObject([
      {
        ...{ kind: 'reply', state: 'answered' },
        messages: [
          { by: 'staff', text: 'Look at the mask.' },
          { by: 'staff', text: 'And at the scale.' },
        ],
      },
    ])
    const notices = await server.db.notice.findMany({ where: { submissionId: id } })
    // Once, until they have looked.
    expect(notices.map(({ kind, userId }) => [kind, userId])).toEqual([
      ['reply', server.ids.studentA],
    ])
  })
})

describe('running it again', () => {
  async function again(id: string, seed: unknown) {
    const path = `${root}/reviews/${id}/reruns`
    const { status, body } = await ask('assistant', 'POST', path, { seed })
    return { status, body: body as Wire<Rerun> }
  }

  test('repeats the file with the same seed or another, behind live work, and tells the reviewer', async () => {
    const id = await attempt('studentA')
    const { seedIndex } = await server.db.submission.findUniqueOrThrow({ where: { id } })
    const same = await again(id, 'same')
    expect(same).toMatchObject({ status: 202, body: { seedIndex, status: 'waiting' } })
    const other = await again(id, 63)
    const live = await handIn('studentB', '/api/runs')
    const claimed = [await claim(server.db), await claim(server.db)]
    expect(claimed).toMatchObject([
      { id: live },
      { id: same.body.id, kind: 'validation', source, seedIndex },
    ])
    for (const fence of claimed) await end(server.db, fence)
    await gradeNext(server.db)

    expect((await open(id)).reruns).toMatchObject([
      { id: other.body.id, seedIndex: 63, verdict: 'wrongAnswer' },
      { id: same.body.id, seedIndex },
    ])
    const path = `${root}/reviews/${id}/reruns/${same.body.id}`
    const opened = await ask('assistant', 'GET', path)
    expect(opened.body).toMatchObject({ report: { points: 1 }, text: expect.any(String) })
    const events = await server.ask('GET', `/api/submissions/${same.body.id}/events`, {
      key: server.keys.assistant,
    })
    expect(events.text).toContain('event: verdict')
    expect(
      await server.db.auditEvent.findMany({ where: { action: 'submission.rerun' } }),
    ).toMatchObject([{ after: { rerun: same.body.id, seedIndex } }, { after: { seedIndex: 63 } }])
  })

  test('refuses seeds that there are not', async () => {
    const id = await attempt('studentA')
    for (const seed of [64, -1, 1.5, 'other', null])
      expect((await again(id, seed)).status).toBe(400)
    await server.db.submission.update({ where: { id }, data: { seedIndex: null } })
    expect((await again(id, 'same')).status).toBe(409)
  })

  test('never counts for its student, who does not see it', async () => {
    const id = await attempt('studentA', 'softmax')
    const seen = async () => {
      const paths = [
        ...['/api/submissions?limit=100', root, '/api/exercises/softmax'],
        `/api/submissions/${id}`,
      ]
      const answers = paths.map(async (path) => (await ask('studentA', 'GET', path)).body)
      // What the student's later files import is no rerun either.
      const modules = modulesFor(server.db, server.ids.studentA, ['softmax'])
      return await Promise.all([...answers, modules])
    }
    const before = await seen()
    const { body } = await again(id, 5)
    expect(await seen()).toEqual(before)
    // It runs although its student has a file in flight, and that file is not replaced by it.
    const own = await handIn('studentA', '/api/runs')
    const [live, rerun] = [await claim(server.db), await claim(server.db)]
    expect([live.id, rerun.id]).toEqual([own, body.id])
    await end(server.db, rerun)
    await end(server.db, live)
    await server.db.submission.delete({ where: { id: live.id } })
    await server.db.submission.update({
      where: { id: body.id },
      data: { verdict: 'passed', points: 2, maxPoints: 2 },
    })
    expect(await seen()).toEqual(before)
    expect(idsOf(await queue('?which=all'))).not.toContain(body.id)
    expect((await ask('studentA', 'GET', `/api/submissions/${body.id}`)).status).toBe(404)
    expect((await ask('studentA', 'GET', `/api/submissions/${body.id}/events`)).status).toBe(404)
    expect((await ask('assistant', 'GET', `${root}/reviews/${body.id}`)).status).toBe(404)
  })
})

test('a rubric item and its later change score everybody who has its mark', async () => {
  const id = await attempt('studentB')
  const path = await rubric()
  const added = await ask('instructor', 'POST', path, { text: 'Names its shapes', points: 0.5 })
  const item = (added.body as Rubric).items[0]?.id ?? ''
  const { body } = await save(id, { marks: [item] })
  expect(body.score).toBe(1.5)
  await ask('instructor', 'PATCH', `${path}/${item}`, { points: -1, reviews: 1 })
  expect((await seenByStudent(id, 'studentB')).review).toMatchObject({
    rubric: [{ text: 'Names its shapes', points: -1 }],
    score: 0,
  })
  expect((await open(id)).score).toBe(0)
})
