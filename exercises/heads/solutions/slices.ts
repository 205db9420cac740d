import * as tf from '@tensorflow/tfjs-core'

/** Heads are slices of the channels, stacked along a new axis: no reshape at all. */
export function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  return tf.stack(tf.split(x, nHeads, 2), 1) // [B, T, dHead] each -> [B, H, T, dHead]
}

/** The heads, [B, T, dHead] each, side by side. */
export function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  return tf.concat(tf.unstack(z, 1), 2) // [B, T, dModel]
}

export function splitAndMerge(x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number) {
  return { split: splitHeads(x, nHeads), merged: mergeHeads(z) }
}
