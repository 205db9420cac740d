import * as tf from '@tensorflow/tfjs-core'

interface AttentionWeights {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

interface Model {
  positions: tf.Tensor2D
  layers: AttentionWeights[]
}

interface LayerCache {
  keys: tf.Tensor4D
  values: tf.Tensor4D
}

/** A step with a cache, all heads at once. */
export function kvStep(x: tf.Tensor3D, cache: LayerCache[] | null, model: Model, nHeads: number) {
  const [B, T, dModel] = x.shape
  const past = cache ? cache[0]!.keys.shape[2] : 0
  const future = tf.sub(1, tf.linalg.bandPart(tf.ones([past + T, past + T]), -1, 0)) // [S, S]
  const hidden = tf.cast(tf.slice(future, [past, 0]), 'bool') // [T, S]
  const toHeads = (z: tf.Tensor) => tf.transpose(tf.reshape(z, [B, T, nHeads, -1]), [0, 2, 1, 3])
  const project = (z: tf.Tensor, w: tf.Tensor2D, b: tf.Tensor1D) =>
    tf.add(tf.matMul(z, w, false, true), b)

  let y: tf.Tensor = tf.add(x, tf.slice(model.positions, [past, 0], [T, -1])) // [B, T, dModel]
  const next: { keys: tf.Tensor; values: tf.Tensor }[] = []
  for (const [at, layer] of model.layers.entries()) {
    const q = toHeads(project(y, layer.wq, layer.bq)) // [B, H, T, dHead]
    let keys = toHeads(project(y, layer.wk, layer.bk)) // [B, H, T, dHead]
    let values = toHeads(project(y, layer.wv, layer.bv)) // [B, H, T, dHead]
    if (cache) {
      keys = tf.concat([cache[at]!.keys, keys], 2) // [B, H, S, dHead]
      values = tf.concat([cache[at]!.values, values], 2) // [B, H, S, dHead]
    }
    next.push({ keys, values })
    const scores = tf.mul(tf.matMul(q, keys, false, true), Math.sqrt(nHeads / dModel)) // [B, H, T, S]
    const weights = tf.softmax(tf.where(hidden, -Infinity, scores)) // [B, H, T, S]
    const heads = tf.transpose(tf.matMul(weights, values), [0, 2, 1, 3]) // [B, T, H, dHead]
    y = tf.add(y, project(tf.reshape(heads, [B, T, dModel]), layer.wo, layer.bo)) // [B, T, dModel]
  }
  return { output: y, cache: next }
}
