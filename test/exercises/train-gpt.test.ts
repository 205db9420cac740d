import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Exercise } from '../../exercises/exercise.ts'
import { solutionSources } from '../../exercises/files.ts'
import { exerciseOf } from '../../exercises/index.ts'
import { openGrader, type GraderAtHome } from '../../grader/at-home.ts'
import { explainReport } from '../../grader/explain.ts'

const exercise = exerciseOf('train-gpt') as Exercise

let grader: GraderAtHome
beforeAll(async () => {
  grader = await openGrader()
})
afterAll(() => grader.close())

describe('training a small GPT', () => {
  test('by hand, in plain loops, passes and draws losses that fall as those of the reference', async () => {
    const source = solutionSources('train-gpt').get('loops') as string
    const report = await grader.grade(exercise, source, { mode: 'submit', seed: 7 })
    expect(report.verdict).toBe('passed')
    const [picture] = report.pictures
    if (picture?.kind !== 'curve') throw new Error('there is no curve')
    const losses = picture.yours.map(Number)
    expect(losses).toHaveLength(40)
    expect(losses[0]).toBeCloseTo(Math.log(23), 0)
    expect(losses.at(-1)).toBeLessThan(2)
    expect(picture.reference?.map(Number)).toEqual(losses.map((loss) => expect.closeTo(loss, 5)))
  }, 60_000)

  test('on numbers that were read out has no gradient, and the report asks about that', async () => {
    const source = `
import * as tf from '@tensorflow/tfjs-core'
import type { GptWeights } from 'attendant/gpt-forward'

export function trainGpt(data: number[], weights: GptWeights) {
  const readOut = (wte: tf.Tensor) => tf.scalar((wte.arraySync() as number[][])[0]![0]!)
  const { value } = tf.valueAndGrads((wte) => readOut(wte!))([weights.wte])
  return { losses: [value.arraySync()], logits: [[0, 0]] }
}
`
    const report = await grader.grade(exercise, source, { mode: 'run', seed: 7 })
    expect(report.verdict).toBe('runtimeError')
    expect(explainReport(report, { language: 'en', width: 400 })).toContain('carry no gradient')
  })
})
