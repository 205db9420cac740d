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
  await tf.ready()
  const call = solution as (...parameters: unknown[]) => tf.TensorContainer
  const result = tf.tidy(() =>
    call(...signature.parameters.map(({ name, type }) => toStudent(type, inputs[name] as Value))),
  )
  try {
    return await fromResult(signature.returns, result)
  } finally {
    tf.dispose(result)
  }
}
