// expect: badOutput
// exercise: attention
// The inputs as sizes of a tensor that holds nothing: one axis of size 0 makes room for seven numbers of 53
// bits. In a hidden case sizes that no mistake of an honest program gives are not shown. (Numbers cannot be
// searched for as text: test/grader/disclose.test.ts looks for them.)
import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D) {
  const stolen = [...q.dataSync()].slice(0, 7).map((value) => Math.round(Math.abs(value) * 2 ** 40))
  return Object.assign(tf.tensor([], [0]), { shape: [0, ...stolen] })
}
