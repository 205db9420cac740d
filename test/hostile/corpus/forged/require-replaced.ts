// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// Replaces the function that imports, and what it gave, before the function is called.
import * as tf from '@tensorflow/tfjs-core'
declare let require: (name: string) => unknown
try {
  require = () => ({})
} catch {}
for (const name of ['fill', 'Tensor', 'tensor']) {
  try {
    ;(tf as unknown as Record<string, unknown>)[name] = () => 'passed'
  } catch {}
}
export function layerNorm(x: tf.Tensor3D) {
  return tf.fill(x.shape, 9)
}
