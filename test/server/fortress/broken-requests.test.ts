/** Requests that nobody means well with: answered in our words, with nothing of our inside, and never as our fault. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import pino from 'pino'
import type { Answer } from '../server.ts'
import {
  anotherInstructor,
  contentsOf,
  requestsOf,
  startWorld,
  type Request,
  type World,
} from './world.ts'

// Hundreds of requests, each of which takes its time on a busy machine.
jest.setTimeout(300_000)

let world: World
const logged: string[] = []
beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) })
  world = await startWorld({ proxies: 1 }, log)
})
afterAll(() => world.server.close())

/** Somebody new for every few hundred requests, since nobody may send more in a minute. */
let key = ''
let sent = 0
async function send(
  request: Request,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Answer> {
  if (sent++ % 500 === 0) key = await anotherInstructor(world, true)
  if (sent % 8 === 0) await world.server.db.rateCount.deleteMany()
  return await world.server.ask(request.method.toUpperCase(), path, {
    key,
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `203.0.113.${sent % 250}` },
    ...(body !== undefined && { body }),
  })
}

const inside =
  /node_modules|\.ts:\d|\bat \w.* \(|prisma|\bP\d{4}\b|SELECT |INSERT |violates|constraint|relation "|syntax for type|ECONN|better-auth|zod|internalError|\/server\//i

/** What went wrong, in tests that go on. */
let found: string[] = []
beforeEach(() => {
  found = []
})

function expectOurs(what: string, { status, text }: Answer): void {
  const fits = status < 400 || (status < 500 && !inside.test(text))
  if (!fits) found.push(`${what}: ${status} ${text.slice(0, 300)}`)
}

const brokenParts = [
  ...['%00', '%F0%28%8C%28', '%', '..%2f..%2fetc%2fpasswd', '__proto__', '9'.repeat(400)],
  "'%20OR%201=1;--%0d%0aX:%20y",
]

test('broken parts of an address, one at a time', async () => {
  for (const request of requestsOf(world)) {
    const body = request.body(world.own)
    for (const parameter of request.parameters) {
      for (const part of brokenParts) {
        const path = request.address({ ...world.own, [parameter]: part })
        const answer = await send(request, path, body && JSON.stringify(body))
        expectOurs(`${request.name} with ${parameter} ${part.slice(0, 30)}`, answer)
        if (answer.status < 300) found.push(`${request.name} took ${parameter} ${part}`)
      }
    }
  }
  expect(found).toEqual([])
})

test('broken queries', async () => {
  for (const request of requestsOf(world)) {
    if (request.method !== 'get') continue
    const plain = request.address(world.own)
    const join = plain.includes('?') ? '&' : '?'
    const each = request.queries.flatMap((name) =>
      ['a%00b', '%F0%28', '9'.repeat(300)].map((value) => `${name}=${value}`),
    )
    for (const query of [
      ...each,
      '__proto__[a]=1&constructor=2',
      'exercise[a]=b&exercise=c&exercise=d&%',
    ]) {
      expectOurs(`${request.name}?${query.slice(0, 40)}`, await send(request, plain + join + query))
    }
  }
  expect(found).toEqual([])
})

const brokenValues = [
  'null',
  '7',
  '1e308',
  '[null]',
  '{}',
  '"a\u0000b"',
  '"\ud800"',
  `"${'x'.repeat(20_000)}"`,
]

test('broken fields of bodies, one at a time', async () => {
  for (const request of requestsOf(world)) {
    const body = request.body(world.own)
    if (!body) continue
    for (const field of new Set([...Object.keys(body), ...request.fields])) {
      for (const value of brokenValues) {
        const text = JSON.stringify({ ...body, [field]: 'here' }).replace('"here"', () => value)
        const answer = await send(request, request.address(world.own), text)
        expectOurs(`${request.name} with ${field}: ${value.slice(0, 30)}`, answer)
      }
    }
  }
  expect(found).toEqual([])
})

describe('broken bodies', () => {
  const bodies: [string, string | Uint8Array<ArrayBuffer>][] = [
    ['nothing', ''],
    ['no JSON', '{'],
    ['a number', '7'],
    ['a list', '[]'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['half a million brackets', '['.repeat(250_000) + ']'.repeat(250_000)],
  ]
  test.each(bodies)('%s', async (what, body) => {
    for (const request of requestsOf(world)) {
      if (!request.body(world.own)) continue
      const answer = await send(request, request.address(world.own), body)
      expectOurs(`${request.name}: ${what}`, answer)
    }
    expect({}).not.toHaveProperty('isAdmin')
    expect(found).toEqual([])
  })

  const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
    world.server.ask('POST', '/api/submissions', {
      ...{ key: world.server.keys.studentB, body },
      headers: { 'X-Forwarded-For': '203.0.113.9', ...headers },
    })
  const json = { 'Content-Type': 'application/json' }

  test('compressed: what comes out is what counts', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(200_000)
    const before = process.memoryUsage().rss
    for (let count = 0; count < 5; count++) {
      // Refused in words, or cut off when it is still sending then.
      const answer = await post(
        { ...json, 'Content-Encoding': 'gzip' },
        new Uint8Array(bomb),
      ).catch(() => null)
      expect(answer?.status ?? 413).toBe(413)
    }
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(150)
    const unknown = await post({ ...json, 'Content-Encoding': 'compress' }, 'x')
    const cut = await post(
      { ...json, 'Content-Encoding': 'gzip' },
      new Uint8Array(bomb.subarray(0, 999)),
    )
    expect([unknown.status, cut.status]).toEqual([415, 400])
  })

  test('of a charset that is none', async () => {
    const answer = await post({ 'Content-Type': 'application/json; charset=none' }, '{}')
    expect(answer.status).toBe(415)
    expectOurs('a charset', answer)
    expect(found).toEqual([])
  })

  test('over 256 KiB are files for nobody', async () => {
    const source = 'x'.repeat(256 * 1024 + 1)
    const answer = await post(json, JSON.stringify({ exercise: 'softmax', source }))
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'sourceTooLarge' } } })
  })
})

test('none of all that was our fault, and the log has no line of it', () => {
  const faults = logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)
  expect(faults).toEqual([])
  expect(logged.length).toBeGreaterThan(1_000)
  expect(logged.filter((line) => /[\r\n]/.test(line.trimEnd()))).toEqual([])
})

test('what really is our fault tells a number and nothing else, and is logged', async () => {
  const { server } = world
  await server.db.$executeRawUnsafe('ALTER TABLE "Draft" RENAME TO "Lost"')
  const answer = await server.ask('GET', '/api/drafts/softmax', { key: server.keys.studentB })
  await server.db.$executeRawUnsafe('ALTER TABLE "Lost" RENAME TO "Draft"')
  const { id } = (answer.body as { error: { details: { id: string } } }).error.details
  expect([answer.status, answer.body]).toEqual([
    500,
    {
      error: {
        ...{ code: 'internalError', details: { id } },
        message: `Something went wrong on our side. It is logged as ${id}; please quote that when you report it.`,
      },
    },
  ])
  expect(logged.filter((line) => line.includes(id))).toHaveLength(1)
  expect(await contentsOf(server.db, { reading: false })).toHaveProperty('Draft')
})
