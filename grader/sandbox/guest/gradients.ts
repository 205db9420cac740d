/**
 * Puts one gradient of the library right, that of a matrix product: `tf.matMul` repeats a matrix for
 * every item of a batch, as in x [B, T, in] times W [in, out], but its gradient leaves out the sum over
 * the items and is refused for its shape.
 */
import * as tf from '@tensorflow/tfjs-core'

const product = tf.getGradient(tf.BatchMatMul)
tf.unregisterGradient(tf.BatchMatMul)
tf.registerGradient({
  ...product,
  gradFunc(dy, saved, attributes) {
    const gradients = product.gradFunc(dy, saved, attributes)
    const [a, b] = saved as [tf.Tensor, tf.Tensor]
    return {
      a: () => summedTo(a.shape, gradients['a']!()),
      b: () => summedTo(b.shape, gradients['b']!()),
    }
  },
})

/** Sums over the axes that broadcasting has added to `shape`, or widened from 1. */
function summedTo(shape: number[], gradient: tf.Tensor): tf.Tensor {
  const added = gradient.rank - shape.length
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < added || shape[axis - added] !== size ? [axis] : [],
  )
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape)
}
