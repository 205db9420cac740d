/** What is asked of an exercise's code in the sandbox, and what it says. Both sides are ours; the second shares its realm with code that is not. */
import type { Dtype, Signature, ValueType } from '../../reference/value.ts'

export type Question =
  | { readonly kind: 'runs'; readonly caseName: string; readonly seed: number }
  | { readonly kind: 'holds'; readonly caseName: string }
  | { readonly kind: 'right' }
  | { readonly kind: 'reference' }
  /** Every misconception on these runs; the answer says how many results each has, in their order. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'drawn'; readonly title: string; readonly dtype: Dtype }
  /**
   * Which sizes are tried after those that were: `failed` says of each that was tried, in its order,
   * whether it failed.
   */
  | {
      readonly kind: 'smaller'
      readonly caseName: string
      readonly seed: number
      readonly failed: readonly boolean[]
    }

/** JSON as the code units of its text: texts in results are short, tensors may be long. */
export const told: ValueType = { kind: 'tensor', dtype: 'int32', axes: ['codeUnits'] }

/** What the function that answers takes: a question as JSON, and what it is about. */
export function questionSignature(signature: Signature): Signature {
  const inputs: ValueType = {
    kind: 'record',
    fields: Object.fromEntries(signature.parameters.map(({ name, type }) => [name, type])),
  }
  const drawn: ValueType = { kind: 'array', dtype: 'float64', axes: ['...'] }
  return {
    name: 'answer',
    parameters: [
      { name: 'question', type: { kind: 'string' }, meaning: 'a Question' },
      { name: 'runs', type: { kind: 'list', of: inputs }, meaning: 'of the function' },
      { name: 'outputs', type: { kind: 'list', of: signature.returns }, meaning: 'of these runs' },
      { name: 'drawn', type: { kind: 'optional', of: drawn }, meaning: 'what a picture shows' },
    ],
    returns: {
      kind: 'record',
      fields: {
        told,
        runs: { kind: 'list', of: inputs },
        outputs: { kind: 'list', of: signature.returns },
      },
    },
  }
}

/** What `told` says: the answer, or what the exercise's code threw. */
export type Told =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | {
      readonly kind: 'threw'
      readonly name: string
      readonly message: string
      readonly stack: string
    }
