/** Values as short text and as packed tensors, for people. */
import {
  elementCount,
  isTensorValue,
  type Inputs,
  type Signature,
  type TensorValue,
  type Value,
} from '../reference/value.ts'
import { pack } from './packed.ts'
import type { ShownInput } from './report.ts'

/** Tensors of up to this many elements are written out; larger ones are named by dtype and shape. */
const writtenOut = 40
/** Tensors of up to this many elements can be drawn. */
const drawable = 4096

/** The inputs of a run, in the order of the signature. */
export function showInputs({ parameters }: Signature, inputs: Inputs): ShownInput[] {
  return parameters.map(({ name }) => {
    const value = inputs[name] as Value
    const tensor = isTensorValue(value) && elementCount(value.shape) <= drawable ? value : null
    return { parameter: name, text: showValue(value), tensor: tensor && pack(tensor) }
  })
}

/** A value on one line: `[[1, 0.5], [0, 2]]`, `float32 [2, 5, 64]`, `{ wq: float32 [8, 8], … }`. */
export function showValue(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isTensorValue(value)) return showTensor(value)
  if (Array.isArray(value)) return `[${value.map((item: Value) => showValue(item)).join(', ')}]`
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${showValue(field)}`)
  return `{ ${fields.join(', ')} }`
}

function showTensor({ dtype, shape, values }: TensorValue): string {
  if (values.length > writtenOut) return `${dtype} [${shape.join(', ')}]`
  const write = (axis: number, offset: number): string => {
    if (axis === shape.length) return showNumber(values[offset] as number, dtype)
    const stride = elementCount(shape.slice(axis + 1))
    const items = Array.from({ length: shape[axis] as number }, (_, index) =>
      write(axis + 1, offset + index * stride),
    )
    return `[${items.join(', ')}]`
  }
  return write(0, 0)
}

/** Seven digits tell any two float32 values of a case apart that a tolerance does. */
function showNumber(value: number, dtype: TensorValue['dtype']): string {
  if (dtype === 'bool') return value === 1 ? 'true' : 'false'
  return String(Number(value.toPrecision(7)))
}
