import * as tf from '@tensorflow/tfjs-core'

interface PatchWeights {
  projection: tf.Tensor2D
  bias: tf.Tensor1D
  cls: tf.Tensor1D
  positions: tf.Tensor2D
}

/** One square after the other is cut out, flattened and projected. */
export function vitPatches(
  images: tf.Tensor4D,
  P: number,
  { projection, bias, cls, positions }: PatchWeights,
): tf.Tensor | null {
  const [B, C, H, W] = images.shape
  if (H % P !== 0 || W % P !== 0) return null
  const tokens: tf.Tensor[] = [tf.tile(tf.expandDims(cls, 0), [B, 1])] // each [B, dModel]
  for (let top = 0; top < H; top += P) {
    for (let left = 0; left < W; left += P) {
      const square = tf.slice(images, [0, 0, top, left], [B, C, P, P])
      const patch = tf.reshape(square, [B, C * P * P])
      tokens.push(tf.add(tf.matMul(patch, projection, false, true), bias))
    }
  }
  return tf.add(tf.stack(tokens, 1), positions) // [B, N + 1, dModel]
}
