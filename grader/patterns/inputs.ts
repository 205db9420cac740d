/** Does an input stand in the result, or is one added to it or missing from it? */
import { elementCount, isTensorValue, type TensorValue, type Value } from '../../reference/value.ts'
import type { Pattern } from '../report.ts'
import { fits, type WrongValues } from './values.ts'

export function inputPattern(values: WrongValues): Pattern | null {
  if (values.dtype === 'bool') return null
  for (const { parameter, tensor } of tensorsIn(values.inputs)) {
    const relation = relationTo(values, tensor)
    if (relation) return { kind: 'inputInvolved', parameter, relation }
  }
  return null
}

function relationTo(
  values: WrongValues,
  tensor: TensorValue,
): 'equalsInput' | 'inputAdded' | 'inputMissing' | null {
  const { expected, shape } = values
  const count = tensor.values.length
  if (count < 3 || !isTail(tensor.shape, shape)) return null
  // In row-major order a tensor repeats itself over the axes in front of its own.
  const input = (position: number) => tensor.values[position % count] as number
  const due = (position: number) => expected[position] as number
  if (count === elementCount(shape) && fits(values, input)) return 'equalsInput'
  if (fits(values, (position) => due(position) + input(position))) return 'inputAdded'
  if (fits(values, (position) => due(position) - input(position))) return 'inputMissing'
  return null
}

function isTail(tail: readonly number[], shape: readonly number[]): boolean {
  const skipped = shape.length - tail.length
  return skipped >= 0 && tail.every((size, axis) => size === shape[axis + skipped])
}

/** Every tensor of numbers among the inputs, named by its path: `x`, `weights.bias`. */
function* tensorsIn(
  value: Value,
  parameter = '',
): Generator<{ parameter: string; tensor: TensorValue }> {
  if (typeof value !== 'object' || value === null) return
  if (isTensorValue(value)) {
    if (value.dtype !== 'bool') yield { parameter, tensor: value }
    return
  }
  for (const [name, field] of Object.entries(value)) {
    yield* tensorsIn(field, parameter ? `${parameter}.${name}` : name)
  }
}
