import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { claim } from './grading.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const submit = (exercise: string) =>
  server.ask('POST', '/api/submissions', {
    key: server.keys.studentA,
    json: { exercise, source: 'export {}' },
  })

test('health and metrics tell how long the queue is', async () => {
  await submit('softmax')
  await submit('attention')
  expect(await server.ask('GET', '/healthz')).toMatchObject({
    status: 200,
    body: { status: 'ok', version: '0.0.0', queue: { waiting: 2 } },
  })
  await claim(server.db)
  const { text, headers } = await server.ask('GET', '/metrics')
  expect(headers.get('content-type')).toContain('text/plain')
  expect(text).toMatch(/^attendant_queue_waiting 1$/m)
  expect(text).toMatch(/^attendant_submissions_accepted_total\{kind="submit"\} 2$/m)
  expect(text).toMatch(
    /^attendant_http_request_seconds_count\{.*route="\/api\/submissions".*\} 2$/m,
  )
  expect(text).toMatch(/^process_cpu_seconds_total /m)
})

test('submissions that the database drops on the way are answered with 503, not with a fault', async () => {
  const other = await startServer()
  const statuses: number[] = []
  const one = async (position: number) => {
    const { status } = await other.ask('POST', '/api/runs', {
      key: other.keys[position % 2 === 0 ? 'studentA' : 'studentB'],
      json: { exercise: 'softmax', source: `// ${position}` },
    })
    statuses.push(status)
  }
  try {
    const asked = Array.from({ length: 40 }, (_, position) => one(position))
    await Promise.race(asked)
    await other.stopDatabase()
    await Promise.all(asked)
    await one(41)
  } finally {
    await other.close()
  }
  expect([...new Set(statuses)].sort()).toEqual([202, 503])
})

test('without the database everything that needs it says so and when to come back', async () => {
  const [waiting] = await server.db.submission.findMany({ where: { exercise: 'softmax' } })
  const cookie = (
    await server.ask('POST', '/api/session/demo', { json: { role: 'student' } })
  ).headers.getSetCookie()[0] as string
  await server.stopDatabase()

  const key = server.keys.studentA
  for (const [method, path] of [
    ['GET', `/api/submissions/${waiting?.id}`],
    ['GET', `/api/submissions/${waiting?.id}/events`],
    ['GET', '/api/submissions'],
    ['GET', '/api/exercises'],
  ] as const) {
    for (const as of [{ key }, { headers: { cookie } }]) {
      const answer = await server.ask(method, path, as)
      expect(answer).toMatchObject({
        status: 503,
        body: { error: { code: 'databaseUnavailable' } },
      })
      expect(answer.headers.get('retry-after')).toBe('5')
    }
  }
  expect(await submit('softmax')).toMatchObject({ status: 503 })
  expect(await server.ask('GET', '/healthz')).toMatchObject({
    status: 503,
    body: { status: 'databaseDown', queue: null },
  })
  // The page, the course and the metrics need no database.
  expect((await server.ask('GET', '/')).status).toBe(200)
  expect((await server.ask('GET', '/api/exercises')).status).toBe(200)
  expect((await server.ask('GET', '/metrics')).text).toMatch(/^attendant_queue_waiting Nan$/m)
})
