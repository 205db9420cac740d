/**
 * TensorFlow itself, through @tensorflow/tfjs-node-gpu. The package's native binding is not
 * installed with it; `npm run reference:tensorflow` builds it against a current TensorFlow.
 */
import * as tf from '@tensorflow/tfjs-core'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import util from 'node:util'
import type { Backend } from './backend.ts'
import { bindingFile, linkBuilt, packageFolder } from './tensorflow-files.ts'

/** The little that is used of the package's backend. */
interface TensorFlowBackend {
  readonly binding: { readonly TF_Version: string }
  readonly isUsingGpuDevice: boolean
}

/** Registers tfjs' `tensorflow` backend, ready for use. Throws when the package or its binding is missing or does not load. */
export async function startTensorFlow(): Promise<Backend> {
  if (packageFolder === null) {
    throw new Error('the optional package "@tensorflow/tfjs-node-gpu" is not installed')
  }
  linkBuilt()
  if (!existsSync(bindingFile(packageFolder))) {
    throw new Error('its native binding is not built; "npm run reference:tensorflow" builds it')
  }
  // TF32 would round the inputs of every matrix product to 10 bits.
  process.env['NVIDIA_TF32_OVERRIDE'] = '0'
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
  restoreRemovedUtilities()
  createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu')
  if (!(await tf.setBackend('tensorflow'))) throw new Error('TensorFlow does not start')

  const { binding, isUsingGpuDevice } = tf.backend() as unknown as TensorFlowBackend
  return {
    name: 'tensorflow',
    description: `TensorFlow ${binding.TF_Version} on ${isUsingGpuDevice ? 'a CUDA GPU' : 'the CPU'}`,
    onGpu: isUsingGpuDevice,
  }
}

/** The package calls two functions that Node removed. */
function restoreRemovedUtilities(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  })
}
