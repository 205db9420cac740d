// expect: threw
import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) {
  tf.registerKernel({ kernelName: 'Add', backendName: 'cpu', kernelFunc: () => [] as never })
  return x
}
