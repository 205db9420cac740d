import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import pg from 'pg'
import type { ProgressEvent } from '../../grader/report.ts'
import { claim, end, record } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function submit(person: Person = 'studentA'): Promise<string> {
  const { body } = await server.ask('POST', '/api/submissions', {
    key: server.keys[person],
    json: { exercise: 'attention', source: 'export {}' },
  })
  return (body as { id: string }).id
}

interface Following {
  readonly status: number
  /** What has come so far. */
  readonly seen: EventSourceMessage[]
  /** Waits until an event of this kind has come `times` times. */
  until(kind: string, times?: number): Promise<void>
  /** Waits until the server ends the stream. */
  readonly ended: Promise<void>
  stop(): void
}

async function follow(id: string, lastEventId?: string): Promise<Following> {
  const stopping = new AbortController()
  const response = await fetch(`${server.url}/api/submissions/${id}/events`, {
    signal: stopping.signal,
    headers: {
      Authorization: `Bearer ${server.keys.studentA}`,
      ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
    },
  })
  const seen: EventSourceMessage[] = []
  const arrived = new EventTarget()
  const parser = createParser({
    onEvent(event) {
      seen.push(event)
      arrived.dispatchEvent(new Event('event'))
    },
  })
  const read = async () => {
    const text = response.body?.pipeThrough(new TextDecoderStream())
    for await (const chunk of text ?? []) parser.feed(chunk)
  }
  const ended = read().catch(() => undefined)
  return {
    ...{ status: response.status, seen, ended },
    async until(kind, times = 1) {
      while (seen.filter(({ event }) => event === kind).length < times) await once(arrived, 'event')
    },
    stop() {
      stopping.abort()
    },
  }
}

const caseDone = (done: number): ProgressEvent => ({
  ...{ kind: 'case', done, of: 6, name: `case ${done}`, verdict: 'passed' },
})
const stored = ({ seen }: Following) => seen.filter(({ event }) => event !== 'queued')
const ids = (following: Following) => stored(following).map(({ id }) => Number(id))

test('a submission can be followed from the queue to its verdict, and the stream ends', async () => {
  await submit('studentB')
  const id = await submit()
  const following = await follow(id)
  await following.until('queued', 2)
  expect(JSON.parse(following.seen[0]?.data ?? '')).toEqual({
    ...{ kind: 'queued', position: 1, etaMilliseconds: null },
  })
  expect(following.seen[0]?.id).toBeUndefined()

  await end(server.db, await claim(server.db))
  const mine = await claim(server.db)
  await record(server.db, mine, caseDone(1), caseDone(2))
  await record(server.db, mine, caseDone(3))
  await end(server.db, mine)
  await following.ended
  expect(stored(following).map(({ event }) => event)).toEqual([
    ...['started', 'case', 'case', 'case', 'verdict'],
  ])
  expect(ids(following)).toEqual([1, 2, 3, 4, 5])
  expect(JSON.parse(following.seen.at(-1)?.data ?? '')).toEqual({
    ...{ kind: 'verdict', verdict: 'wrongAnswer', points: 1, maxPoints: 2 },
  })
})

test('whoever reconnects at any point gets exactly the rest', async () => {
  const id = await submit()
  const mine = await claim(server.db)
  let last = '0'
  const seen: number[] = []
  for (let done = 1; done <= 6; done++) {
    // The client leaves after each event; the next is stored while nobody listens, or just as somebody does.
    const following = await follow(id, last)
    if (done % 2 === 0) await record(server.db, mine, caseDone(done))
    await following.until(done === 1 ? 'started' : 'case')
    following.stop()
    seen.push(...ids(following))
    last = String(seen.at(-1))
    if (done % 2 === 0) await record(server.db, mine, caseDone(done + 1))
  }
  await end(server.db, mine)
  const following = await follow(id, last)
  await following.ended
  seen.push(...ids(following))
  expect(seen).toEqual(seen.map((_, position) => position + 1))
  expect(stored(following).at(-1)?.event).toBe('verdict')

  expect(await follow(id, String(seen.at(-1)))).toMatchObject({ status: 204 })
})

test('ten followers of one submission all see everything once', async () => {
  const id = await submit()
  const mine = await claim(server.db)
  const followers = await Promise.all(Array.from({ length: 10 }, () => follow(id)))
  for (let done = 1; done <= 6; done++) await record(server.db, mine, caseDone(done))
  await end(server.db, mine)
  await Promise.all(followers.map(({ ended }) => ended))
  for (const follower of followers) expect(ids(follower)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a replaced submission says so and ends', async () => {
  const older = await submit()
  const following = await follow(older)
  await following.until('queued')
  await submit()
  await following.ended
  expect(stored(following).map(({ event }) => event)).toEqual(['superseded'])
  await end(server.db, await claim(server.db))
})

test('losing the listening connection loses no events', async () => {
  const id = await submit()
  const mine = await claim(server.db)
  const following = await follow(id)
  await following.until('started')
  const admin = new pg.Client(server.databaseUrl)
  await admin.connect()
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'attendant events'`,
  )
  await admin.end()
  await record(server.db, mine, caseDone(1))
  await following.until('case')
  await end(server.db, mine)
  await following.ended
  expect(ids(following)).toEqual([1, 2, 3])
})

test('an event that nobody was notified of comes all the same', async () => {
  const trigger = async (what: 'ENABLE' | 'DISABLE') => {
    await server.db.$executeRawUnsafe(`ALTER TABLE "SubmissionEvent" ${what} TRIGGER USER`)
  }
  const id = await submit()
  const following = await follow(id)
  await following.until('queued')
  await trigger('DISABLE')
  try {
    await end(server.db, await claim(server.db))
    await following.ended
  } finally {
    await trigger('ENABLE')
  }
  expect(ids(following)).toEqual([1, 2])
})

test('a submission that is deleted ends its stream, and is not there for who comes back', async () => {
  const id = await submit()
  const following = await follow(id)
  await following.until('queued')
  await server.db.submission.delete({ where: { id } })
  await following.ended
  expect((await follow(id)).status).toBe(404)
})

test('many who wait cost the database no more questions than one', async () => {
  const transactions = async () => {
    const [row] = await server.db.$queryRaw<{ count: bigint }[]>`
      SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`
    return Number(row?.count)
  }
  const id = await submit()
  const following = await Promise.all(Array.from({ length: 12 }, () => follow(id)))
  await Promise.all(following.map((one) => one.until('queued', 2)))
  const before = await transactions()
  await Promise.all(following.map((one) => one.until('queued', 7)))
  // Two questions in each of five seconds; a question for each of them would be sixty more.
  expect((await transactions()) - before).toBeLessThan(30)
  for (const one of following) one.stop()
  await end(server.db, await claim(server.db))
})

test('a thirteenth stream of one user is refused until another ends', async () => {
  const id = await submit()
  const open = await Promise.all(Array.from({ length: 12 }, () => follow(id)))
  const refused = await follow(id)
  expect(refused.status).toBe(429)
  await end(server.db, await claim(server.db))
  await Promise.all(open.map(({ ended }) => ended))
  expect(await follow(id)).toMatchObject({ status: 200 })
})

test('an app that stops ends its streams, and clients come back to where they were', async () => {
  const id = await submit()
  const mine = await claim(server.db)
  const first = await follow(id)
  await first.until('started')
  server.app.endStreams()
  await first.ended
  await record(server.db, mine, caseDone(1))
  const second = await follow(id, stored(first).at(-1)?.id)
  await end(server.db, mine)
  await second.ended
  expect(ids(second)).toEqual([2, 3])
})
