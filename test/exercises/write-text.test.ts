/** The model of the exercise "Write with a trained GPT": how its numbers are kept, and what it has understood. */
import { expect, test } from '@jest/globals'
import * as tf from '@tensorflow/tfjs-core'
import { runLocally } from '../../exercises/local.ts'
import { names, tell, vocabulary } from '../../exercises/stories.ts'
import { random } from '../../exercises/random.ts'
import { exercise } from '../../exercises/write-text/exercise.ts'
import {
  gptOf,
  packWeights,
  trainedHeads,
  trainedWeights,
  unpackWeights,
} from '../../exercises/write-text/weights.ts'
import { tensorOf } from '../../reference/convert.ts'

// Without it tfjs advertises its packages on the console.
tf.enableProdMode()

const sizes = { vocab: 4, context: 5, dModel: 6, dFF: 7, layers: 2 }

test('weights come back from their text as they are in float16', () => {
  const source = random(5)
  const weights = gptOf(sizes, (_, shape) => source.normal(shape))
  const read = unpackWeights(packWeights(weights), sizes)
  const [before, after] = [weights, read].map(({ blocks }) => [...blocks[1]!.ffn.w2.values])
  expect(after).toEqual(before!.map((value) => Math.f16round(value)))
  expect(packWeights(read)).toBe(packWeights(weights))
})

test('a text with too few numbers is refused', () => {
  const text = packWeights(gptOf({ ...sizes, layers: 1 }, (_, shape) => random(5).normal(shape)))
  expect(() => unpackWeights(text, sizes)).toThrow(
    /^the weights are \d+ numbers; a model of these sizes has \d+: train it again$/,
  )
})

test.each(names)(
  'the model knows the colour of the black kite of %s, of which it never read',
  async (name) => {
    const due = tell(name, 'black', 'kite')
    const inputs = {
      weights: trainedWeights(),
      nHeads: trainedHeads,
      vocabulary,
      prompt: due.slice(0, due.indexOf('. ') + 2),
      settings: { temperature: 0, topK: 1, topP: 1 },
      uniforms: tensorOf(new Array<number>(24).fill(0), 'float64'),
    }
    expect(await runLocally(exercise.solutions.loops, exercise.signature, inputs)).toBe(due)
  },
)
