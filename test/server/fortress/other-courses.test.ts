/** What belongs to another course: not found by its own people's ids, whichever of them stands in an address. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import {
  anotherInstructor,
  contentsOf,
  everybody,
  foreignCanary,
  ownCanary,
  requestsOf,
  startWorld,
  type Request,
  type Who,
  type World,
} from './world.ts'

// Hundreds of requests, each of which takes its time on a busy machine.
jest.setTimeout(300_000)

let world: World
let instructor: string
let operator: string
beforeAll(async () => {
  world = await startWorld()
  operator = await anotherInstructor(world, true)
  instructor = await anotherInstructor(world)
})
afterAll(() => world.server.close())

/** The same in every course, or everybody's own. */
const shared = ['exercise', 'lane', 'worker', 'token']
/** Administrators look at the exercises of every course's workshop, and say whose code is trusted. */
const acrossCourses = 'PUT /api/operations/editions/:edition/trust'
const forOperators = /^\/(api\/operations|metrics|api\/courses\/:course\/workshop)/

async function send(request: Request, place: World['own'], key: string) {
  await world.server.db.rateCount.deleteMany()
  const json = request.body(world.own)
  return await world.server.ask(request.method.toUpperCase(), request.address(place), {
    ...{ key, ...(json && { json }) },
  })
}

test('any id of another course in an address of the own one is not found, and nothing changes', async () => {
  const { db } = world.server
  const before = await contentsOf(db, { reading: false })
  const found: string[] = []
  let tried = 0
  for (const request of requestsOf(world)) {
    if (request.name === acrossCourses) continue
    for (const parameter of request.parameters.filter((one) => !shared.includes(one))) {
      // A zip begins the exercise that it names, where the own course has none of that name.
      if (parameter === 'slug' && request.path.endsWith('/:slug/zip')) continue
      const place = { ...world.own, [parameter]: world.foreign[parameter] as string }
      const isOperators = request.path.startsWith('/api/operations/')
      const { status, text } = await send(request, place, isOperators ? operator : instructor)
      if (status !== 404 || text.includes(foreignCanary)) {
        found.push(`${request.name} with ${parameter} of another course: ${status} ${text}`)
      }
      tried++
    }
  }
  expect(found).toEqual([])
  expect(tried).toBeGreaterThan(60)
  expect(await contentsOf(db, { reading: false })).toEqual(before)
})

test('ids of another course in a body are not taken', async () => {
  const { server, own, foreign } = world
  const root = `/api/courses/${own['course']}`
  const review = { done: false, comments: [], marks: [], override: null, basedOn: null }
  const comment = { line: 1, endLine: 1, text: 'Look', bankComment: foreign['bank-comments'] }
  const misconception = { name: 'newMistake', sameAs: 'softmax', hints: ['Why?', 'So.'] }
  const file = { exercise: 'softmax', source: 'export {}', assignment: foreign['assignment'] }
  const before = await contentsOf(server.db, { reading: false })
  for (const [method, path, json] of [
    ['PUT', `${root}/reviews/${own['submission']}`, { ...review, marks: [foreign['item']] }],
    [
      'PATCH',
      `${root}/assignments`,
      { assignments: [foreign['assignment']], settings: { weight: 5 } },
    ],
    ['PUT', `${root}/assignments/order`, { assignments: [foreign['assignment']] }],
    ['PUT', `${root}/assignments/${own['assignment']}/rubric`, { order: [foreign['item']] }],
    [
      ...(['POST', `${root}/clusters/softmax/misconceptions`] as const),
      { ...misconception, submission: foreign['submission'] },
    ],
    ['POST', `${root}/workshop`, { slug: 'a-copy', title: 'A copy', copyOf: foreign['slug'] }],
    ['POST', '/api/submissions', file],
    ['POST', '/api/runs', file],
  ] as const) {
    const { status, text } = await server.ask(method, path, { key: instructor, json })
    expect([path, text, status >= 400 && status < 500]).toEqual([path, text, true])
  }
  expect(await contentsOf(server.db, { reading: false })).toEqual(before)

  // Saved, without saying where its words were taken from.
  const json = { ...review, comments: [comment] }
  const path = `${root}/reviews/${own['submission']}`
  const { body } = await server.ask('PUT', path, { key: instructor, json })
  expect(body).toMatchObject({ review: { comments: [{ text: 'Look', bankComment: null }] } })
})

test('nothing of another course is in any answer, not to an administrator either', async () => {
  const ofOther: readonly Who[] = ['otherStudent', 'otherAssistant', 'outsider', 'admin']
  const found: string[] = []
  for (const request of requestsOf(world)) {
    if (request.method !== 'get' || request.path.endsWith('/events')) continue
    await world.server.db.rateCount.deleteMany()
    for (const who of everybody) {
      if (who === 'admin' && forOperators.test(request.path)) continue
      const key = world.keys[who]
      const { text } = await world.server.ask('GET', request.address(world.own), {
        ...(key !== undefined && { key }),
      })
      const canary = ofOther.includes(who) ? ownCanary : foreignCanary
      if (text.includes(canary)) found.push(`${request.name} as ${who}`)
    }
  }
  expect(found).toEqual([])
})

test('those who are of no course, or of another, find none of its addresses', async () => {
  const found: string[] = []
  for (const request of requestsOf(world)) {
    if (!request.parameters.includes('course')) continue
    for (const who of ['admin', 'otherStudent', 'otherAssistant', 'outsider'] as const) {
      const { status } = await send(request, world.own, world.keys[who] as string)
      // Administrators erase whoever asks for it, too.
      const mayPass =
        who === 'admin' && (forOperators.test(request.path) || /erasure$/.test(request.path))
      if (!mayPass && status !== 404) found.push(`${request.name} as ${who}: ${status}`)
    }
  }
  expect(found).toEqual([])
})
