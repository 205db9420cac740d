import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Similarities, SimilarPair } from '../../server/api/similarity.ts'
import { compareAllApart, compareTwoApart } from '../../server/similarity-apart.ts'
import { compareAll, compareTwo, type Solution } from '../../server/similarity.ts'
import { claim, end } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

const stub = `import * as tf from '@tensorflow/tfjs'
export function softmax(x: tf.Tensor2D): tf.Tensor2D {
  throw new Error('not implemented yet: write this function, then submit it')
}`
const tensors = `import * as tf from '@tensorflow/tfjs'
export function softmax(x: tf.Tensor2D): tf.Tensor2D {
  const top = x.max(-1, true)
  const lifted = x.sub(top)
  const powers = lifted.exp()
  const sums = powers.sum(-1, true)
  return powers.div(sums) as tf.Tensor2D
}`
/** The same with other names, comments, layout and types. */
const renamed = `import * as tf from '@tensorflow/tfjs'
// My own work
export function softmax(logits: tf.Tensor2D): tf.Tensor2D {
  const a = logits.max(-1, true), none = 0
  const b: tf.Tensor = logits.sub(a)
  /* now the powers */
  const c = b.exp()

  const d: tf.Tensor = c.sum(-1,
    true)
  return c.div(d) as tf.Tensor2D
}`
const loops = `import * as tf from '@tensorflow/tfjs'
export function softmax(x: tf.Tensor2D): tf.Tensor2D {
  const rows = x.arraySync()
  for (const row of rows) {
    let sum = 0
    let top = -Infinity
    for (let at = 0; at < row.length; at++) top = Math.max(top, row[at]!)
    for (let at = 0; at < row.length; at++) {
      row[at] = Math.exp(row[at]! - top)
      sum += row[at]!
    }
    for (let at = 0; at < row.length; at++) row[at] = row[at]! / sum
  }
  return tf.tensor2d(rows)
}`
const solutions: Solution[] = [
  { id: 'tensors', source: tensors },
  { id: 'renamed', source: renamed },
  { id: 'loops', source: loops },
  { id: 'broken', source: 'export function (' },
]

test('other names, types, comments and layout do not hide what is the same', async () => {
  const { compared, pairs, median } = await compareAll(solutions, stub)
  expect(compared).toBe(3)
  expect(pairs.map(({ left, right }) => [left, right])).toEqual([['tensors', 'renamed']])
  expect(pairs[0]?.similarity).toBeGreaterThan(0.7)
  expect(median).toBeLessThan(0.2)
})

test('two solutions are as alike alone as among all others', async () => {
  const { pairs } = await compareAll(solutions, stub)
  const [left, right] = solutions as [Solution, Solution]
  expect(compareTwo(left, right, stub)?.similarity).toBeCloseTo(pairs[0]!.similarity, 10)
})

test('the common parts are told by their lines in both files', () => {
  const [left, right] = solutions as [Solution, Solution]
  const parts = compareTwo(left, right, stub)!.parts
  // The function's body, whose last line is too short for a run of its own.
  expect(Math.min(...parts.map((one) => one.left.from))).toBeLessThanOrEqual(3)
  expect(Math.max(...parts.map((one) => one.left.to))).toBeGreaterThanOrEqual(7)
  expect(parts.every((one) => one.left.from <= one.left.to && one.right.from >= 1)).toBe(true)
})

test('what everybody was given is not counted', async () => {
  const given = [
    { id: 'a', source: stub },
    { id: 'b', source: stub.replaceAll('x:', 'y:') },
  ]
  expect((await compareAll(given, stub)).pairs).toEqual([])
})

test('what cannot be read is compared with nothing', async () => {
  expect(compareTwo(solutions[0]!, solutions[3]!, stub)).toBeNull()
  expect(await compareAll([solutions[3]!], stub)).toEqual({ compared: 0, median: null, pairs: [] })
})

test('a source that breaks the reader of types is left out, and the others are compared', async () => {
  const nested = ['{', 'x=('].map((one, at) => ({ id: `${at}`, source: one.repeat(60_000) }))
  const among = [nested[0]!, ...solutions, nested[1]!]
  expect(await compareAllApart(among, stub)).toEqual(await compareAll(solutions, stub))
  expect(await compareTwoApart(nested[0]!, solutions[0]!, stub)).toBeNull()
  const [left, right] = solutions as [Solution, Solution]
  expect(await compareTwoApart(left, right, stub)).toEqual(compareTwo(left, right, stub))
})

test('a long list of numbers in both takes no minutes to compare', () => {
  const source = `export const table = [${'1, '.repeat(8_000)}]`
  const found = compareTwo({ id: 'a', source }, { id: 'b', source }, stub)
  expect(found?.similarity).toBe(1)
})

describe('over HTTP', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    for (const [person, source] of [
      ['studentA', loops],
      ['studentA', tensors],
      ['studentB', renamed],
      ['instructor', tensors],
    ] as const) {
      await server.ask('POST', '/api/submissions', {
        key: server.keys[person],
        json: { exercise: 'softmax', source },
      })
      await end(server.db, await claim(server.db))
    }
  })
  afterAll(() => server.close())
  const get = (path: string, person: Person = 'instructor') =>
    server.ask('GET', `/api/courses/transformers/similarity${path}`, { key: server.keys[person] })

  test("each student's newest solution is compared, and every look at a pair is on record", async () => {
    const { compared, pairs, total } = (await get('?exercise=softmax')).body as Similarities
    expect({ compared, total }).toEqual({ compared: 2, total: 1 })
    const { left, right } = pairs[0]!
    const path = `/${left.submission}/${right.submission}`
    expect((await get(path, 'assistant')).status).toBe(403)
    const pair = (await get(path)).body as SimilarPair
    expect([pair.left.source, pair.right.source].sort()).toEqual([tensors, renamed].sort())
    const looks = await server.db.auditEvent.findMany({ where: { action: 'similarity.view' } })
    expect(looks.map(({ aboutId }) => aboutId).sort()).toEqual(
      [server.ids.studentA, server.ids.studentB].sort(),
    )
    expect((await get(`/${left.submission}/${left.submission}`)).status).toBe(404)
    expect((await get('?exercise=unknown')).status).toBe(404)
  })
})
