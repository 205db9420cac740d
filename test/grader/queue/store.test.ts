import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimNext, type Claim } from '../../../grader/queue/claim.ts'
import { progressWriter } from '../../../grader/queue/progress.ts'
import type { ProgressEvent } from '../../../grader/report.ts'
import {
  quarantineAbandoned,
  recordEvents,
  renewLease,
  saveFault,
  saveReport,
} from '../../../grader/queue/store.ts'
import { storable } from '../../../grader/queue/storable.ts'
import { createSubmission } from '../../../grader/queue/submit.ts'
import { reportOf } from '../a-report.ts'
import { createWorld, file, silentQueue, type World } from '../world.ts'

let world: World
let claim: Claim

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.db.submission.deleteMany()
  await createSubmission(world.db, silentQueue, file(await world.student()))
  claim = await claimAgain()
})

async function claimAgain(): Promise<Claim> {
  const next = await claimNext(world.db, { worker: 'test', leaseMilliseconds: 10_000 })
  if (!next) throw new Error('nothing to claim')
  return next
}

async function expireLease(): Promise<void> {
  await world.db.submission.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } })
}

const row = () => world.db.submission.findUniqueOrThrow({ where: { id: claim.id } })

async function events(): Promise<[number, string][]> {
  const found = await world.db.submissionEvent.findMany({ orderBy: { sequence: 'asc' } })
  return found.map(({ sequence, kind }) => [sequence, kind])
}

const caseEvent = (done: number): ProgressEvent => ({
  ...{ kind: 'case', done, of: 3, name: `case ${done}`, verdict: 'passed' },
})

test('a report ends a submission once: verdict, points, times, version and event together', async () => {
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'attention' } })
  const report = reportOf('softmax', 'wrongAnswer')
  expect(await saveReport(world.db, claim, report, version.id)).toBe(true)
  const saved = await row()
  expect(saved).toMatchObject({
    ...{ verdict: 'wrongAnswer', points: 0, maxPoints: 10, leaseUntil: null },
    ...{ exerciseVersionId: version.id, report },
  })
  const { queuedAt, startedAt, compiledAt, finishedAt } = saved
  const times = [queuedAt, startedAt, compiledAt, finishedAt].map(Number)
  expect(times).toEqual([...times].sort((one, other) => one - other))

  expect(await saveReport(world.db, claim, reportOf('softmax'))).toBe(false)
  expect(await row()).toEqual(saved)
  expect(await events()).toEqual([
    [1, 'started'],
    [2, 'verdict'],
  ])
})

test('who lost the submission to another worker changes nothing any more', async () => {
  await expireLease()
  const second = await claimAgain()
  const before = await row()
  expect(await saveReport(world.db, claim, reportOf('softmax'))).toBe(false)
  expect(await recordEvents(world.db, claim, [caseEvent(1)])).toBe(false)
  expect(await renewLease(world.db, claim, 10_000)).toBe(false)
  expect(await saveFault(world.db, claim, 'FAULT1')).toBe('notOurs')
  expect(await row()).toEqual(before)
  expect(await saveReport(world.db, second, reportOf('softmax'))).toBe(true)
})

test('a submission that was replaced meanwhile keeps no report', async () => {
  await expireLease()
  await createSubmission(world.db, silentQueue, file(claim.userId))
  expect(await saveReport(world.db, claim, reportOf('softmax'))).toBe(false)
  expect(await row()).toMatchObject({ verdict: null, report: null })
})

test('a lease can be renewed as long as nobody else has claimed', async () => {
  await expireLease()
  expect(await renewLease(world.db, claim, 10_000)).toBe(true)
  expect(await claimNext(world.db, { worker: 'other', leaseMilliseconds: 10_000 })).toBeNull()
})

test('events are numbered without gaps, whatever is written at the same time', async () => {
  await Promise.all(
    [1, 2, 3, 4, 5].map((done) =>
      recordEvents(world.db, claim, [caseEvent(done), caseEvent(done)]),
    ),
  )
  await saveReport(world.db, claim, reportOf('softmax'))
  expect((await events()).map(([sequence]) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  )
})

test('progress is written in order, and is complete after a flush', async () => {
  const progress = progressWriter(world.db, claim)
  for (let done = 1; done <= 20; done += 1) progress.add(caseEvent(done))
  await progress.flush()
  const found = await world.db.submissionEvent.findMany({
    where: { kind: 'case' },
    orderBy: { sequence: 'asc' },
  })
  expect(found.map(({ data }) => data)).toEqual(
    Array.from({ length: 20 }, (_, index) => caseEvent(index + 1)),
  )
  await progress.flush()
})

test('a failure of ours is tried again twice, then ends as graderError', async () => {
  expect(await saveFault(world.db, claim, 'FAULT1')).toBe('requeued')
  expect(await recordEvents(world.db, claim, [caseEvent(1)])).toBe(false)
  await expireLease()
  expect(await saveFault(world.db, await claimAgain(), 'FAULT2')).toBe('requeued')
  await expireLease()
  expect(await saveFault(world.db, await claimAgain(), 'FAULT3')).toBe('quarantined')
  expect(await row()).toMatchObject({ verdict: 'graderError', faultReference: 'FAULT3' })
  expect((await events()).map(([, kind]) => kind)).toEqual([
    ...['started', 'requeued', 'started', 'requeued', 'started', 'verdict'],
  ])
})

test('what three workers died of ends as graderError, and only that', async () => {
  await expireLease()
  expect(await quarantineAbandoned(world.db, 'FAULT1')).toEqual([])
  for (let died = 1; died < 3; died += 1) {
    await claimAgain()
    await expireLease()
  }
  expect(await quarantineAbandoned(world.db, 'FAULT1')).toEqual([claim.id])
  expect(await row()).toMatchObject({ verdict: 'graderError', faultReference: 'FAULT1', epoch: 3 })
})

test('what PostgreSQL cannot keep is replaced, wherever it stands', async () => {
  const report = {
    ...reportOf('softmax'),
    exercise: 'a\0b',
    ['k\0\ud800']: ['\udc00', { x: '\0' }],
  }
  expect(await saveReport(world.db, claim, report)).toBe(true)
  expect((await row()).report).toMatchObject({
    exercise: 'a␀b',
    'k␀\ufffd': ['\ufffd', { x: '␀' }],
  })
})

test('what can be kept is kept as it is', () => {
  const value = { text: '𝒙 é', list: [1, null, true, -0], __proto__: null }
  expect(storable(value)).toEqual({ text: '𝒙 é', list: [1, null, true, -0] })
  const odd: unknown = JSON.parse('{"__proto__": {"isAdmin": true}}')
  expect(Object.keys(storable(odd) as object)).toEqual(['__proto__'])
})
