// expect: runtimeError
// The methods of tensors, other namespaces and the gradient of a forbidden operation: all lead to the
// refusal.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const x = tf.tensor2d(scores)
  const methods = Object.getPrototypeOf(x) as { softmax(this: tf.Tensor): tf.Tensor }
  const doors = [
    () => methods.softmax.call(x),
    () => tf.Tensor.prototype.softmax.call(x),
    () => (tf as unknown as { default: typeof tf }).default.softmax(x),
    () => tf.grad((y) => tf.logSoftmax(y as tf.Tensor2D))(x),
    () => x.logSoftmax(),
  ]
  for (const door of doors.slice(0, -1)) {
    try {
      return door().arraySync() as number[][]
    } catch {}
  }
  return doors.at(-1)!().exp().arraySync() as number[][]
}
