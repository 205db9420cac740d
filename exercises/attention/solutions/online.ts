import * as tf from '@tensorflow/tfjs-core'

/**
 * Scaled dot-product attention that reads each key once: a running maximum, and a running sum and
 * output that are rescaled whenever it rises (Milakov and Gimelshein 2018, algorithm 3).
 */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const [B, T, dHead] = q.shape
  const [, S, dV] = v.shape
  const [queries, keys, values] = [q.dataSync(), k.dataSync(), v.dataSync()]
  const allowed = mask ? mask.dataSync() : null
  const output = new Float32Array(B * T * dV)

  for (let b = 0; b < B; b++) {
    for (let t = 0; t < T; t++) {
      const row = new Float64Array(dV)
      let highest = -Infinity
      let sum = 0
      for (let s = 0; s < S; s++) {
        if (allowed && !allowed[t * S + s]) continue
        let score = 0
        for (let d = 0; d < dHead; d++) {
          score += queries[(b * T + t) * dHead + d]! * keys[(b * S + s) * dHead + d]!
        }
        score /= Math.sqrt(dHead)
        const risen = Math.max(highest, score)
        const keep = Math.exp(highest - risen)
        const weight = Math.exp(score - risen)
        sum = sum * keep + weight
        for (let d = 0; d < dV; d++)
          row[d] = row[d]! * keep + weight * values[(b * S + s) * dV + d]!
        highest = risen
      }
      for (let d = 0; d < dV; d++) output[(b * T + t) * dV + d] = row[d]! / sum
    }
  }
  return tf.tensor(output, [B, T, dV])
}
