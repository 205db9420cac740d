import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Report } from '../../grader/report.ts'
import { readOperations } from '../../server/operations/overview.ts'
import { broken, openGraders, slowly, type Grader, type Graders, patience } from './graders.ts'

jest.setTimeout(patience)

let graders: Graders
let all: Grader[]

const tenMinutes = 10 * 60_000
const clocks = {
  'ten minutes ahead': { TEST_CLOCK_SKEW: String(tenMinutes) },
  'ten minutes behind': { TEST_CLOCK_SKEW: String(-tenMinutes) },
  'turned by an hour again and again': {
    ...{ TEST_CLOCK_JUMP: String(60 * 60_000), TZ: 'America/New_York' },
  },
}

/** Grading takes longer than a lease, which has to be renewed therefore. */
const alterations = [
  slowly(300),
  {
    file: 'grader/worker.ts',
    find: 'const leaseMilliseconds = 10_000',
    replace: 'const leaseMilliseconds = 2_500',
  },
  {
    file: 'grader/queue/signs.ts',
    find: 'signMilliseconds = 10_000',
    replace: 'signMilliseconds = 500',
  },
]

beforeAll(async () => {
  graders = await openGraders()
  const preload = pathToFileURL(join(import.meta.dirname, 'clock-process.ts')).href
  all = await Promise.all(
    Object.values(clocks).map((environment) =>
      graders.start({ alterations, preload, environment }),
    ),
  )
})
afterAll(() => graders.stop())

test('graders whose clocks are wrong steal nothing, double nothing and measure as others do', async () => {
  const { db } = graders
  const worked = new Set<string>()
  const rested = new Set<string>()
  // Two at work in each round, and a third that is woken and finds nothing to take: each is each in turn.
  while (worked.size < all.length || rested.size < all.length) {
    const pair = await Promise.all([graders.handIn(), graders.handIn()])
    for (const { id } of pair) {
      await graders.until(id, ({ worker }) => worker !== null)
      for (let epoch = 10; epoch < 13; epoch += 1) graders.queue.wake({ id, epoch })
    }
    const rows = await Promise.all(pair.map(({ id }) => graders.ended(id)))
    for (const { name } of all) {
      const isAtWork = rows.some(({ worker }) => worker === name)
      ;(isAtWork ? worked : rested).add(name)
    }
  }
  const rows = await graders.allEnded()
  expect(await broken(db)).toEqual([])
  for (const { verdict, epoch, report, queuedAt, startedAt, compiledAt, finishedAt } of rows) {
    // A second claim would mean that somebody took it from a grader that was at it.
    expect([verdict, epoch]).toEqual(['passed', 1])
    const order = [queuedAt, startedAt, compiledAt, finishedAt].map(Number)
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    const { totalMilliseconds, ...phases } = Report.parse(report).timings
    const took = Number(finishedAt) - Number(startedAt)
    expect(totalMilliseconds).toBeGreaterThan(0)
    expect(totalMilliseconds).toBeLessThanOrEqual(took + 1_000)
    expect(Object.values(phases).every((phase) => phase >= 0)).toBe(true)
  }
})

test('operators see them at work, with times that are right', async () => {
  const now = Number(await graders.now())
  const before = { kind: 'grader', seenAt: { lt: new Date(now) } }
  while ((await graders.db.worker.count({ where: before })) > 0) await sleep(100)
  const { workers } = await readOperations(graders.db)
  const seen = workers.filter(({ kind }) => kind === 'grader')
  expect(seen.map(({ state }) => state)).toEqual(['working', 'working', 'working'])
  for (const { seenAt, startedAt } of seen) {
    expect(Math.abs(Number(seenAt) - now)).toBeLessThan(tenMinutes / 5)
    expect(Math.abs(Number(startedAt) - now)).toBeLessThan(tenMinutes / 2)
  }
})

test('no time is kept without its zone, where a change to summer time would turn it', async () => {
  const zoneless = await graders.db.$queryRaw`
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'`
  expect(zoneless).toEqual([])
})
