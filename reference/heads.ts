import * as tf from '@tensorflow/tfjs-core'

/** Heads and back: channels h·dHead … (h+1)·dHead - 1 of a token are its part of head h (Vaswani et al. 2017, section 3.2.2). */
export function splitAndMerge(x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number) {
  return { split: splitHeads(x, nHeads), merged: mergeHeads(z) }
}

function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const [B, T, dModel] = x.shape
  const blocks = tf.reshape(x, [B, T, nHeads, dModel / nHeads]) // [B, T, H, dHead]
  return tf.transpose(blocks, [0, 2, 1, 3]) //                     [B, H, T, dHead]
}

function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  const [B, H, T, dHead] = z.shape
  const blocks = tf.transpose(z, [0, 2, 1, 3]) //                  [B, T, H, dHead]
  return tf.reshape(blocks, [B, T, H * dHead]) //                  [B, T, dModel]
}
