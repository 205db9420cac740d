// expect: wrongAnswer
// exercise: layer-norm
// at most: 6
// Every property descriptor that has no value inherits one: a shape of its choice, and a dtype. The
// shape is still held against the number of values, and the values against the reference.
import * as tf from '@tensorflow/tfjs-core'
export function layerNorm(x: tf.Tensor3D) {
  const nines = tf.fill(x.shape, 9)
  const getter = Object.assign(Object.create(null), { get: () => [1] }) as PropertyDescriptor
  Object.defineProperty(Object.prototype, 'value', { value: x.shape.slice(), configurable: true })
  Object.defineProperty(nines, 'shape', getter)
  return nines
}
