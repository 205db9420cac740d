/** Inputs inside the isolate: from bytes to what a student's function receives, and whether it changed them. */
import * as tf from '@tensorflow/tfjs-core'
import type { TensorValues, ValueType } from '../../../reference/value.ts'
import type { Layout } from '../wire.ts'
import { arrays, getOwnPropertyDescriptor, is, isArray, typedArrayLength } from './primordials.ts'
import { backend, readValues } from './tensorflow.ts'
import { isTensor } from './words.ts'

type TensorLayout = Extract<Layout, { kind: 'tensor' }>
type ListLayout = Extract<Layout, { kind: 'list' }>
type RecordLayout = Extract<Layout, { kind: 'record' }>

/** The argument that `layout` describes. Runs before any code of the student's in this call. */
export function toArgument(type: ValueType, layout: Layout, bytes: ArrayBuffer): unknown {
  if (layout.kind === 'null') return null
  switch (type.kind) {
    case 'tensor': {
      const values = elements(layout as TensorLayout, bytes).slice() as Float32Array
      return tf.tensor(values, [...(layout as TensorLayout).shape], type.dtype)
    }
    case 'array':
      return nested(layout as TensorLayout, elements(layout as TensorLayout, bytes))
    case 'number':
      return new arrays.float64(bytes, (layout as { offset: number }).offset, 1)[0]
    case 'boolean':
    case 'string':
      return (layout as { value: unknown }).value
    case 'optional':
      return toArgument(type.of, layout, bytes)
    case 'list':
      return (layout as ListLayout).items.map((item) => toArgument(type.of, item, bytes))
    case 'record': {
      const { names, items } = layout as RecordLayout
      return Object.fromEntries(
        names.map((name, position) => [
          name,
          toArgument(type.fields[name] as ValueType, items[position] as Layout, bytes),
        ]),
      )
    }
  }
}

function elements({ dtype, shape, offset }: TensorLayout, bytes: ArrayBuffer): TensorValues {
  let count = 1
  for (let axis = 0; axis < shape.length; axis++) count *= shape[axis] as number
  return new arrays[dtype](bytes, offset, count)
}

function nested({ dtype, shape }: TensorLayout, values: TensorValues): unknown {
  let next = 0
  const build = (axis: number): unknown => {
    if (axis === shape.length) {
      const value = values[next++]
      return dtype === 'bool' ? value === 1 : value
    }
    return Array.from({ length: shape[axis] as number }, () => build(axis + 1))
  }
  return build(0)
}

/** Whether `argument` no longer holds what `layout` describes. */
export function hasChanged(
  type: ValueType,
  layout: Layout,
  bytes: ArrayBuffer,
  argument: unknown,
): boolean {
  if (layout.kind === 'null') return false
  switch (type.kind) {
    case 'tensor':
      return tensorChanged(elements(layout as TensorLayout, bytes), argument)
    case 'array':
      return nestedChanged(
        layout as TensorLayout,
        elements(layout as TensorLayout, bytes),
        argument,
      )
    case 'optional':
      return hasChanged(type.of, layout, bytes, argument)
    case 'list': {
      const { items } = layout as ListLayout
      if (!isArray(argument) || argument.length !== items.length) return true
      for (let position = 0; position < items.length; position++) {
        if (hasChanged(type.of, items[position] as Layout, bytes, argument[position])) return true
      }
      return false
    }
    case 'record': {
      const { names, items } = layout as RecordLayout
      for (let position = 0; position < names.length; position++) {
        const name = names[position] as string
        const field = getOwnPropertyDescriptor(argument as object, name)?.value as unknown
        const fieldType = type.fields[name] as ValueType
        if (hasChanged(fieldType, items[position] as Layout, bytes, field)) return true
      }
      return false
    }
    case 'number':
    case 'boolean':
    case 'string':
      // Passed by value. A field that was replaced is of no consequence to anybody else.
      return false
  }
}

/** Only `dataSync` gives a student the memory of a tensor itself. A disposed input was not changed. */
function tensorChanged(before: TensorValues, argument: unknown): boolean {
  if (!isTensor(argument) || argument.isDisposed) return false
  const now = readValues(backend, argument.dataId)
  const count = typedArrayLength(before)
  for (let position = 0; position < count; position++) {
    if (!is(now[position], before[position])) return true
  }
  return false
}

function nestedChanged(
  { dtype, shape }: TensorLayout,
  before: TensorValues,
  argument: unknown,
): boolean {
  let next = 0
  const differs = (axis: number, value: unknown): boolean => {
    if (axis === shape.length) {
      const element = before[next++]
      return !is(value, dtype === 'bool' ? element === 1 : element)
    }
    const size = shape[axis] as number
    if (!isArray(value) || value.length !== size) return true
    for (let position = 0; position < size; position++) {
      if (differs(axis + 1, value[position])) return true
    }
    return false
  }
  return differs(0, argument)
}
