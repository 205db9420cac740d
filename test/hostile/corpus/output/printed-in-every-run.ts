// expect: badOutput
// exercise: masked-attention
//
// Beyond the list: some cases call the function several times. What they print together stays within the limit of
// one case.
import * as tf from '@tensorflow/tfjs-core'
export function maskedAttention(queries: tf.Tensor): tf.Tensor {
  for (let i = 0; i < 1000; i++) console.log('語'.repeat(1000))
  return queries
}
