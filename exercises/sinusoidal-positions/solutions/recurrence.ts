import * as tf from '@tensorflow/tfjs-core'

/** Each row is the row before it, turned by one step: no sine or cosine beyond row 1. */
export function sinusoidalPositions(T: number, dModel: number): tf.Tensor {
  const table = new Float64Array(T * dModel)
  for (let channel = 0; channel < dModel; channel += 2) {
    const step = Math.exp((-channel / dModel) * Math.log(10000))
    let sine = 0
    let cosine = 1
    for (let p = 0; p < T; p++) {
      table[p * dModel + channel] = sine
      table[p * dModel + channel + 1] = cosine
      const next = sine * Math.cos(step) + cosine * Math.sin(step)
      cosine = cosine * Math.cos(step) - sine * Math.sin(step)
      sine = next
    }
  }
  return tf.tensor2d(Float32Array.from(table), [T, dModel]) // [T, dModel]
}
