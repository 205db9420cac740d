import * as tf from '@tensorflow/tfjs-core'

export function sinusoidalPositions(T: number, dModel: number): tf.Tensor {
  const table: number[][] = []
  for (let p = 0; p < T; p++) {
    const row: number[] = []
    for (let i = 0; i < dModel / 2; i++) {
      const angle = p / Math.pow(10000, (2 * i) / dModel)
      row.push(Math.sin(angle), Math.cos(angle))
    }
    table.push(row)
  }
  return tf.tensor2d(table) // [T, dModel]
}
