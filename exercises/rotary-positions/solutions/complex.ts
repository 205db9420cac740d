import * as tf from '@tensorflow/tfjs-core'

/** A pair is a complex number; a step along the sequence multiplies it by another one on the unit circle. */
export function rotaryPositions(x: tf.Tensor4D, start: number, theta: number): tf.Tensor {
  const [B, H, T, dHead] = x.shape
  const values = x.dataSync().slice()
  for (let i = 0; i < dHead / 2; i++) {
    const frequency = Math.exp((-2 * i * Math.log(theta)) / dHead)
    const step = { re: Math.cos(frequency), im: Math.sin(frequency) }
    let turn = { re: Math.cos(start * frequency), im: Math.sin(start * frequency) }
    for (let t = 0; t < T; t++) {
      for (let head = 0; head < B * H; head++) {
        const at = (head * T + t) * dHead + 2 * i
        const [re, im] = [values[at]!, values[at + 1]!]
        values[at] = re * turn.re - im * turn.im
        values[at + 1] = re * turn.im + im * turn.re
      }
      turn = {
        re: turn.re * step.re - turn.im * step.im,
        im: turn.re * step.im + turn.im * step.re,
      }
    }
  }
  return tf.tensor(values, x.shape)
}
