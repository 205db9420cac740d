/**
 * The trained model: what `train.ts` writes and the cases read. Its numbers are kept as float16, which is
 * half the bytes and the same for everybody: what is rounded away is gone before anybody computes.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { elementCount, isTensorValue, type TensorValue, type Value } from '../../reference/value.ts'
import { vocabulary } from '../stories.ts'

export interface GptSizes {
  /** Of all tokens: END counts. */
  readonly vocab: number
  readonly context: number
  readonly dModel: number
  readonly dFF: number
  readonly layers: number
}

/** A story has up to 41 tokens and an END before it: whoever writes one has to let the window slide. */
export const trainedSizes: GptSizes = {
  vocab: vocabulary.length + 1,
  context: 32,
  dModel: 32,
  dFF: 64,
  layers: 2,
}
export const trainedHeads = 4

/** Weights for a GPT of these sizes; `make` gives each tensor. */
export function gptOf(
  { vocab, context, dModel, dFF, layers }: GptSizes,
  make: (name: string, shape: readonly number[]) => TensorValue,
) {
  const norm = () => ({ gamma: make('gamma', [dModel]), beta: make('beta', [dModel]) })
  const square = (name: string) => make(name, [dModel, dModel])
  const block = () => ({
    ln1: norm(),
    attention: {
      wq: square('wq'),
      bq: make('bq', [dModel]),
      wk: square('wk'),
      bk: make('bk', [dModel]),
      wv: square('wv'),
      bv: make('bv', [dModel]),
      wo: square('wo'),
      bo: make('bo', [dModel]),
    },
    ln2: norm(),
    ffn: {
      w1: make('w1', [dFF, dModel]),
      b1: make('b1', [dFF]),
      w2: make('w2', [dModel, dFF]),
      b2: make('b2', [dModel]),
    },
  })
  return {
    wte: make('wte', [vocab, dModel]),
    wpe: make('wpe', [context, dModel]),
    blocks: Array.from({ length: layers }, block),
    lnF: norm(),
  }
}

export type GptValues = ReturnType<typeof gptOf>

/** Where the trained model lies. */
export const weightsFile = join(import.meta.dirname, 'weights.txt')

export function trainedWeights(): GptValues {
  return unpackWeights(readFileSync(weightsFile, 'utf8'), trainedSizes)
}

const lineLength = 100

/** All numbers as little-endian float16 in base64, in lines: tensors in the order of their fields' names. */
export function packWeights(weights: Value): string {
  const numbers = tensorsIn(weights).flatMap(({ values }) => [...values])
  const view = new DataView(new ArrayBuffer(numbers.length * 2))
  for (const [at, number] of numbers.entries()) view.setFloat16(at * 2, number, true)
  const text = Buffer.from(view.buffer).toString('base64')
  return text.replace(new RegExp(`.{1,${lineLength}}`, 'g'), '$&\n')
}

/** The way back. Throws when the text holds more or fewer numbers than such a model has. */
export function unpackWeights(text: string, sizes: GptSizes): GptValues {
  const weights = gptOf(sizes, (_, shape) => ({
    dtype: 'float32',
    shape,
    values: new Float32Array(elementCount(shape)),
  }))
  const tensors = tensorsIn(weights)
  const wanted = tensors.reduce((sum, { values }) => sum + values.length, 0)
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  if (bytes.length !== wanted * 2) {
    throw new Error(
      `the weights are ${bytes.length / 2} numbers; a model of these sizes has ${wanted}: train it again`,
    )
  }
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { values } of tensors) {
    for (const position of values.keys()) values[position] = view.getFloat16(2 * at++, true)
  }
  return weights
}

function tensorsIn(value: Value): TensorValue[] {
  if (isTensorValue(value)) return [value]
  const fields = Object.entries(value as { readonly [field: string]: Value })
  return fields
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, field]) => tensorsIn(field))
}
