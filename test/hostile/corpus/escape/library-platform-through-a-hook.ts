// expect: passed
// A built-in that is replaced for a moment sees what the library hands to it, and so finds the engine and its
// platform. Even that one cannot fetch, wait or decode, and can be set to nothing else.
import * as tf from '@tensorflow/tfjs-core'
interface Engine { ENV: { platform: Record<string, (...given: unknown[]) => unknown>; setPlatform(...given: unknown[]): void } }
function stealEngine(): Engine | undefined {
  const { get } = WeakMap.prototype
  let engine: Engine | undefined
  WeakMap.prototype.get = function (key) {
    const found = get.call(this, key) as { backend?: { data?: { dataMover?: Engine } } } | undefined
    engine ??= found?.backend?.data?.dataMover
    return found
  }
  tf.add(1, 2).dataSync()
  WeakMap.prototype.get = get
  return engine
}
export function softmax(scores: number[][]) {
  const engine = stealEngine()
  for (const name of ['fetch', 'encode', 'decode', 'setTimeoutCustom']) {
    try {
      engine?.ENV.platform[name]?.('http://169.254.169.254/', 'utf-8')
      if (engine) return []
    } catch {}
  }
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
