import * as tf from '@tensorflow/tfjs-core'

/** Layer normalisation with mean and squared deviations updated feature by feature (Welford 1962). */
export function layerNorm(
  x: tf.Tensor3D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor {
  const C = x.shape[2]
  const [features, gains, biases] = [x.dataSync(), gamma.dataSync(), beta.dataSync()]
  const output = new Float32Array(x.size)
  for (let start = 0; start < x.size; start += C) {
    let mean = 0
    let squares = 0
    for (let c = 0; c < C; c++) {
      const feature = features[start + c]!
      const distance = feature - mean
      mean += distance / (c + 1)
      squares += distance * (feature - mean)
    }
    const deviation = Math.sqrt(squares / C + epsilon)
    for (let c = 0; c < C; c++) {
      output[start + c] = ((features[start + c]! - mean) / deviation) * gains[c]! + biases[c]!
    }
  }
  return tf.tensor(output, x.shape)
}
