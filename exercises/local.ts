/** Runs functions of ours (solutions, misconceptions) in this process on tfjs' plain-JavaScript backend. */
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { fromResult, toStudent } from '../reference/convert.ts'
import type { Inputs, Signature, Value } from '../reference/value.ts'
import type { StudentFunction } from './exercise.ts'

/**
 * The result of `solution` on `inputs`, as a plain value of the signature's return type. The inputs
 * are copied, so a solution that changes them changes nothing here. Throws what the solution throws.
 */
export async function runLocally(
  solution: StudentFunction,
  signature: Signature,
  inputs: Inputs,
): Promise<Value> {
  await cpuBackend
  const call = solution as (...parameters: unknown[]) => tf.TensorContainer
  const result = onCpu(() =>
    tf.tidy(() =>
      call(...signature.parameters.map(({ name, type }) => toStudent(type, inputs[name] as Value))),
    ),
  )
  try {
    return await fromResult(signature.returns, result)
  } finally {
    tf.dispose(result)
  }
}

const cpuBackend = initialiseCpuBackend()

async function initialiseCpuBackend(): Promise<void> {
  const before = tf.getBackend()
  await tf.setBackend('cpu')
  if (before) await tf.setBackend(before)
}

/**
 * Runs `work` on the plain-JavaScript backend and puts back the one that was in use: a reference
 * engine may live in the same process. Switching takes effect at once, because both are initialised.
 */
function onCpu<Result>(work: () => Result): Result {
  const before = tf.getBackend()
  void tf.setBackend('cpu')
  try {
    return work()
  } finally {
    void tf.setBackend(before)
  }
}
