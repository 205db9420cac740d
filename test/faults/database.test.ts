import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openGraders, patience, right, slowly, type Graders } from './graders.ts'
import { openLoad } from './load.ts'
import { badAnswers, brokenPromises, outage, toldAfterSeconds, wide } from './outages.ts'

jest.setTimeout(patience)

let graders: Graders
let address: string

beforeAll(async () => {
  graders = await openGraders()
  address = await graders.serve()
})
afterAll(() => graders.stop())

/** What is promised of a database that came back. */
const mostSeconds = 10

test('a database that restarts under load, in order or by a crash, costs time and nothing else', async () => {
  await oneListens()
  const [first] = await Promise.all([
    graders.start({ alterations: wide(300), environment: { GRADER_CONCURRENCY: '2' } }),
    graders.start({ alterations: [slowly(60)], environment: { GRADER_CONCURRENCY: '2' } }),
  ])
  const load = await openLoad(graders, address, 60)
  let isDone = false
  const handingIn = load.handIn(2).finally(() => (isDone = true))
  for (const how of ['fast', 'immediate', 'immediate'] as const) {
    expect(isDone).toBe(false)
    const { acceptedAfterSeconds } = await outage(graders, load, how)
    expect(acceptedAfterSeconds).toBeLessThan(mostSeconds)
  }
  await handingIn
  await graders.allEnded()
  expect(badAnswers(load)).toEqual([])
  expect(load.answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0)
  expect(await brokenPromises(graders, load)).toEqual([])
  // Nobody had to be started again for it.
  expect(first.process.exitCode).toBeNull()

  const told = await toldAfterSeconds(address, load.keys[0]!, right)
  expect(told.kinds.at(-1)).toBe('verdict')
  await oneListens()
})

/** Waits until the server hears of events. */
async function oneListens(): Promise<void> {
  const client = new pg.Client({ connectionString: graders.databaseUrl })
  await client.connect()
  for (let heard = 0; heard !== 1;) {
    const { rowCount } = await client.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'attendant events' AND query LIKE 'LISTEN%'`,
    )
    heard = rowCount ?? 0
    await sleep(50)
  }
  await client.end()
}
