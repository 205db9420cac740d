// expect: returned
// returns: tensor
import * as tf from '@tensorflow/tfjs-core'
class Sly extends tf.Tensor {
  override dataSync() {
    return new Float32Array(1000) as never
  }
  override get rank() {
    return 'R7' as never
  }
}
export function solve(x: number[]) {
  const honest = tf.tensor(x)
  return new Sly(honest.shape, honest.dtype, honest.dataId, honest.id)
}
