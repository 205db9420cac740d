// expect: passed
// H9, asked from within the library, from a getter and from a built-in that calls back: more frames of ours
// stand in between.
import * as tf from '@tensorflow/tfjs-core'
type Site = Record<string, (() => unknown) | undefined>
export function softmax(scores: number[][]) {
  const maker = Error as unknown as { prepareStackTrace?: unknown; stackTraceLimit: number }
  const limit = maker.stackTraceLimit
  let leaked = 0
  const look = () => {
    maker.stackTraceLimit = Infinity
    maker.prepareStackTrace = (_: unknown, sites: Site[]) => sites
    for (const site of new Error().stack as unknown as Site[]) {
      if (site['getFunction']?.() !== undefined || site['getThis']?.()) leaked++
    }
    delete maker.prepareStackTrace
    maker.stackTraceLimit = limit
  }
  tf.tidy(() => look())
  tf.customGrad(((x: tf.Tensor) => (look(), { value: x.square(), gradFunc: () => x })) as never)(tf.scalar(2))
  JSON.stringify({ toJSON: look })
  scores.forEach(look)
  return leaked > 0 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
