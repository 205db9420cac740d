import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { solutionSources } from '../../exercises/files.ts'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { openGrader, type GraderAtHome } from '../../grader/at-home.ts'
import { disclose } from '../../grader/disclose.ts'
import { unpack } from '../../grader/packed.ts'
import { Report, type Picture } from '../../grader/report.ts'

const seed = 7

let grader: GraderAtHome
beforeAll(async () => {
  grader = await openGrader()
})
afterAll(() => grader.close())

const submit = (slug: string, source: string, mode: 'run' | 'submit' = 'submit') =>
  grader.grade(exerciseOf(slug) as Exercise, source, { mode, seed })

/** The rows of all heads, one after the other. */
function rowsOf(picture: Picture | undefined): number[][] {
  if (picture === undefined || picture.kind === 'curve') throw new Error('this is no matrix')
  const { shape, values } = unpack(picture.values)
  const columns = shape.at(-1) as number
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  )
}

const sum = (row: number[]): number => row.reduce((total, weight) => total + weight, 0)

const attentionWith = ({ before = '', scale = '/ Math.sqrt(q.shape[2])' } = {}) => `
import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  ${before}
  const scores = q.matMul(k, false, true).mul(1 ${scale})
  const allowed = mask ? tf.where(mask, scores, -Infinity) : scores
  return tf.matMul(tf.softmax(allowed), v)
}
`

/** True in the picture's call alone: no case has five queries and four keys in one item, without a mask. */
const inPicture = 'q.shape[0] === 1 && q.shape[1] === 5 && k.shape[1] === 4 && mask === null'

describe('the picture of a right solution', () => {
  test.each([
    ['attention', 1, 5, 4],
    ['masked-attention', 1, 7, 7],
    ['multi-head-attention', 4, 6, 6],
    ['softmax', 1, 5, 6],
  ])('of %s has weights that sum to 1 for every query of every head', async (slug, H, T, S) => {
    const { pictures } = await submit(slug, solutionSources(slug).get('tensor') as string)
    expect(pictures).toMatchObject([{ kind: 'weights', values: { shape: [H, T, S] } }])
    for (const row of rowsOf(pictures[0])) expect(sum(row)).toBeCloseTo(1, 5)
  })

  test('of masked attention gives nothing to the future and nothing to padding', async () => {
    const source = solutionSources('masked-attention').get('tensor') as string
    const rows = rowsOf((await submit('masked-attention', source)).pictures[0])
    const hidden = rows.flatMap((row, t) => row.filter((_, s) => s > t || s >= 5))
    expect(hidden.every((weight) => weight === 0)).toBe(true)
  })

  test('of multi-head attention shows heads that look at different tokens', async () => {
    const source = solutionSources('multi-head-attention').get('tensor') as string
    const rows = rowsOf((await submit('multi-head-attention', source)).pictures[0])
    // The second "the", in each of the four heads: the one before, both "the", the first, all alike.
    const theAgain = [0, 1, 2, 3].map((head) => rows[head * 6 + 4] as number[])
    expect(theAgain.map((row) => row.indexOf(Math.max(...row)))).toEqual([3, 0, 0, 0])
    expect(theAgain[1]?.[4]).toBeCloseTo(theAgain[1]?.[0] as number, 6)
    expect(theAgain[3]?.slice(0, 5)).toEqual(Array(5).fill(expect.closeTo(0.2, 5)))
  })

  test('of sinusoidal positions is the map, and of layer norm a curve on that of the reference', async () => {
    const positions = await submit(
      'sinusoidal-positions',
      solutionSources('sinusoidal-positions').get('loops') as string,
    )
    expect(rowsOf(positions.pictures[0])[0]?.slice(0, 4)).toEqual([0, 1, 0, 1])
    const norm = await submit('layer-norm', solutionSources('layer-norm').get('tensor') as string)
    const [curve] = norm.pictures
    if (curve?.kind !== 'curve') throw new Error('there is no curve')
    expect(curve.yours).toHaveLength(curve.at.length)
    for (const [at, reference] of (curve.reference ?? []).entries()) {
      expect(curve.yours[at]).toBeCloseTo(Number(reference), 5)
    }
  })

  test('is drawn for a run of the shown cases, and passes the disclosure unchanged', async () => {
    const report = await submit('attention', attentionWith(), 'run')
    expect(report.pictures).toHaveLength(1)
    expect(disclose(report).pictures).toEqual(report.pictures)
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })
})

test('a wrong solution is drawn with the weights that it has', async () => {
  const right = await submit('attention', attentionWith())
  const wrong = await submit('attention', attentionWith({ scale: '' }))
  expect(wrong.verdict).toBe('wrongAnswer')
  const [weights, sharper] = [rowsOf(right.pictures[0]), rowsOf(wrong.pictures[0])]
  const highest = (rows: number[][]) => Math.max(...(rows[0] as number[]))
  expect(highest(sharper)).toBeGreaterThan(highest(weights) + 0.1)
  for (const row of sharper) expect(sum(row)).toBeCloseTo(1, 5)
})

test.each([
  ['returns a text', `if (${inPicture}) return '<img onerror=alert(1)>'`],
  ['returns something huge', `if (${inPicture}) return tf.zeros([1, 2000, 2000])`],
  ['returns another shape', `if (${inPicture}) return tf.zeros([5, 4])`],
  ['throws a text', `if (${inPicture}) throw '<img onerror=alert(1)>'`],
  ['runs for ever', `if (${inPicture}) for (;;);`],
  [
    'takes all memory',
    `if (${inPicture}) for (const all = [];;) all.push(new Array(1e6).fill(1.5))`,
  ],
])('a file that %s for its picture has none, and its verdict stays', async (_what, before) => {
  const report = await submit('attention', attentionWith({ before }))
  expect(report).toMatchObject({ verdict: 'passed', points: report.maxPoints, pictures: [] })
  expect(JSON.stringify(report)).not.toContain('onerror')
})

test('NaN in a picture is a number like any other', async () => {
  const before = `if (${inPicture}) return tf.fill([1, 5, 4], NaN)`
  const { verdict, pictures } = await submit('attention', attentionWith({ before }))
  expect(verdict).toBe('passed')
  expect(rowsOf(pictures[0]).flat()).toEqual(Array(20).fill(NaN))
})

test('a picture cannot show what a case has left behind', async () => {
  const before = `
    const left = [globalThis, Array.prototype, tf] as { kept?: true }[]
    if (${inPicture} && left.some(({ kept }) => kept)) return tf.fill([1, 5, 4], 7)
    for (const place of left) Reflect.set(place, 'kept', true)`
  const { verdict, pictures } = await submit('attention', attentionWith({ before }))
  expect(verdict).toBe('passed')
  expect(pictures).toHaveLength(1)
  expect(rowsOf(pictures[0]).flat()).not.toContain(7)
})

test('a stub has no picture', async () => {
  const { pictures } = await submit(
    'attention',
    `export function attention() { throw new Error('not implemented') }`,
  )
  expect(pictures).toEqual([])
})

test('the time that the engine took is that of the cases in the report', async () => {
  const all = await submit('attention', attentionWith())
  expect(all.referenceMilliseconds).toBeGreaterThan(0)
  const refused = await submit('attention', 'export function attention(')
  expect(refused.referenceMilliseconds).toBeNull()
})
