/**
 * Between plain values and what functions see: `tf.Tensor`s and nested arrays for a student's
 * function, tensors alone for a reference.
 */
import * as tf from '@tensorflow/tfjs-core'
import { elementCount, newValues, type TensorValue, type Value, type ValueType } from './value.ts'

/** A value as a student's function receives it. */
export function toStudent(type: ValueType, value: Value): unknown {
  return convert(type, value, (kind, tensor) =>
    kind === 'tensor' ? toTensor(tensor) : toNestedArrays(tensor),
  )
}

/** A value as a reference receives it: nested arrays become tensors too (float64 becomes float32). */
export function toReference(type: ValueType, value: Value): unknown {
  return convert(type, value, (_kind, tensor) => toTensor(tensor))
}

/**
 * The result of a function of ours (a reference, a solution, a misconception) as a plain value of
 * the declared type. Tensors are read asynchronously, because some backends can do no other.
 * Throws when the result is not of that type: ours always are.
 */
export async function fromResult(type: ValueType, result: unknown): Promise<Value> {
  switch (type.kind) {
    case 'tensor':
    case 'array':
      return result instanceof tf.Tensor
        ? fromTensor(result as tf.Tensor, type.dtype)
        : fromNestedArrays(result, type.dtype)
    case 'optional':
      return result === null || result === undefined ? null : fromResult(type.of, result)
    case 'list': {
      if (!Array.isArray(result)) throw new Error(`a list is due; found ${typeof result}`)
      return Promise.all(result.map((item) => fromResult(type.of, item)))
    }
    case 'record': {
      const record = result as Readonly<Record<string, unknown>>
      const fields = Object.entries(type.fields).map(
        async ([name, field]) => [name, await fromResult(field, record[name])] as const,
      )
      return Object.fromEntries(await Promise.all(fields))
    }
    case 'number':
      if (result instanceof tf.Tensor) return (await result.data())[0] as number
      return result as number
    case 'string':
      if (result instanceof tf.Tensor) return textOf(await result.data())
      return result as string
    case 'boolean':
      return result as boolean
  }
}

/** A reference whose text is still on the engine returns its code points; a 0 ends it. */
export function textOf(codePoints: Iterable<number>): string {
  const written = [...codePoints]
  const end = written.indexOf(0)
  return String.fromCodePoint(...written.slice(0, end < 0 ? written.length : end))
}

/** float64 values become float32: tf has no doubles. */
export function toTensor({ dtype, shape, values }: TensorValue): tf.Tensor {
  const data = dtype === 'float64' ? Float32Array.from(values) : values
  return tf.tensor(data.slice(), [...shape], dtype === 'float64' ? 'float32' : dtype)
}

/** Nested arrays, one level per axis; a scalar for an empty shape. `bool` becomes true and false. */
export function toNestedArrays({ dtype, shape, values }: TensorValue): unknown {
  const element = (position: number) =>
    dtype === 'bool' ? values[position] === 1 : values[position]
  const build = (axis: number, offset: number): unknown => {
    if (axis === shape.length) return element(offset)
    const stride = elementCount(shape.slice(axis + 1))
    return Array.from({ length: shape[axis] as number }, (_, index) =>
      build(axis + 1, offset + index * stride),
    )
  }
  return build(0, 0)
}

function convert(
  type: ValueType,
  value: Value,
  leaf: (kind: 'tensor' | 'array', tensor: TensorValue) => unknown,
): unknown {
  switch (type.kind) {
    case 'tensor':
    case 'array':
      return leaf(type.kind, value as TensorValue)
    case 'optional':
      return value === null ? null : convert(type.of, value, leaf)
    case 'list':
      return (value as readonly Value[]).map((item) => convert(type.of, item, leaf))
    case 'record': {
      const record = value as Readonly<Record<string, Value>>
      return Object.fromEntries(
        Object.entries(type.fields).map(([name, field]) => [
          name,
          convert(field, record[name] as Value, leaf),
        ]),
      )
    }
    case 'number':
    case 'boolean':
    case 'string':
      return value
  }
}

async function fromTensor(tensor: tf.Tensor, dtype: TensorValue['dtype']): Promise<TensorValue> {
  const read = await tensor.data()
  const values = newValues(dtype, tensor.size)
  values.set(read)
  return { dtype, shape: [...tensor.shape], values }
}

function fromNestedArrays(nested: unknown, dtype: TensorValue['dtype']): TensorValue {
  const shape: number[] = []
  for (let level = nested; Array.isArray(level); level = level[0]) shape.push(level.length)
  const flat = [nested].flat(shape.length + 1) as (number | boolean)[]
  const values = newValues(dtype, elementCount(shape))
  if (flat.length !== values.length) {
    throw new Error(`nested arrays of shape [${shape.join(', ')}] hold ${flat.length} elements`)
  }
  flat.forEach((element, position) => (values[position] = Number(element)))
  return { dtype, shape, values }
}

/** A tensor value from nested arrays: for cases written by hand. */
export function tensorOf(nested: unknown, dtype: TensorValue['dtype'] = 'float32'): TensorValue {
  return fromNestedArrays(nested, dtype)
}
