/** The backend that runs everywhere: XNNPACK compiled to WebAssembly, in this process. */
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import type { Backend } from './backend.ts'

/** Registers tfjs' `wasm` backend, ready for use. Throws when this Node runs no WebAssembly. */
export async function startWasm(): Promise<Backend> {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(dirname(main) + sep)
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module did not start')
  return {
    name: 'wasm',
    description: `WebAssembly (XNNPACK, tfjs ${version_wasm}) on the CPU`,
    onGpu: false,
  }
}
