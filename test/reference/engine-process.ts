/**
 * Starts the engines that its parameters name, one after another in this one process, and prints for
 * each what it is and what it computes, as a line of JSON.
 */
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import { exercise as attention } from '../../exercises/attention/exercise.ts'
import { exercise as softmax } from '../../exercises/softmax/exercise.ts'
import { workingsOf } from '../../exercises/workings.ts'
import { startEngine, type EngineChoice } from '../../reference/engine/engine.ts'
import { referenceOutputs } from '../../reference/outputs.ts'
import { packOutputs } from '../../reference/pack.ts'

const require = createRequire(import.meta.url)

for (const choice of process.argv.slice(2) as EngineChoice[]) {
  try {
    const engine = await startEngine(choice)
    const packed = []
    for (const exercise of [softmax, attention]) {
      const only = exercise.cases.find(({ kind }) => kind === 'random')?.name ?? ''
      const { outputs } = await referenceOutputs(
        { exercise, workings: workingsOf(exercise) },
        () => 7,
        (inputs) => engine.evaluate(exercise.reference, exercise.signature, inputs),
        { only },
      )
      packed.push(Buffer.from(packOutputs(outputs)).toString('base64'))
    }
    say({
      choice,
      info: engine.info,
      refused: engine.refused,
      packed,
      tensors: tf.memory().numTensors,
    })
    engine.close()
  } catch (error) {
    say({ choice, error: (error as Error).message })
  }
}
const required = require('@tensorflow/tfjs-core') as typeof tf
say({
  oneTfjs: required.engine() === tf.engine() && required.Tensor === tf.Tensor,
  window: typeof Reflect.get(globalThis, 'window'),
})
// Dawn would keep the process alive.
process.exit()

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
