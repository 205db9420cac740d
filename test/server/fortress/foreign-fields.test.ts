/** Fields that nobody asked for: refused by every route that reads a body, before anything is written. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
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
let instructor: string
beforeAll(async () => {
  world = await startWorld()
  instructor = await anotherInstructor(world, true)
})
afterAll(() => world.server.close())

/** As JSON, since `__proto__` in a literal is no field. */
const foreign = [
  ...['"role":"instructor"', '"isAdmin":true', '"userId":"other"', '"points":1e9', '"id":"mine"'],
  ...['"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}'],
]

const nameOf = (field: string) => /^"(\w+)"/.exec(field)?.[1] ?? ''

/** The body with one more field, in each of its objects in turn. */
function* withMore(body: unknown, field: string): Generator<string> {
  if (typeof body !== 'object' || body === null) return
  const own = JSON.stringify(body)
  if (!Array.isArray(body)) {
    yield own === '{}' ? `{${field}}` : `${own.slice(0, -1)},${field}}`
  }
  for (const [key, inner] of Object.entries(body)) {
    // What these hold is named by whoever sends it.
    if (key === 'files') continue
    for (const more of withMore(inner, field)) {
      yield JSON.stringify({ ...body, [key]: 'here' }).replace('"here"', () => more)
    }
  }
}

async function send(request: Request, body: string, key: string | undefined) {
  await world.server.db.rateCount.deleteMany()
  return await world.server.ask(request.method.toUpperCase(), request.address(world.own), {
    ...{ body, headers: { 'Content-Type': 'application/json' } },
    ...(key !== undefined && { key }),
  })
}

const wantsMore = (text: string) => /"code":"invalidRequest".*Unrecognized key/.test(text)

test('a field that is not asked for is refused by name, and nothing changes', async () => {
  const { db } = world.server
  const before = await contentsOf(db, { reading: false })
  const requests = requestsOf(world).filter((one) => one.body(world.own))
  expect(requests.length).toBeGreaterThan(45)
  const taken: string[] = []
  for (const request of requests) {
    for (const field of foreign) {
      if (request.fields.has(nameOf(field))) continue
      for (const body of withMore(request.body(world.own), field)) {
        // Some routes are for students alone.
        const answers = [
          await send(request, body, instructor),
          ...(request.name.endsWith('/requests')
            ? [await send(request, body, world.keys.studentA)]
            : []),
        ]
        const refused = answers.some(({ status, text }) => status === 400 && wantsMore(text))
        if (!refused) taken.push(`${request.name} ${body}: ${answers.at(-1)?.text}`)
      }
    }
  }
  expect(taken).toEqual([])
  expect(await contentsOf(db, { reading: false })).toEqual(before)
  expect(Object.prototype).not.toHaveProperty('isAdmin')
})

test('the same bodies without it are read', async () => {
  for (const request of requestsOf(world)) {
    const body = request.body(world.own)
    if (!body) continue
    const { text } = await send(request, JSON.stringify(body), instructor)
    expect([request.name, text]).not.toEqual([
      request.name,
      expect.stringMatching(/"code":"invalidRequest"/),
    ])
  }
})
