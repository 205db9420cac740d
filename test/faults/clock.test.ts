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
  const hasGraded = async () => {
    const rows = await db.submission.findMany({ distinct: ['worker'], select: { worker: true } })
    return new Set(rows.map(({ worker }) => worker))
  }
  while (!all.every((grader) => hasSeen.has(grader.name))) {
    await Promise.all(all.map(() => graders.handIn()))
    await sleep(1_000)
    hasSeen = await hasGraded()
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

let hasSeen: ReadonlySet<string | null> = new Set()

test('operators see them at work, with times that are right', async () => {
  const now = Number(await graders.now())
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
