import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { modulesFor } from '../../grader/modules.ts'
import { claimNext } from '../../grader/queue/claim.ts'
import { saveReport } from '../../grader/queue/store.ts'
import type {
  NewRegrade,
  OpenRegrade,
  Regrade,
  RegradeChanges,
  ScopeCount,
} from '../../server/api/regrade.ts'
import type { Notices } from '../../server/api/notices.ts'
import type { Wire } from '../../server/api/wire.ts'
import {
  addStudent,
  allPass,
  digests,
  graded,
  gradeShadows,
  oneWrong,
  reportWith,
  slug,
  twoWrong,
} from './regrading.ts'
import { startServer, type Answer, type TestServer } from './server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.submission.deleteMany()
  await server.db.regrade.deleteMany()
  await server.db.notice.deleteMany()
})

const regrades = '/api/courses/transformers/regrades'
const asInstructor = (method: string, path: string, json?: unknown): Promise<Answer> =>
  server.ask(method, path, { key: server.keys.instructor, ...(json !== undefined && { json }) })

const begin = (fields: Partial<NewRegrade> = {}) =>
  asInstructor('POST', regrades, {
    ...{ exercise: slug, scope: { which: 'latest' }, reason: 'The limit was too narrow' },
    ...fields,
  } satisfies NewRegrade)

async function begun(fields: Partial<NewRegrade> = {}): Promise<string> {
  const { status, body } = await begin(fields)
  expect(status).toBe(201)
  return (body as Wire<Regrade>).id
}

async function opened(id: string): Promise<Wire<OpenRegrade>> {
  return (await asInstructor('GET', `${regrades}/${id}`)).body as Wire<OpenRegrade>
}

async function changes(id: string, only = 'all') {
  const { body } = await asInstructor('GET', `${regrades}/${id}/changes?only=${only}`)
  return (body as Wire<RegradeChanges>).changes
}

async function publish(id: string, reason = 'Agreed in the meeting'): Promise<Answer> {
  const { fingerprint } = await opened(id)
  return asInstructor('POST', `${regrades}/${id}/publish`, { fingerprint, reason })
}

const undo = (id: string) => asInstructor('POST', `${regrades}/${id}/undo`, {})
const discard = (id: string) => asInstructor('POST', `${regrades}/${id}/discard`, {})

function codeOf({ body }: Answer): string {
  return (body as { error: { code: string } }).error.code
}

async function resultOf(id: string) {
  return server.db.submission.findUniqueOrThrow({
    where: { id },
    select: { verdict: true, points: true },
  })
}

describe('the scope', () => {
  test('is the latest, the best or all of each student, of a section, that failed a case', async () => {
    const { db } = server
    const [early, late] = [await addStudent(db, 'Mon'), await addStudent(db, 'Fri')]
    const best = await graded(db, early, allPass)
    const latest = await graded(db, early, oneWrong)
    const other = await graded(db, late, twoWrong)
    const meant = async (scope: NewRegrade['scope']) => {
      const id = await begun({ scope })
      const rows = await db.submission.findMany({ where: { regradeId: id } })
      const query = new URLSearchParams({ exercise: slug, which: scope.which })
      if (scope.section) query.set('section', scope.section)
      if (scope.failedCase) query.set('failedCase', scope.failedCase)
      const { body } = await asInstructor(
        'GET',
        `/api/courses/transformers/regrade-scope?${query.toString()}`,
      )
      expect(body).toMatchObject({ submissions: rows.length, open: id })
      await discard(id)
      return rows.map(({ repeatsId }) => repeatsId).sort()
    }
    expect(await meant({ which: 'latest' })).toEqual([latest, other].sort())
    expect(await meant({ which: 'best' })).toEqual([best, other].sort())
    expect(await meant({ which: 'all' })).toEqual([best, latest, other].sort())
    expect(await meant({ which: 'all', section: 'Mon' })).toEqual([best, latest].sort())
    expect(await meant({ which: 'all', failedCase: 'case 1' })).toEqual([latest, other].sort())
    expect(await meant({ which: 'all', failedCase: 'case 2' })).toEqual([other])
  })

  test('is counted before anything begins, with the sections and cases to choose from', async () => {
    const { db } = server
    await graded(db, await addStudent(db, 'Wed'), oneWrong)
    await db.exerciseVersion.updateMany({ where: { slug }, data: { current: false } })
    await db.exerciseVersion.create({ data: { slug, hash: `newer ${Date.now()}` } })
    const { body } = await asInstructor(
      'GET',
      `/api/courses/transformers/regrade-scope?exercise=${slug}&which=latest`,
    )
    const count = body as ScopeCount
    expect(count).toMatchObject({ submissions: 1, students: 1, outdated: 1, open: null })
    expect(count.sections).toContain('Wed')
    expect(count.cases).toContain('case 1')
  })

  test('without a graded submission is refused, and so is an exercise that nobody knows', async () => {
    const { db, ids } = server
    const failed = await graded(db, ids.studentA, allPass)
    await db.submission.update({ where: { id: failed }, data: { verdict: 'graderError' } })
    await graded(db, ids.assistant, allPass)
    expect(codeOf(await begin())).toBe('nothingToRegrade')
    expect((await begin({ exercise: 'unknown' })).status).toBe(404)
    expect((await begin({ reason: '  ' })).status).toBe(400)
  })
})

describe('while the shadows are graded', () => {
  test('its students see nothing of them: no attempt, no score, no history, no module', async () => {
    const { db, ids, keys } = server
    const original = await graded(db, ids.studentA, oneWrong)
    const ask = (path: string) => server.ask('GET', path, { key: keys.studentA })
    const { body: exercises } = await ask('/api/exercises')
    const { body: course } = await ask('/api/courses/transformers')
    expect(JSON.stringify(course)).toContain(original)
    const id = await begun()
    await gradeShadows(db, () => allPass)
    const shadow = await db.submission.findFirstOrThrow({ where: { regradeId: id } })
    const row = await db.submission.findUniqueOrThrow({ where: { id: original } })
    expect(shadow).toMatchObject({
      ...{ kind: 'regrade', lane: 3, repeatsId: original, source: row.source },
      ...{ seedIndex: row.seedIndex, userId: row.userId, verdict: 'passed' },
    })

    expect((await ask(`/api/submissions/${shadow.id}`)).status).toBe(404)
    expect((await ask('/api/submissions')).body).toMatchObject({ submissions: [{ id: original }] })
    expect((await ask('/api/exercises')).body).toEqual(exercises)
    expect((await ask('/api/courses/transformers')).body).toEqual(course)
    expect(await modulesFor(db, ids.studentA, [slug])).not.toEqual({ [slug]: shadow.source })
    const seen = await server.ask('GET', `/api/submissions/${shadow.id}`, { key: keys.assistant })
    expect(seen.status).toBe(200)
  })

  test('they count as running until the last one ended, and cannot be published before', async () => {
    const { db, ids } = server
    await graded(db, ids.studentA, oneWrong)
    await graded(db, ids.studentB, oneWrong)
    const id = await begun()
    expect(await opened(id)).toMatchObject({ state: 'running', submissions: 2, graded: 0 })
    expect(codeOf(await publish(id))).toBe('regradeRunning')
    await gradeShadows(db, () => oneWrong)
    expect(await opened(id)).toMatchObject({ state: 'ready', graded: 2, etaMilliseconds: null })
  })

  test('what a student hands in meanwhile goes its own way, before and after publishing', async () => {
    const { db, ids, keys } = server
    const original = await graded(db, ids.studentA, oneWrong)
    const id = await begun()
    const handIn = async (source: string) => {
      const json = { exercise: slug, source }
      const { body } = await server.ask('POST', '/api/submissions', { key: keys.studentA, json })
      return (body as { id: string }).id
    }
    const newer = await handIn('export {}')
    const first = await claimNext(db, { worker: 'test', leaseMilliseconds: 60_000 })
    expect(first?.id).toBe(newer)
    await gradeShadows(db, () => allPass)
    if (first) await saveReport(db, first, reportWith(twoWrong))
    expect((await publish(id)).status).toBe(200)
    expect(await resultOf(original)).toEqual({ verdict: 'passed', points: 3 })
    expect(await resultOf(newer)).toEqual({ verdict: 'wrongAnswer', points: 1 })
    expect(await db.submission.count({ where: { supersededAt: { not: null } } })).toBe(0)
  })

  test('another regrade of the exercise has to wait until this one is decided', async () => {
    const { db, ids } = server
    await graded(db, ids.studentA, oneWrong)
    const answers = await Promise.all([begin(), begin(), begin()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const refused = answers.find(({ status }) => status === 409) as Answer
    const [open] = await db.regrade.findMany()
    expect(refused.body).toMatchObject({
      error: { code: 'regradeOpen', details: { regrade: open?.id } },
    })
    expect((await discard(open?.id as string)).status).toBe(200)
    await begun()
  })

  test('discarding takes them away, also from a worker that is at one of them', async () => {
    const { db, ids } = server
    const original = await graded(db, ids.studentA, oneWrong)
    const before = await digests(db, [original])
    const id = await begun()
    const claim = await claimNext(db, { worker: 'test', leaseMilliseconds: 60_000 })
    expect((await discard(id)).body).toMatchObject({ state: 'discarded', submissions: 0 })
    expect(claim && (await saveReport(db, claim, reportWith(allPass)))).toBe(false)
    expect(await digests(db, [original])).toEqual(before)
    expect(codeOf(await publish(id))).toBe('regradeState')
    expect(await db.auditEvent.count({ where: { subject: `regrade ${id}` } })).toBe(2)
  })
})

describe('publishing', () => {
  test('tells every student whose score changed, and puts every changed grade on record', async () => {
    const { db, ids } = server
    const better = await graded(db, ids.studentA, oneWrong)
    await graded(db, ids.studentB, oneWrong)
    const id = await begun()
    await gradeShadows(db, (original) => (original === better ? allPass : oneWrong))
    expect(await opened(id)).toMatchObject({
      totals: { up: 1, down: 0, same: 1 },
      verdicts: 1,
      cases: [{ case: 'case 1', before: 'wrongAnswer', after: 'passed', submissions: 1 }],
    })
    expect((await publish(id, 'Case 1 asked too much')).body).toMatchObject({ state: 'published' })

    const notices = await db.notice.findMany()
    expect(notices).toMatchObject([
      {
        ...{ userId: ids.studentA, kind: 'regrade', submissionId: better },
        data: {
          ...{ course: 'transformers', exercise: slug, regrade: id, undone: false },
          reason: 'Case 1 asked too much',
          changes: [{ submission: better, before: 2, after: 3 }],
        },
      },
    ])
    const { body: told } = await server.ask('GET', '/api/notices', { key: server.keys.studentA })
    expect((told as Notices).notices).toMatchObject([
      { reason: 'Case 1 asked too much', undone: false, score: { before: 2, after: 3 } },
    ])
    const events = await db.auditEvent.findMany({ where: { subject: `submission ${better}` } })
    expect(events).toMatchObject([
      {
        ...{ action: 'grade.regrade', actorId: ids.instructor, aboutId: ids.studentA },
        reason: 'Case 1 asked too much',
        before: { verdict: 'wrongAnswer', points: 2, score: 2 },
        after: { verdict: 'passed', points: 3, score: 3, regrade: id },
      },
    ])
    expect(codeOf(await publish(id))).toBe('regradeState')
    expect(await changes(id, 'up')).toMatchObject([
      { submission: better, before: { score: 2 }, after: { score: 3 } },
    ])
  })

  test('never lowers a grade where that was asked for', async () => {
    const { db, ids } = server
    const worse = await graded(db, ids.studentA, allPass)
    const better = await graded(db, ids.studentB, twoWrong)
    const ofLess = await graded(db, await addStudent(db), oneWrong)
    const id = await begun({ neverLower: true })
    await gradeShadows(db, (original) => {
      if (original === ofLess) return [...oneWrong, 'wrongAnswer']
      return original === worse ? twoWrong : oneWrong
    })
    expect(await opened(id)).toMatchObject({ totals: { up: 1, down: 0, kept: 2 } })
    // As many points, but of more.
    expect(await changes(id, 'kept')).toContainEqual(
      expect.objectContaining({ submission: ofLess, difference: -0.67 }),
    )
    const before = await digests(db, [worse])
    await publish(id)
    expect(await digests(db, [worse])).toEqual(before)
    expect(await resultOf(better)).toEqual({ verdict: 'wrongAnswer', points: 2 })
    await undo(id)
    expect(await digests(db, [worse])).toEqual(before)
    expect(await resultOf(better)).toEqual({ verdict: 'wrongAnswer', points: 1 })
  })

  test('leaves alone what failed by our fault, and lists it', async () => {
    const { db, ids } = server
    const original = await graded(db, ids.studentA, oneWrong)
    const before = await digests(db, [original])
    const id = await begun()
    await gradeShadows(db, () => null)
    expect(await changes(id, 'failed')).toMatchObject([{ submission: original }])
    expect((await publish(id)).body).toMatchObject({ totals: { failed: 1, same: 0 } })
    expect(await digests(db, [original])).toEqual(before)
    expect(await db.notice.count()).toBe(0)
  })

  test('is refused once a review has changed what was seen', async () => {
    const { db, ids } = server
    const original = await graded(db, ids.studentA, oneWrong)
    const id = await begun()
    await gradeShadows(db, () => allPass)
    const { fingerprint } = await opened(id)
    const override = { override: 2.5, overrideReason: 'A good idea', doneAt: new Date() }
    await db.review.create({ data: { submissionId: original, ...override } })
    const late = await asInstructor('POST', `${regrades}/${id}/publish`, {
      ...{ fingerprint, reason: 'Seen before the review' },
    })
    expect(codeOf(late)).toBe('previewChanged')
    expect(await resultOf(original)).toEqual({ verdict: 'wrongAnswer', points: 2 })

    expect(await changes(id)).toMatchObject([
      { outcome: 'same', before: { score: 2.5 }, after: { score: 2.5, points: 3 } },
    ])
    expect((await publish(id)).status).toBe(200)
    expect(await db.notice.count()).toBe(0)
    expect(await db.review.count({ where: { submissionId: original, override: 2.5 } })).toBe(1)
  })

  test('goes on without people whose account was removed or who left the course', async () => {
    const { db } = server
    const [removed, left, other] = [
      await addStudent(db),
      await addStudent(db),
      await addStudent(db),
    ]
    await graded(db, removed, oneWrong)
    const ofLeft = await graded(db, left, oneWrong)
    const ofOther = await graded(db, other, oneWrong)
    const id = await begun()
    await gradeShadows(db, () => allPass)
    await db.enrolment.deleteMany({ where: { userId: left } })
    await db.user.delete({ where: { id: removed } })
    expect(await opened(id)).toMatchObject({ submissions: 2, totals: { up: 1, gone: 1 } })
    expect((await publish(id)).status).toBe(200)
    expect(await resultOf(ofOther)).toMatchObject({ points: 3 })
    expect(await resultOf(ofLeft)).toMatchObject({ points: 2 })
    await db.enrolment.deleteMany({ where: { userId: other } })
    expect((await undo(id)).status).toBe(200)
    expect(await resultOf(ofOther)).toMatchObject({ points: 2 })
  })
})

describe('undoing', () => {
  test('tells the students again, and is refused while a later regrade lies on top', async () => {
    const { db, ids } = server
    const original = await graded(db, ids.studentA, twoWrong)
    const first = await begun()
    expect(codeOf(await undo(first))).toBe('regradeState')
    await gradeShadows(db, () => oneWrong)
    await publish(first)
    const second = await begun()
    await gradeShadows(db, () => allPass)
    await publish(second)
    expect(await opened(first)).toMatchObject({ blockedBy: second })
    expect(codeOf(await undo(first))).toBe('laterRegrade')

    expect((await undo(second)).body).toMatchObject({ state: 'undone' })
    expect(await resultOf(original)).toEqual({ verdict: 'wrongAnswer', points: 2 })
    await undo(first)
    expect(await resultOf(original)).toEqual({ verdict: 'wrongAnswer', points: 1 })
    expect(codeOf(await undo(first))).toBe('regradeState')
    const notices = await db.notice.findMany({ orderBy: { createdAt: 'asc' } })
    expect(notices.map(({ data }) => data)).toMatchObject([
      { undone: false, changes: [{ before: 1, after: 2 }] },
      { undone: false, changes: [{ before: 2, after: 3 }] },
      { undone: true, reason: null, changes: [{ before: 3, after: 2 }] },
      { undone: true, changes: [{ before: 2, after: 1 }] },
    ])
  })
})

test('regrades of another course are not to be found', async () => {
  const { db, ids, keys } = server
  await graded(db, ids.studentA, oneWrong)
  const id = await begun()
  const path = `/api/courses/other/regrades/${id}`
  expect((await server.ask('GET', path, { key: keys.outsider })).status).toBe(404)
  expect(
    (await server.ask('POST', `${path}/discard`, { key: keys.outsider, json: {} })).status,
  ).toBe(404)
  const { body } = await asInstructor('GET', regrades)
  expect(body).toMatchObject({ regrades: [{ id, createdBy: expect.any(String) }], next: null })
})
