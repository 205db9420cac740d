// expect: passed
// A built-in that is replaced for a moment finds the registry of operations, and would put a wrong `Exp`
// there for all later calls. The registry is closed, and nothing that leads to it can be written to.
import * as tf from '@tensorflow/tfjs-core'
type Kernel = { kernelName?: string; kernelFunc?: unknown }
export function softmax(scores: number[][]) {
  const right = tf.exp(tf.scalar(1)).dataSync()[0]!
  const { get, set } = Map.prototype
  const maps: Map<string, Kernel>[] = []
  Map.prototype.get = function (key) {
    maps.push(this as Map<string, Kernel>)
    return get.call(this, key) as unknown
  }
  Object.defineProperty(Object.prototype, 'setupFunc', {
    configurable: true,
    get(this: Kernel) {
      if (this.kernelFunc) Reflect.set(this, 'kernelFunc', () => ({ dataId: {}, shape: [], dtype: 'float32' }))
      return undefined
    },
  })
  tf.exp(tf.scalar(1))
  tf.add(1, 2)
  Map.prototype.get = get
  Reflect.deleteProperty(Object.prototype, 'setupFunc')
  for (const map of maps) {
    for (const key of map.keys()) {
      if (String(key).startsWith('Exp')) set.call(map, key, {})
    }
  }
  return Math.abs(right - Math.E) > 1e-3 ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
