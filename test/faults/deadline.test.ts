import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSubmission, type Creation } from '../../grader/queue/submit.ts'
import { createWorld, file, silentQueue, type World } from '../grader/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const day = 24 * 60 * 60 * 1000

/** Hands in, and once the file has arrived, by the database's clock, sets the due date that `dueAfter` makes of that moment. */
async function handInAt(
  dueAfter: (arrived: number) => number,
  latePolicy?: { hours: number; credit: number }[],
): Promise<{ creation: Creation; arrived: Date }> {
  const userId = await world.student()
  const far = new Date(Date.now() + 365 * day)
  const assignmentId = await world.assignment('softmax', { dueAt: far })
  if (latePolicy) {
    await world.db.assignment.update({ where: { id: assignmentId }, data: { latePolicy } })
  }
  // What arrives is stored only once this lets the student's row go.
  const stored = await world.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
      const creating = createSubmission(world.db, silentQueue, file(userId, { assignmentId }))
      const arrived = await arrival()
      const dueAt = new Date(dueAfter(arrived.getTime()))
      await world.db.assignment.update({ where: { id: assignmentId }, data: { dueAt } })
      // Whatever it is compared with, it is not the time of storing.
      await pause(50)
      return { creating: () => creating, arrived }
    },
    { maxWait: 60_000, timeout: 60_000 },
  )
  return { creation: await stored.creating(), arrived: stored.arrived }
}

/** When the transaction began that waits for a row. */
async function arrival(): Promise<Date> {
  for (;;) {
    const [waiting] = await world.db.$queryRaw<{ began: Date }[]>`
      SELECT xact_start AS began FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE '%NO KEY UPDATE%'`
    if (waiting) return waiting.began
    await pause(10)
  }
}

test.each([
  ['a millisecond before it is due', 1, 'created'],
  ['at the moment when it is due', 0, 'created'],
  ['a millisecond after it was due', -1, 'closed'],
] as const)('what arrives %s, by the database’s clock', async (_, until, kind) => {
  const { creation, arrived } = await handInAt((moment) => moment + until)
  expect(creation.kind).toBe(kind)
  if (creation.kind === 'created') expect(creation.submission.queuedAt).toEqual(arrived)
})

test.each([
  ['a millisecond before late work ends', 1, 'created'],
  ['at the moment when late work ends', 0, 'created'],
  ['a millisecond after late work ended', -1, 'closed'],
] as const)('what arrives %s', async (_, until, kind) => {
  const policy = [{ hours: 24, credit: 0.5 }]
  const { creation } = await handInAt((moment) => moment - day + until, policy)
  expect(creation.kind).toBe(kind)
})

test('waiting to be stored makes nobody late', async () => {
  const { creation, arrived } = await handInAt((moment) => moment + 1)
  expect(Date.now()).toBeGreaterThan(arrived.getTime() + 1)
  expect(creation.kind).toBe('created')
})
