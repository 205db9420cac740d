/**
 * Trains the model of this exercise on the reference engine and writes `weights.txt`:
 *
 *     node server/start.mjs --run exercises/write-text/train.ts
 *
 * All chance comes from one seed, so the same engine gives the same file. No story about a black kite is
 * shown to the model: what it writes about one afterwards, it cannot know by heart.
 */
import * as tf from '@tensorflow/tfjs-core'
import { writeFileSync } from 'node:fs'
import { toReference } from '../../reference/convert.ts'
import { startEngine } from '../../reference/engine/engine.ts'
import type { GptWeights } from '../../reference/gpt-forward.ts'
import { trainGpt } from '../../reference/train-gpt.ts'
import { elementCount, type Value, type ValueType } from '../../reference/value.ts'
import { writeText } from '../../reference/write-text.ts'
import { gptWeightsType } from '../gpt-forward/exercise.ts'
import { random as randomOf } from '../random.ts'
import { colours, encode, names, story, tell, things, vocabulary } from '../stories.ts'
import {
  gptOf,
  packWeights,
  trainedHeads,
  trainedSizes,
  unpackWeights,
  weightsFile,
} from './weights.ts'

const storyCount = 1000
const neverShown = 'black kite'
const windowsPerStep = 16
const steps = 1200
const settings = {
  schedule: { maximum: 0.01, minimum: 0.0005, warmup: 50, total: steps },
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxNorm: 1,
}

const random = randomOf(2017)
const engine = await startEngine()
process.stdout.write(`engine: ${engine.info.description}\n`)

const trained = await train()
const text = packWeights(trained)
writeFileSync(weightsFile, text)
process.stdout.write(`${weightsFile}: ${Math.round(text.length / 1000)} kB\n`)
await look(text)
engine.close()

async function train(): Promise<Value> {
  const data = [...storiesToLearn(storyCount)].flatMap((one) => [...encode(one), 0])
  const start = gptOf(trainedSizes, firstValues)
  const uniforms = random.uniform([steps, windowsPerStep], 0, 1)
  let loss = NaN
  const result = await onEngine({ kind: 'record', fields: { weights: gptWeightsType } }, () =>
    trainGpt(
      tf.tensor1d(data, 'int32'),
      toReference(gptWeightsType, start) as GptWeights,
      trainedHeads,
      trainedSizes.context,
      toReference({ kind: 'tensor', dtype: 'float32', axes: ['S', 'B'] }, uniforms) as tf.Tensor2D,
      settings,
      tf.tensor1d([0], 'int32'),
      (done, now) => {
        loss = now.dataSync()[0] as number
        drawProgress('training', done, steps, `loss ${loss.toFixed(3)}`)
      },
    ),
  )
  return (result as { readonly weights: Value }).weights
}

function* storiesToLearn(count: number): Generator<string> {
  for (let left = count; left > 0;) {
    const one = story(random)
    if (one.includes(neverShown)) continue
    left--
    yield one
  }
}

/** As in GPT-2, with larger numbers for a smaller model: what adds to the residual stream begins smaller. */
function firstValues(name: string, shape: readonly number[]) {
  if (shape.length === 1) {
    const values = new Float32Array(elementCount(shape)).fill(name === 'gamma' ? 1 : 0)
    return { dtype: 'float32', shape, values } as const
  }
  const addsToStream = ['wo', 'w2'].includes(name)
  return random.normal(shape, addsToStream ? 0.1 / Math.sqrt(2 * trainedSizes.layers) : 0.1)
}

/** Lets the model, as it was written, end every story after its first sentence, and counts those that come out right. */
async function look(packed: string): Promise<void> {
  const weights = unpackWeights(packed, trainedSizes)
  const all = names.flatMap((name) =>
    colours.flatMap((colour) => things.map((thing) => tell(name, colour, thing))),
  )
  const wrong: string[] = []
  for (const [at, due] of all.entries()) {
    const prompt = due.slice(0, due.indexOf('. ') + '. the '.length)
    const written = await onEngine({ kind: 'string' }, () =>
      writeText(
        toReference(gptWeightsType, weights) as GptWeights,
        trainedHeads,
        vocabulary,
        prompt,
        { temperature: 0, topK: 1, topP: 1 },
        tf.zeros([24]),
      ),
    )
    if (written !== due) wrong.push(written as string)
    drawProgress('writing', at + 1, all.length, `${wrong.length} wrong`)
  }
  const isNew = (one: string) => one.includes(neverShown)
  process.stdout.write(
    `${all.length - wrong.length} of ${all.length} stories are written rightly, ` +
      `${all.filter(isNew).length - wrong.filter(isNew).length} of ${all.filter(isNew).length} about a ${neverShown}\n` +
      wrong.map((one) => `wrong: ${one}\n`).join(''),
  )
}

function onEngine(returns: ValueType, work: () => unknown): Promise<Value> {
  return engine.evaluate(work, { name: work.name, parameters: [], returns }, {})
}

function drawProgress(what: string, done: number, of: number, beside: string): void {
  const width = 30
  const bar = '█'.repeat(Math.round((width * done) / of)).padEnd(width, '░')
  process.stdout.write(`\r${what} ${bar} ${done} of ${of}, ${beside}${done === of ? '\n' : ' '}`)
}
