/** The last resort: tfjs' plain JavaScript. Slow, and it computes in doubles before rounding, but it needs nothing. */
import { version_cpu } from '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import type { Backend } from './backend.ts'

export async function startCpu(): Promise<Backend> {
  await tf.setBackend('cpu')
  return {
    name: 'cpu',
    description: `plain JavaScript (tfjs ${version_cpu}) on the CPU`,
    onGpu: false,
  }
}
