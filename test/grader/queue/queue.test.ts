import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { claimNext, laneOf, type Claim } from '../../../grader/queue/claim.ts'
import { positions } from '../../../grader/queue/position.ts'
import { saveFault, saveReport } from '../../../grader/queue/store.ts'
import { createSubmission, type Creation } from '../../../grader/queue/submit.ts'
import type { Submission, SubmissionKind } from '../../../prisma/generated/client.ts'
import { reportOf } from '../a-report.ts'
import { createWorld, file, silentQueue, type World } from '../world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(() => world.db.submission.deleteMany().then(() => undefined))

const claimant = { worker: 'test', leaseMilliseconds: 10_000 }
const claim = () => claimNext(world.db, claimant)
const create = (wanted: Parameters<typeof createSubmission>[2]) =>
  createSubmission(world.db, silentQueue, wanted)

async function created(wanted: Parameters<typeof createSubmission>[2]): Promise<Submission> {
  const creation = await create(wanted)
  if (creation.kind !== 'created') throw new Error(`not created: ${creation.kind}`)
  return creation.submission
}

/** Ends leases, and pauses after failures of ours, as if time had passed. */
async function passTime(): Promise<void> {
  await world.db.submission.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } })
}

async function claimed(): Promise<Claim> {
  const next = await claim()
  if (!next) throw new Error('nothing to claim')
  return next
}

const placeOf = async (id: string) => (await positions(world.db, [id])).get(id)

/** Puts rows into the queue without the rules of handing in. */
async function waiting(userId: string, kind: SubmissionKind, count = 1): Promise<string[]> {
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax' } })
  const rows = await world.db.submission.createManyAndReturn({
    data: Array.from({ length: count }, (_, number) => ({
      ...{ userId, kind, exercise: 'softmax', source: '', lane: laneOf(kind) },
      exerciseVersionId: version.id,
      queuedAt: new Date(Date.now() - 60_000 + number),
    })),
  })
  return rows.map(({ id }) => id)
}

const kinds = (creations: readonly Creation[]) => creations.map(({ kind }) => kind)

describe('handing in', () => {
  test('the same key gives the same submission, and another file under that key is refused', async () => {
    const userId = await world.student()
    const first = await created(file(userId, { idempotencyKey: 'k1' }))
    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => create(file(userId, { idempotencyKey: 'k1' }))),
    )
    for (const repeat of repeats) {
      expect(repeat).toMatchObject({ kind: 'repeated', submission: { id: first.id } })
    }
    const other = await create(file(userId, { idempotencyKey: 'k1', source: 'other' }))
    expect(other).toEqual({ kind: 'keyReused' })
    const somebodyElse = await create(file(await world.student(), { idempotencyKey: 'k1' }))
    expect(somebodyElse.kind).toBe('created')
    expect(await world.db.submission.count()).toBe(2)
  })

  test('a newer file replaces the older one that still waits, and only of the same exercise and kind', async () => {
    const userId = await world.student()
    const [old, otherKind, otherExercise] = [
      await created(file(userId)),
      await created(file(userId, { kind: 'run' })),
      await created(file(userId, { exercise: 'attention' })),
    ]
    await created(file(userId))
    const ends = await world.db.submission.findMany({ where: { supersededAt: { not: null } } })
    expect(ends.map(({ id }) => id)).toEqual([old.id])
    expect([otherKind.supersededAt, otherExercise.supersededAt]).toEqual([null, null])
    const events = await world.db.submissionEvent.findMany({ where: { submissionId: old.id } })
    expect(events).toMatchObject([{ sequence: 1, kind: 'superseded' }])
  })

  test('a file that is being graded is not replaced', async () => {
    const userId = await world.student()
    const started = await created(file(userId))
    await claimed()
    await created(file(userId))
    const row = await world.db.submission.findUniqueOrThrow({ where: { id: started.id } })
    expect(row.supersededAt).toBeNull()
  })

  test('of fifty at once with one attempt left, exactly one is left to be graded', async () => {
    const userId = await world.student()
    const assignmentId = await world.assignment('softmax', { attemptLimit: 1 })
    const wanted = file(userId, { assignmentId })
    const creations = await Promise.all(Array.from({ length: 50 }, () => create(wanted)))
    expect(new Set(kinds(creations))).toEqual(new Set(['created']))
    expect(await world.db.submission.count({ where: { supersededAt: null } })).toBe(1)

    await claimed()
    const late = await Promise.all(Array.from({ length: 50 }, () => create(wanted)))
    expect(late).toEqual(Array(50).fill({ kind: 'attemptsUsedUp', limit: 1 }))
    expect(await world.db.submission.count({ where: { supersededAt: null } })).toBe(1)
  })

  test('attempts are not exceeded while a worker claims at the same time', async () => {
    const userId = await world.student()
    const assignmentId = await world.assignment('softmax', { attemptLimit: 2 })
    const wanted = file(userId, { assignmentId })
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 4 === 3 ? claim() : create(wanted))),
    )
    const counting = await world.db.submission.count({ where: { supersededAt: null } })
    expect(counting).toBeLessThanOrEqual(2)
  })

  test('runs, replaced files and failures of ours use no attempt', async () => {
    const userId = await world.student()
    const assignmentId = await world.assignment('softmax', { attemptLimit: 1 })
    await created(file(userId, { assignmentId, kind: 'run' }))
    await created(file(userId, { assignmentId }))
    for (let left = 3; left > 0; left -= 1) {
      await world.db.submission.deleteMany({ where: { kind: 'run' } })
      await saveFault(world.db, await claimed(), 'FAULT1')
      await passTime()
    }
    expect((await create(file(userId, { assignmentId }))).kind).toBe('created')
    await claimed()
    expect((await create(file(userId, { assignmentId }))).kind).toBe('attemptsUsedUp')
    expect((await create(file(userId, { assignmentId, kind: 'run' }))).kind).toBe('created')
  })

  test('the dates of the assignment decide, and runs go on after it was due', async () => {
    const userId = await world.student()
    const [past, future] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)]
    const notOpen = await world.assignment('softmax', { opensAt: future })
    const closed = await world.assignment('softmax', { dueAt: past })
    const open = await world.assignment('softmax', { opensAt: past, dueAt: future })
    expect(
      await Promise.all([
        create(file(userId, { assignmentId: notOpen })),
        create(file(userId, { assignmentId: closed })),
      ]),
    ).toEqual([
      { kind: 'notOpen', opensAt: future },
      { kind: 'closed', dueAt: past, closesAt: past },
    ])
    expect(kinds([await create(file(userId, { assignmentId: open }))])).toEqual(['created'])
    expect((await create(file(userId, { assignmentId: closed, kind: 'run' }))).kind).toBe('created')
  })

  test('an exercise without a current version and a file with U+0000 are refused', async () => {
    const userId = await world.student()
    expect(await create(file(userId, { exercise: 'nothing' }))).toEqual({ kind: 'unknownExercise' })
    expect(await create(file(userId, { source: 'a\nb\0' }))).toEqual({
      kind: 'nulCharacter',
      line: 2,
    })
  })
})

describe('claiming', () => {
  test('counts the epoch up, keeps the first start and the seed, and announces itself', async () => {
    await created(file(await world.student()))
    const first = await claimed()
    expect(first).toMatchObject({ epoch: 1, exercise: 'softmax', kind: 'submit' })
    expect(first.seedIndex).toBeGreaterThanOrEqual(0)
    expect(first.seedIndex).toBeLessThan(64)
    const before = await world.db.submission.findFirstOrThrow()
    await saveFault(world.db, first, 'FAULT1')
    await passTime()

    const second = await claimed()
    expect(second).toMatchObject({ id: first.id, epoch: 2, seedIndex: first.seedIndex })
    const after = await world.db.submission.findFirstOrThrow({ include: { events: true } })
    expect(after.startedAt).toEqual(before.startedAt)
    expect(after.events.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [1, 'started'],
      [2, 'requeued'],
      [3, 'started'],
    ])
  })

  test('pauses after a failure of ours, while the student’s other files go on', async () => {
    const userId = await world.student()
    const failing = await created(file(userId))
    await saveFault(world.db, await claimed(), 'FAULT1')
    expect(await claim()).toBeNull()
    const other = await created(file(userId, { exercise: 'attention' }))
    expect((await claimed()).id).toBe(other.id)
    await passTime()
    expect((await claimed()).id).toBe(failing.id)
  })

  test('passes over what is claimed, and takes it again when the lease ran out', async () => {
    await created(file(await world.student()))
    await claimed()
    expect(await claim()).toBeNull()
    await passTime()
    expect(await claim()).toMatchObject({ epoch: 2 })
  })

  test('serves runs first, then submissions, retries, regrades and validations', async () => {
    const order: SubmissionKind[] = ['run', 'submit', 'retry', 'regrade', 'validation']
    for (const kind of order.toReversed()) await waiting(await world.student(), kind)
    for (const kind of order) expect((await claimed()).kind).toBe(kind)
  })

  test('gives a student one submission at a time, also when many workers claim at once', async () => {
    const [busy, other] = [await world.student(), await world.student()]
    await waiting(busy, 'submit', 10)
    await waiting(other, 'submit', 10)
    const claims = await Promise.all(Array.from({ length: 8 }, claim))
    const users = claims.flatMap((one) => (one ? [one.userId] : []))
    expect(users.sort()).toEqual([busy, other].sort())
  })

  test('gives a student one submission at a time, also when the first takes minutes', async () => {
    const student = await world.student()
    await waiting(student, 'submit', 2)
    const { id } = await claimed()
    const startedAt = new Date(Date.now() - 10 * 60_000)
    await world.db.submission.update({ where: { id }, data: { startedAt } })
    expect(await claim()).toBeNull()
  })

  test('a student with fifty files does not delay the one of another', async () => {
    const flooder = await world.student()
    await waiting(flooder, 'submit', 50)
    const first = await claimed()
    await saveReport(world.db, first, reportOf('softmax'))
    const victim = await world.student()
    const one = await created(file(victim))
    expect(await placeOf(one.id)).toMatchObject({ position: 0 })
    expect((await claimed()).id).toBe(one.id)
  })

  test('what staff has graded again neither waits for its student’s own work nor delays it', async () => {
    const [regraded, other] = [await world.student(), await world.student()]
    const originals = await waiting(regraded, 'submit', 3)
    await world.db.submission.updateMany({
      data: { finishedAt: new Date(), verdict: 'passed', points: 10 },
    })
    for (const repeatsId of originals) {
      const [shadow] = await waiting(regraded, 'regrade')
      await world.db.submission.update({ where: { id: shadow as string }, data: { repeatsId } })
    }
    await saveReport(world.db, await claimed(), reportOf('softmax'))
    expect((await claimed()).kind).toBe('regrade')

    const own = await created(file(regraded))
    await created(file(other))
    expect(await placeOf(own.id)).toMatchObject({ position: 0 })
    expect((await claimed()).id).toBe(own.id)
    expect((await claimed()).userId).toBe(other)
    expect(await claimed()).toMatchObject({ userId: regraded, kind: 'regrade' })
  })

  test('a submission that three workers died of is left alone', async () => {
    await created(file(await world.student()))
    for (let died = 0; died < 3; died += 1) {
      await claimed()
      await passTime()
    }
    expect(await claim()).toBeNull()
  })
})

describe('what operators hold back', () => {
  const pause = (lane: string, reason = 'An update') =>
    world.db.pause.create({ data: { lane, reason } })
  afterEach(() => world.db.pause.deleteMany().then(() => undefined))

  test('a paused lane is passed over, even a long one, and comes back with what waited', async () => {
    await waiting(await world.student(), 'submit', 1_200)
    await waiting(await world.student(), 'regrade')
    await pause('submit')
    const regrade = await claimed()
    expect(regrade.kind).toBe('regrade')
    expect(await claim()).toBeNull()
    await world.db.pause.delete({ where: { lane: 'submit' } })
    expect((await claimed()).kind).toBe('submit')
  })

  test('a pause of everything leaves what is being graded alone', async () => {
    await waiting(await world.student(), 'submit')
    const begun = await claimed()
    await waiting(await world.student(), 'run')
    await pause('all')
    expect(await claim()).toBeNull()
    expect(await saveReport(world.db, begun, reportOf('softmax'))).toBe(true)
  })

  test('its students read the reason, and others their time as if it were not there', async () => {
    const [held] = await waiting(await world.student(), 'submit', 2)
    const [free] = await waiting(await world.student(), 'regrade')
    await pause('all', 'Everything rests')
    await pause('submit', 'A new GPU')
    expect(await placeOf(held as string)).toEqual({
      ...{ position: 0, etaMilliseconds: null, paused: 'A new GPU' },
    })
    expect(await placeOf(free as string)).toMatchObject({ paused: 'Everything rests' })
    await world.db.pause.delete({ where: { lane: 'all' } })
    expect(await placeOf(free as string)).toEqual({
      ...{ position: 0, etaMilliseconds: null },
    })
  })

  test('a lane is that of the queue, also for what staff run again in the lane of another kind', async () => {
    const [again] = await waiting(await world.student(), 'validation')
    await world.db.submission.update({
      where: { id: again as string },
      data: { lane: laneOf('retry') },
    })
    await pause('validation')
    expect((await claimed()).id).toBe(again)
  })

  test('a drained worker gets nothing, and the others everything', async () => {
    await waiting(await world.student(), 'submit')
    const worker = { kind: 'grader', version: '0.0.0', node: '26' }
    await world.db.worker.create({ data: { ...worker, id: 'test', drainedAt: new Date() } })
    expect(await claim()).toBeNull()
    expect(await claimNext(world.db, { ...claimant, worker: 'other' })).not.toBeNull()
    await world.db.worker.deleteMany()
  })
})

describe('the position', () => {
  test('follows the order of claiming', async () => {
    const [a, b] = [await world.student(), await world.student()]
    const ofA = await waiting(a, 'submit', 3)
    const ofB = await waiting(b, 'submit', 2)
    const run = await waiting(b, 'run')
    const expected = new Map<string, number>()
    const found = await positions(world.db, [...ofA, ...ofB, ...run, 'unknown'])
    for (const [id, place] of found) {
      expect(place.etaMilliseconds).toBeNull()
      expected.set(id, place.position)
    }
    expect([...expected.values()].sort()).toEqual([0, 1, 2, 3, 4, 5])
    for (let turn = 0; turn < 6; turn += 1) {
      const next = await claimed()
      expect([turn, expected.get(next.id)]).toEqual([turn, turn])
      await saveReport(world.db, next, reportOf('softmax'))
    }
  })

  test('is known also far behind the head of a long line', async () => {
    await waiting(await world.student(), 'submit', 1_200)
    const [last] = await waiting(await world.student(), 'regrade')
    expect(await placeOf(last as string)).toMatchObject({ position: 1_200 })
  })

  test('has a time once service times were measured, and ends when the submission starts', async () => {
    const [a, b] = [await world.student(), await world.student()]
    const [done] = await waiting(a, 'submit')
    await saveReport(world.db, await claimed(), reportOf('softmax'))
    const finished = await world.db.submission.findUniqueOrThrow({ where: { id: done as string } })
    await world.db.submission.update({
      where: { id: finished.id },
      data: { finishedAt: new Date((finished.startedAt as Date).getTime() + 100) },
    })
    const [next] = await waiting(b, 'submit')
    expect(await placeOf(next as string)).toEqual({ position: 0, etaMilliseconds: 100 })
    await claimed()
    expect(await placeOf(next as string)).toBeUndefined()
  })
})
