import * as tf from '@tensorflow/tfjs-core'

interface PatchWeights {
  projection: tf.Tensor2D
  bias: tf.Tensor1D
  cls: tf.Tensor1D
  positions: tf.Tensor2D
}

/** The projection of patches as a convolution whose stride is as wide as its filter. */
export function vitPatches(
  images: tf.Tensor4D,
  P: number,
  { projection, bias, cls, positions }: PatchWeights,
): tf.Tensor | null {
  const [B, C, H, W] = images.shape
  const dModel = bias.size
  if (H % P !== 0 || W % P !== 0) return null
  const channelsLast = tf.transpose(images, [0, 2, 3, 1]) // [B, H, W, C]
  const filters = tf.transpose(tf.reshape(projection, [dModel, C, P, P]), [2, 3, 1, 0]) // [P, P, C, dModel]
  const grid = tf.conv2d(channelsLast, filters as tf.Tensor4D, P, 'valid') // [B, H/P, W/P, dModel]
  const words = tf.add(tf.reshape(grid, [B, -1, dModel]), bias) // [B, N, dModel]
  const first = tf.add(tf.zeros([B, 1, dModel]), cls) // [B, 1, dModel]
  return tf.add(tf.concat([first, words], 1), positions) // [B, N + 1, dModel]
}
