// expect: passed
// The library can read and write models over HTTP, files and the browser's storage. None of it is left.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const { io, browser } = tf as unknown as Record<'io' | 'browser', Record<string, (...given: unknown[]) => unknown>>
  const attempts = [
    () => io['http']!('http://169.254.169.254/latest/meta-data'),
    () => io['browserHTTPRequest']!('http://127.0.0.1:5432'),
    () => io['loadWeights']!([], 'file:///etc/'),
    () => io['browserFiles']!([]),
    () => io['registerLoadRouter']!(() => null),
    () => io['listModels']!(),
    () => browser['fromPixels']!({}),
    () => browser['toPixels']!(tf.ones([1, 1, 3])),
  ]
  for (const attempt of attempts) {
    try {
      attempt()
      return []
    } catch {}
  }
  return [...Reflect.ownKeys(io), ...Reflect.ownKeys(browser)].includes('http') ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
