import * as tf from '@tensorflow/tfjs-core'
import { linear } from './linear.ts'

/** projection: [dModel, C·P·P]; bias and cls: [dModel]; positions: [N + 1, dModel]. */
interface PatchWeights {
  readonly projection: tf.Tensor2D
  readonly bias: tf.Tensor1D
  readonly cls: tf.Tensor1D
  readonly positions: tf.Tensor2D
}

/**
 * An image as a sentence: square patches, row by row, projected, with CLS in front and positions
 * added (Dosovitskiy et al. 2021, section 3.1). null when P does not divide the image.
 */
export function vitPatches(
  images: tf.Tensor4D,
  P: number,
  { projection, bias, cls, positions }: PatchWeights,
): tf.Tensor | null {
  const [B, C, H, W] = images.shape
  if (H % P !== 0 || W % P !== 0) return null
  const [rows, columns] = [H / P, W / P]
  const squares = tf.reshape(images, [B, C, rows, P, columns, P]) //         [B, C, rows, P, columns, P]
  const sorted = tf.transpose(squares, [0, 2, 4, 1, 3, 5]) //                [B, rows, columns, C, P, P]
  const patches = tf.reshape(sorted, [B, rows * columns, C * P * P]) //      [B, N, C·P·P]
  const words = linear(patches, projection, bias) //                         [B, N, dModel]
  const first = tf.tile(tf.reshape(cls, [1, 1, cls.size]), [B, 1, 1]) //     [B, 1, dModel]
  return tf.add(tf.concat([first, words], 1), positions) //                  [B, N + 1, dModel]
}
