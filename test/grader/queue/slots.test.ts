import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { claimNext, laneOf } from '../../../grader/queue/claim.ts'
import { startLoop } from '../../../grader/queue/loop.ts'
import { openQueue, type SubmissionQueue } from '../../../grader/queue/queue.ts'
import { openSlots } from '../../../grader/queue/slots.ts'
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

test('nothing that staff has graded again begins while a student’s work is being graded', async () => {
  const slots = openSlots(3)
  const seen: boolean[] = []
  const claimed = (kind: 'submit' | 'regrade') => (liveOnly: boolean) => {
    seen.push(liveOnly)
    return Promise.resolve({
      ...{ kind, id: kind, epoch: 1, userId: 'one', exercise: 'softmax' },
      ...{ source: '', seedIndex: 0 },
    })
  }
  const liveEnds = Promise.withResolvers<undefined>()
  const live = slots.next(claimed('submit'), () => liveEnds.promise)
  await Promise.resolve()
  await slots.next(claimed('submit'), () => Promise.resolve())
  liveEnds.resolve(undefined)
  await live
  await slots.next(claimed('regrade'), () => Promise.resolve())
  expect(seen).toEqual([false, true, false])
})

test('while students hand in, what staff has graded again rests twice as long as it works', async () => {
  let now = 0
  const rests: number[] = []
  const pause = (milliseconds: number) => Promise.resolve(rests.push(milliseconds))
  const slots = openSlots(2, { now: () => now, pause })
  const graded = (kind: 'submit' | 'regrade', milliseconds: number) =>
    slots.next(
      () =>
        Promise.resolve({
          ...{ kind, id: kind, epoch: 1, userId: 'one', exercise: 'softmax' },
          ...{ source: '', seedIndex: 0 },
        }),
      () => {
        now += milliseconds
        return Promise.resolve()
      },
    )
  await graded('regrade', 300)
  expect(rests).toEqual([])
  await graded('submit', 100)
  await graded('regrade', 300)
  await graded('regrade', 200)
  expect(rests).toEqual([600, 400])
  now += 10_000
  await graded('regrade', 300)
  expect(rests).toEqual([600, 400])
})

test('a claim for students alone passes over what staff has graded again', async () => {
  await world.db.submission.deleteMany()
  await shadows(1)
  const claimant = { worker: 'test', leaseMilliseconds: 10_000 }
  expect(await claimNext(world.db, { ...claimant, liveOnly: true })).toBeNull()
  expect(await claimNext(world.db, claimant)).toMatchObject({ kind: 'regrade' })
})
