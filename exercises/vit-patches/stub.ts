import * as tf from '@tensorflow/tfjs-core'

export interface PatchWeights {
  /** [dModel, C·P·P], so that a token is projection · patch + bias. */
  projection: tf.Tensor2D
  bias: tf.Tensor1D
  /** The learned token that stands in front, [dModel]. */
  cls: tf.Tensor1D
  /** Learned positions, one row for CLS and one for each patch: [N + 1, dModel]. */
  positions: tf.Tensor2D
}

/**
 * An image as a sequence of tokens (Dosovitskiy et al. 2021, section 3.1):
 *
 *     tokens = [cls; projection · patch_0 + bias; projection · patch_1 + bias; …] + positions
 *
 * Patches are P × P squares that do not overlap, row by row: n = row · (W / P) + column. Within a
 * patch the pixels are in the order channel, row, column.
 *
 * @param images   float32 [B, C, H, W]
 * @param P        the side of a patch
 * @param weights  projection, bias, CLS token and positions
 * @returns        float32 [B, N + 1, dModel] with N = (H / P) · (W / P); null when P does not divide
 *                 both H and W
 */
export function vitPatches(
  images: tf.Tensor4D,
  P: number,
  weights: PatchWeights,
): tf.Tensor | null {
  throw new Error('not implemented')
}
