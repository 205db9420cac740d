import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { claimNext, laneOf } from '../../../grader/queue/claim.ts'
import { startLoop } from '../../../grader/queue/loop.ts'
import { openQueue, type SubmissionQueue } from '../../../grader/queue/queue.ts'
import { openSlots } from '../../../grader/queue/slots.ts'
import { saveReport } from '../../../grader/queue/store.ts'
import { createSubmission } from '../../../grader/queue/submit.ts'
import { reportOf } from '../a-report.ts'
import { createWorld, file, type World } from '../world.ts'

let world: World
let queue: SubmissionQueue

beforeAll(async () => {
  world = await createWorld()
  queue = await openQueue({ databaseUrl: world.postgres.url, onError: () => undefined })
})
afterAll(async () => {
  await queue.close()
  await world.close()
})

/** Shadows of submissions of one student. */
async function shadows(count: number): Promise<void> {
  const userId = await world.student()
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax' } })
  const common = { userId, exercise: 'softmax', source: '', exerciseVersionId: version.id }
  const originals = Array.from({ length: count }, () => randomUUID())
  await world.db.submission.createMany({
    data: originals.map((id) => ({
      ...{ ...common, id, kind: 'submit', lane: laneOf('submit') },
      ...{ finishedAt: new Date(), verdict: 'passed' },
    })),
  })
  await world.db.submission.createMany({
    data: originals.map((repeatsId) => ({
      ...{ ...common, repeatsId, kind: 'regrade', lane: laneOf('regrade') },
    })),
  })
}

test('a whole course that is regraded leaves a slot free for whoever hands in', async () => {
  await shadows(5)
  const shadowsMayEnd = Promise.withResolvers<undefined>()
  const liveCame = Promise.withResolvers<readonly string[]>()
  const inFlight: string[] = []
  const { db } = world
  const loop = await startLoop({
    ...{ db, worker: 'test', concurrency: 3, leaseMilliseconds: 10_000 },
    queue: { databaseUrl: world.postgres.url, onError: () => undefined },
    log: pino({ level: 'silent' }),
    gradeClaim: async ({ kind }) => {
      inFlight.push(kind)
      if (kind === 'submit') liveCame.resolve([...inFlight])
      else if (inFlight.length === 2) {
        // Both slots that shadows may have are taken now.
        await createSubmission(db, queue, file(await world.student()))
      }
      if (kind === 'regrade') await shadowsMayEnd.promise
      return { report: reportOf('softmax') }
    },
  })
  for (const waiting of await db.submission.findMany({ where: { finishedAt: null } })) {
    queue.wake(waiting)
  }
  expect(await liveCame.promise).toEqual(['regrade', 'regrade', 'submit'])
  shadowsMayEnd.resolve(undefined)
  await loop.drain()
})

/** What a claim gives, and whether it was for urgent ones only. */
function claiming(seen: boolean[], canWait: boolean, kind: 'submit' | 'regrade' = 'submit') {
  return (urgentOnly: boolean) => {
    seen.push(urgentOnly)
    return Promise.resolve({
      ...{ kind, id: 'one', epoch: 1, userId: 'one', exercise: 'softmax' },
      ...{ source: '', seedIndex: 0, canWait },
    })
  }
}

test('nothing that can wait begins while something urgent is being graded', async () => {
  const slots = openSlots(3, { onRested: () => undefined })
  const seen: boolean[] = []
  const urgentEnds = Promise.withResolvers<undefined>()
  const urgent = slots.next(claiming(seen, false), () => urgentEnds.promise)
  await Promise.resolve()
  await slots.next(claiming(seen, false), () => Promise.resolve())
  urgentEnds.resolve(undefined)
  await urgent
  await slots.next(claiming(seen, true), () => Promise.resolve())
  expect(seen).toEqual([false, true, false])
})

test.each([
  ['what staff has graded again for twice as long as it worked', 'regrade', 200, 2_000],
  ['what a student has many of for nineteen times as long', 'submit', 1_900, 5_000],
] as const)('while others hand in, a slot rests from %s, and serves them', async (...row) => {
  const [, kind, short, long] = row
  let now = 0
  let rested = 0
  const rests: { milliseconds: number; end: (value: undefined) => void }[] = []
  const pause = (milliseconds: number) =>
    new Promise<undefined>((end) => rests.push({ milliseconds, end }))
  const slots = openSlots(2, { onRested: () => (rested += 1), time: { now: () => now, pause } })
  const seen: boolean[] = []
  const graded = (canWait: boolean, milliseconds: number) =>
    slots.next(claiming(seen, canWait, canWait ? kind : 'submit'), () => {
      now += milliseconds
      return Promise.resolve()
    })
  await graded(true, 100)
  expect(rests).toEqual([])
  await graded(false, 100)
  await graded(true, 100)
  expect(rests).toMatchObject([{ milliseconds: short }])
  await graded(false, 100)
  expect(seen).toEqual([false, false, false, true])

  rests[0]!.end(undefined)
  await Promise.resolve()
  expect(rested).toBe(1)
  await graded(true, 5_000)
  expect(seen.at(-1)).toBe(false)
  expect(rests).toMatchObject([{ milliseconds: short }, { milliseconds: long }])
  rests[1]!.end(undefined)
  await Promise.resolve()
  now += 10_000
  await graded(true, 100)
  expect(rests).toHaveLength(2)
})

test('a claim of what is urgent passes over what staff has graded again', async () => {
  await world.db.submission.deleteMany()
  await shadows(1)
  const claimant = { worker: 'test', leaseMilliseconds: 10_000 }
  expect(await claimNext(world.db, { ...claimant, urgentOnly: true })).toBeNull()
  expect(await claimNext(world.db, claimant)).toMatchObject({ kind: 'regrade', canWait: true })
})

test('of a student who came with many, the ones after the fifth can wait, and nobody else’s', async () => {
  await world.db.submission.deleteMany()
  const [flooder, other] = [await world.student(), await world.student()]
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax' } })
  const waiting = (userId: string, turn: number) => ({
    ...{ userId, exercise: 'softmax', source: '', exerciseVersionId: version.id, turn },
    ...{ kind: 'submit' as const, lane: laneOf('submit') },
    queuedAt: new Date(Date.now() - 60_000 + turn),
  })
  await world.db.submission.createMany({
    data: Array.from({ length: 30 }, (_, turn) => waiting(flooder, turn)),
  })
  const claimant = { worker: 'test', leaseMilliseconds: 10_000 }
  const next = async (urgentOnly: boolean) => {
    const claim = await claimNext(world.db, { ...claimant, urgentOnly })
    if (claim) await saveReport(world.db, claim, reportOf('softmax'))
    return claim && { userId: claim.userId, canWait: claim.canWait }
  }
  for (let count = 0; count < 5; count += 1) {
    expect(await next(true)).toEqual({ userId: flooder, canWait: false })
  }
  expect(await next(true)).toBeNull()
  expect(await next(false)).toEqual({ userId: flooder, canWait: true })
  await world.db.submission.createMany({ data: [waiting(other, 0)] })
  expect(await next(true)).toEqual({ userId: other, canWait: false })
  // Nobody waits for ever: two minutes later they are as everybody else.
  await world.db.submission.updateMany({
    where: { finishedAt: { not: null } },
    data: { startedAt: new Date(Date.now() - 121_000) },
  })
  expect(await next(true)).toEqual({ userId: flooder, canWait: false })
})
