/** Outputs that know nothing of the task: a case set that any of them passes tests nothing. */
import { isTensorValue, type Inputs, type TensorValue, type Value } from '../../reference/value.ts'

/** Each with a name for messages. Inputs only where one has the shape of the result. */
export function degenerateOutputs(expected: Value, inputs: Inputs): ReadonlyMap<string, Value> {
  const outputs = new Map<string, Value>([
    ['zeros', mapTensors(expected, (tensor) => fill(tensor, 0))],
    ['a constant', mapTensors(expected, (tensor) => fill(tensor, 0.5))],
    [
      'the mean of the expected values',
      mapTensors(expected, (tensor) => fill(tensor, mean(tensor))),
    ],
  ])
  for (const [name, value] of Object.entries(inputs)) {
    if (isTensorValue(expected) && isTensorValue(value) && sameShape(expected, value)) {
      const values = expected.values.slice()
      values.set(value.values)
      outputs.set(`the input ${name}`, { ...expected, values })
    }
  }
  return outputs
}

function mapTensors(value: Value, change: (tensor: TensorValue) => TensorValue): Value {
  if (value === null || typeof value !== 'object') return value
  if (isTensorValue(value)) return change(value)
  if (Array.isArray(value)) return value.map((item: Value) => mapTensors(item, change))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, mapTensors(field, change)]),
  )
}

function fill(tensor: TensorValue, constant: number): TensorValue {
  return { ...tensor, values: tensor.values.slice().fill(constant) }
}

function mean({ values }: TensorValue): number {
  const sum = values.values().reduce((total, value) => total + value, 0)
  return values.length === 0 ? 0 : sum / values.length
}

function sameShape(one: TensorValue, other: TensorValue): boolean {
  return (
    one.shape.length === other.shape.length &&
    one.shape.every((size, axis) => size === other.shape[axis])
  )
}
