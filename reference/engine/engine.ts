/**
 * The reference engine: computes what is expected of students, on the best backend at hand that
 * passes its self-test.
 *
 * tfjs keeps one current backend per process. The engine sets its own before each evaluation, so
 * several engines, and solutions that run on plain JavaScript, can share a process.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { ReferenceFunction } from '../../exercises/exercise.ts'
import type { EngineInfo } from '../../grader/report.ts'
import { fromResult, toReference } from '../convert.ts'
import type { Inputs, Signature, Value } from '../value.ts'
import type { Backend, BackendName } from './backend.ts'
import { startCpu } from './cpu.ts'
import { selfTest } from './selftest.ts'
import { startTensorFlow } from './tensorflow.ts'
import { startWasm } from './wasm.ts'
import { startWebGpu } from './webgpu.ts'

export interface Engine {
  readonly info: EngineInfo
  /** The backends that were tried first, and why each was not taken. */
  readonly refused: readonly Refusal[]
  /** The reference's result as a plain value. Throws what the reference throws. */
  evaluate(
    this: void,
    reference: ReferenceFunction,
    signature: Signature,
    inputs: Inputs,
  ): Promise<Value>
  /** Frees the backend. WebGPU still keeps the event loop alive: its process has to exit by itself. */
  close(this: void): void
}

export interface Refusal {
  readonly backend: BackendName
  readonly reason: string
}

export const engineChoices = ['auto', 'tensorflow', 'webgpu', 'wasm', 'cpu'] as const
export type EngineChoice = (typeof engineChoices)[number]

const starters: Record<BackendName, () => Promise<Backend>> = {
  tensorflow: startTensorFlow,
  webgpu: () => startWebGpu({ allowSoftware: true }),
  wasm: startWasm,
  cpu: startCpu,
}

/**
 * Starts the wanted backend, or the best that works: TensorFlow on CUDA, WebGPU on a hardware
 * adapter, TensorFlow on the CPU, WebAssembly, plain JavaScript. Without an argument the setting
 * REFERENCE_BACKEND decides. Throws when the wanted backend cannot be used, and says why.
 */
export async function startEngine(
  choice: EngineChoice = choiceOf(process.env['REFERENCE_BACKEND']),
): Promise<Engine> {
  // Without it tfjs advertises its packages on the console.
  tf.enableProdMode()
  return choice === 'auto' ? startBest() : startWanted(choice)
}

/** Reads the setting REFERENCE_BACKEND; unset or empty means `auto`. Throws when it names no backend. */
export function choiceOf(setting: string | undefined): EngineChoice {
  const found = engineChoices.find((choice) => choice === (setting || 'auto'))
  if (found === undefined) {
    throw new Error(
      `REFERENCE_BACKEND is "${setting}"; use one of ${engineChoices.join(', ')}, or leave it unset`,
    )
  }
  return found
}

async function startWanted(name: BackendName): Promise<Engine> {
  const started = await attempt(name, starters[name])
  if ('reason' in started) {
    throw new Error(`the reference engine cannot use ${name}: ${started.reason}`)
  }
  return engineOn(started, [])
}

async function startBest(): Promise<Engine> {
  const refused: Refusal[] = []

  const tensorflow = await attempt('tensorflow', startTensorFlow)
  if ('reason' in tensorflow) refused.push(tensorflow)
  else if (tensorflow.onGpu) return engineOn(tensorflow, refused)

  const webgpu = await attempt('webgpu', () => startWebGpu({ allowSoftware: false }))
  if (!('reason' in webgpu)) return engineOn(webgpu, refused)
  refused.push(webgpu)

  if (!('reason' in tensorflow)) return engineOn(tensorflow, refused)

  for (const name of ['wasm', 'cpu'] as const) {
    const started = await attempt(name, starters[name])
    if (!('reason' in started)) return engineOn(started, refused)
    refused.push(started)
  }
  const reasons = refused.map(({ backend, reason }) => `${backend}: ${reason}`)
  throw new Error(`no backend for the reference engine works here. ${reasons.join('. ')}`)
}

/** A backend that runs and computes rightly, or why not. */
async function attempt(
  name: BackendName,
  start: () => Promise<Backend>,
): Promise<Backend | Refusal> {
  try {
    const backend = await start()
    const faults = await selfTest()
    if (faults.length === 0) return backend
    release(name)
    return { backend: name, reason: `it computes wrongly. ${faults.join('; ')}` }
  } catch (error) {
    // Whatever keeps a backend from starting is an answer here: the next one is tried, and the reason is shown.
    return { backend: name, reason: error instanceof Error ? error.message : String(error) }
  }
}

function engineOn(backend: Backend, refused: readonly Refusal[]): Engine {
  return {
    info: { backend: backend.name, description: backend.description },
    refused,
    close: () => release(backend.name),

    async evaluate(reference, signature, inputs) {
      const call = reference as (...parameters: unknown[]) => tf.TensorContainer
      // Takes effect at once, because the backend runs already; waiting here would let others change it.
      void tf.setBackend(backend.name)
      const result = tf.tidy(() =>
        call(
          ...signature.parameters.map(({ name, type }) => toReference(type, inputs[name] as Value)),
        ),
      )
      try {
        return await fromResult(signature.returns, result)
      } finally {
        tf.dispose(result)
      }
    },
  }
}

/** Frees what the backend holds. It can be started again. */
function release(name: BackendName): void {
  const factory = tf.findBackendFactory(name)
  tf.removeBackend(name)
  tf.registerBackend(name, factory)
}
