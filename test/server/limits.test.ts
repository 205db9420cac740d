import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sweepCounts } from '../../server/rate-counts.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  // As behind a proxy, so that requests come from many addresses.
  server = await startServer({ proxies: 1 })
})
afterAll(() => server.close())

const signIn = (email: string, from: string, on = server) =>
  on.ask('POST', '/api/session/password', {
    json: { email, password: 'a wrong password' },
    headers: { 'X-Forwarded-For': from },
  })

async function statuses(count: number, ask: () => ReturnType<typeof signIn>): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, ask))
  return answers.map(({ status }) => status).sort()
}

const refused = (count: number) => Array.from({ length: count }, () => 401)

test('ten wrong passwords in a quarter of an hour are the most for an account from an address', async () => {
  const guess = () => signIn('guessed@school.edu', '203.0.113.1')
  expect(await statuses(11, guess)).toEqual([...refused(10), 429])
  const answer = await signIn('GUESSED@school.edu', '203.0.113.1')
  expect(answer).toMatchObject({
    status: 429,
    body: {
      error: { code: 'tooManyRequests', message: expect.stringMatching(/Go on in 15 minutes\.$/) },
    },
  })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800)
  expect((await signIn('guessed@school.edu', '203.0.113.2')).status).toBe(401)
  expect((await signIn('other@school.edu', '203.0.113.1')).status).toBe(401)
})

test('a hundred failures a day are the most for an address, whatever the accounts', async () => {
  let count = 0
  const guess = () => signIn(`guess${count++}@school.edu`, '203.0.113.3')
  expect(await statuses(3, guess)).toEqual(refused(3))
  const key = { startsWith: 'password by address:' }
  await server.db.rateCount.updateMany({ where: { key, hits: 3 }, data: { hits: 99 } })
  expect(await statuses(3, guess)).toEqual([401, 429, 429])
})

test('a server that starts with these counts goes on counting', async () => {
  const counts = await server.db.rateCount.findMany()
  const other = await startServer({ proxies: 1 })
  try {
    await other.db.rateCount.createMany({ data: counts })
    expect((await signIn('guessed@school.edu', '203.0.113.1', other)).status).toBe(429)
    expect((await signIn('guessed@school.edu', '203.0.113.2', other)).status).toBe(401)
  } finally {
    await other.close()
  }
})

test('counts say neither who asked nor from where', async () => {
  const counts = JSON.stringify(await server.db.rateCount.findMany())
  expect(counts).not.toMatch(/guess|school|203\.0/)
})

test('counts begin anew after their time, and are swept', async () => {
  await server.db.rateCount.updateMany({ data: { resetAt: new Date() } })
  expect((await signIn('guessed@school.edu', '203.0.113.1')).status).toBe(401)
  expect(await sweepCounts(server.db)).toBeGreaterThan(0)
  const left = await server.db.rateCount.findMany()
  expect(left.map(({ hits }) => hits)).toEqual([1, 1])
})

test('sixty files a minute are the most for one person, runs and submissions together', async () => {
  const hand = (path: string, who: 'studentA' | 'studentB') =>
    server.ask('POST', path, {
      key: server.keys[who],
      json: { exercise: 'softmax', source: 'export {}' },
    })
  expect((await hand('/api/runs', 'studentA')).status).toBe(202)
  const key = { startsWith: 'hand-in:' }
  await server.db.rateCount.updateMany({ where: { key }, data: { hits: 59 } })
  expect((await hand('/api/runs', 'studentA')).status).toBe(202)
  expect((await hand('/api/submissions', 'studentA')).status).toBe(429)
  expect((await hand('/api/submissions', 'studentB')).status).toBe(202)
})
