import * as tf from '@tensorflow/tfjs-core'

/** Causal and padding masks, one truth value at a time. */
export function attentionMasks(
  lengths: tf.Tensor1D,
  T: number,
  S: number,
  offset: number,
  nHeads: number,
) {
  const causal: boolean[][] = []
  for (let t = 0; t < T; t++) {
    const row: boolean[] = []
    for (let s = 0; s < S; s++) row.push(s <= t + offset)
    causal.push(row)
  }

  const padding: boolean[][] = []
  const visible: boolean[][][] = []
  const bias: number[][][] = []
  for (const length of lengths.dataSync()) {
    const tokens: boolean[] = []
    for (let s = 0; s < S; s++) tokens.push(s < length)
    const both = causal.map((row) => row.map((isPast, s) => isPast && tokens[s]!))
    padding.push(tokens)
    visible.push(both)
    for (let h = 0; h < nHeads; h++) {
      bias.push(both.map((row) => row.map((isVisible) => (isVisible ? 0 : -Infinity))))
    }
  }
  return {
    causal: tf.tensor2d(causal, [T, S], 'bool'),
    padding: tf.tensor2d(padding, [padding.length, S], 'bool'),
    visible: tf.tensor3d(visible, [visible.length, T, S], 'bool'),
    bias: tf.tensor3d(bias, [bias.length, T, S]),
  }
}
