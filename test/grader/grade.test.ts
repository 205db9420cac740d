import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { solutionSources, stubOf } from '../../exercises/files.ts'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { openGrader, type GraderAtHome } from '../../grader/at-home.ts'
import { Report } from '../../grader/report.ts'

const attention = exerciseOf('attention') as Exercise
const seed = 7

let grader: GraderAtHome
beforeAll(async () => {
  grader = await openGrader()
})
afterAll(() => grader.close())

const submit = (source: string) => grader.grade(attention, source, { mode: 'submit', seed })

/** Attention in whole-tensor operations, with the parts that the tests below break. */
const attentionWith = ({ scale = '.div(Math.sqrt(q.shape[2]))', result = 'weights.matMul(v)' }) => `
import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)${scale}
  const allowed = mask ? tf.where(mask.cast('bool'), scores, tf.fill(scores.shape, -Infinity)) : scores
  const weights = tf.softmax(allowed)
  return ${result}
}
`

describe('a submission', () => {
  test('that is right passes every case and gets all points', async () => {
    const report = await submit(attentionWith({}))
    expect(report.cases.filter((one) => one.verdict !== 'passed')).toEqual([])
    expect(report).toMatchObject({
      verdict: 'passed',
      points: report.maxPoints,
      firstFailure: null,
    })
  })

  test.each([...solutionSources('attention').keys()])(
    'that is the model solution in the style "%s" passes',
    async (style) => {
      const report = await submit(solutionSources('attention').get(style) as string)
      expect(report.verdict).toBe('passed')
    },
  )

  test('that is the stub ends as notImplemented, after one case', async () => {
    const report = await submit(stubOf('attention'))
    expect(report.verdict).toBe('notImplemented')
    expect(report.cases.map((one) => one.skipped)).toEqual(
      attention.cases.map((_, position) => position > 0),
    )
  })

  test('without the scale is a wrong answer that is named as attention without the scale', async () => {
    const report = await submit(attentionWith({ scale: '' }))
    expect(report.verdict).toBe('wrongAnswer')
    expect(report.diagnosis?.misconception?.sameAs).toMatch(/√dHead/)
  })

  test('that is right but writes to its input is told so, and no other mistake is named', async () => {
    const report = await submit(
      attentionWith({ result: '(q.dataSync()[0] = 9, weights.matMul(v))' }),
    )
    expect(report.cases[0]?.finding).toMatchObject({ kind: 'inputChanged', parameter: 'q' })
    expect(report.diagnosis?.misconception).toBeNull()
  })

  test('with exchanged axes is a bad output with both shapes', async () => {
    const report = await submit(attentionWith({ result: 'weights.matMul(v).transpose([0, 2, 1])' }))
    expect(report.verdict).toBe('badOutput')
    const failing = report.cases.find((one) => one.finding?.kind === 'shape')
    expect(failing?.finding).toMatchObject({ kind: 'shape', permutation: [0, 2, 1] })
  })

  test('with a syntax error is a compile error at the line of the student', async () => {
    const report = await submit('export function attention(q {\n  return q\n}\n')
    expect(report.verdict).toBe('compileError')
    expect(report.finding).toMatchObject({ kind: 'syntax', place: { line: 1 } })
    expect(report.cases.every((one) => one.skipped)).toBe(true)
  })

  test('that imports anything else is told what may be imported', async () => {
    const report = await submit(`import fs from 'node:fs'\nexport const attention = () => fs`)
    expect(report.finding).toMatchObject({
      kind: 'import',
      module: 'node:fs',
      place: { line: 1 },
    })
  })

  test('that exports another name is told which names were found', async () => {
    const report = await submit('export function atention() {}')
    expect(report).toMatchObject({
      verdict: 'compileError',
      finding: { kind: 'missingExport', wanted: 'attention', found: ['atention'] },
    })
  })

  test('that throws is a runtime error at the line of the student', async () => {
    const report = await submit('export function attention() {\n  throw new TypeError("oh no")\n}')
    expect(report.verdict).toBe('runtimeError')
    expect(report.cases[0]?.finding).toMatchObject({
      kind: 'threw',
      name: 'TypeError',
      message: 'oh no',
      place: { line: 2 },
    })
  })

  test('that loops for ever ends at the time limit and skips the other cases', async () => {
    const report = await submit('export function attention() {\n  for (;;);\n}')
    expect(report.verdict).toBe('timeLimit')
    expect(report.cases.filter((one) => !one.skipped)).toHaveLength(1)
  })

  test('with a NaN says where the first one is', async () => {
    const report = await submit(attentionWith({ result: 'weights.matMul(v).mul(NaN)' }))
    expect(report.cases[0]?.finding).toMatchObject({
      kind: 'nonFinite',
      first: { index: [0, 0, 0], yours: 'NaN' },
    })
  })
})

test('a failing random case comes with a smaller input on which it fails too', async () => {
  const onlyWrongForSeveralTokens = attentionWith({
    result: 'q.shape[1] > 1 ? weights.matMul(v).mul(1.5) : weights.matMul(v)',
  })
  const random = attention.cases.find((one) => one.kind === 'random' && one.disclosure === 'full')
  const report = await grader.grade(attention, onlyWrongForSeveralTokens, {
    mode: 'submit',
    seed,
    only: random?.name as string,
  })
  expect(report.verdict).toBe('wrongAnswer')
  expect(report.counterexample?.shrinks).toBeGreaterThan(0)
})

test('the same source and seed give the same report, times aside', async () => {
  const [one, other] = [
    await submit(attentionWith({ scale: '' })),
    await submit(attentionWith({ scale: '' })),
  ]
  const withoutTimes = (report: Report) => ({
    ...report,
    timings: null,
    referenceMilliseconds: null,
    cases: report.cases.map((aCase) => ({ ...aCase, milliseconds: 0 })),
  })
  expect(withoutTimes(one)).toEqual(withoutTimes(other))
})

test('a run grades the shown cases only', async () => {
  const report = await grader.grade(attention, attentionWith({}), { mode: 'run', seed })
  expect(report.cases.map((one) => one.disclosure)).not.toContain('diagnosis')
  expect(report.mode).toBe('run')
})

test('every report is one that its schema accepts, also after JSON', async () => {
  for (const source of [attentionWith({}), attentionWith({ scale: '' }), 'export const x = 1']) {
    const report = await submit(source)
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  }
})
