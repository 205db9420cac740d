import * as tf from '@tensorflow/tfjs-core'

/** [B, T, dModel] -> [B, H, T, dHead] */
export function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const [B, T, dModel] = x.shape
  return tf.transpose(tf.reshape(x, [B, T, nHeads, dModel / nHeads]), [0, 2, 1, 3])
}

/** [B, H, T, dHead] -> [B, T, dModel] */
export function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  const [B, H, T, dHead] = z.shape
  return tf.reshape(tf.transpose(z, [0, 2, 1, 3]), [B, T, H * dHead])
}

export function splitAndMerge(x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number) {
  return { split: splitHeads(x, nHeads), merged: mergeHeads(z) }
}
