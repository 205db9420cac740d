import * as tf from '@tensorflow/tfjs-core'

/** split[b][h][t][c] = x[b][t][h * dHead + c] */
export function splitHeads(x: tf.Tensor3D, nHeads: number): tf.Tensor {
  const dHead = x.shape[2] / nHeads
  const split = x.arraySync().map((tokens) => {
    const heads: number[][][] = []
    for (let h = 0; h < nHeads; h++) {
      heads.push(tokens.map((channels) => channels.slice(h * dHead, (h + 1) * dHead)))
    }
    return heads
  })
  return tf.tensor(split)
}

/** merged[b][t][h * dHead + c] = z[b][h][t][c] */
export function mergeHeads(z: tf.Tensor4D): tf.Tensor {
  const merged = z.arraySync().map((heads) => {
    const tokens: number[][] = []
    for (let t = 0; t < z.shape[2]; t++) tokens.push(heads.flatMap((head) => head[t]!))
    return tokens
  })
  return tf.tensor(merged)
}

export function splitAndMerge(x: tf.Tensor3D, z: tf.Tensor4D, nHeads: number) {
  return { split: splitHeads(x, nHeads), merged: mergeHeads(z) }
}
