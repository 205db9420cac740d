import * as tf from '@tensorflow/tfjs-core'

/**
 * The backward pass of y = x Wᵀ + b (Rumelhart, Hinton and Williams 1986, equations 6 and 7). W and b
 * meet every token, so their gradients are sums over all of them.
 */
export function linearBackward(
  x: tf.Tensor3D,
  W: tf.Tensor2D,
  dy: tf.Tensor3D,
): { dx: tf.Tensor; dW: tf.Tensor; db: tf.Tensor } {
  const [O, I] = W.shape
  const rows = tf.reshape(x, [-1, I]) //                  [B, T, I] -> [N, I], N = B·T
  const upstream = tf.reshape(dy, [-1, O]) //             [B, T, O] -> [N, O]
  const dx = tf.matMul(upstream, W) //                    [N, O] x [O, I] -> [N, I]
  const dW = tf.matMul(upstream, rows, true, false) //    [O, N] x [N, I] -> [O, I]
  const db = tf.sum(upstream, 0) //                       [N, O] -> [O]
  return { dx: tf.reshape(dx, x.shape), dW, db }
}
