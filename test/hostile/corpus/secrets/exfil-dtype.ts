// expect: badOutput
// exercise: attention
// The inputs as the dtype of a tensor: dtypes that are none of the library's are not repeated where a case is
// hidden.
import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D) {
  return Object.assign(tf.clone(q), { dtype: 'EXFIL:' + String(q.dataSync()) })
}
