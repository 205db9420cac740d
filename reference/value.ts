/**
 * What goes into an exercise and comes out of it, as plain data: the lowest layer, which every other folder may import.
 *
 * A value has a declared type (`ValueType`), which says how it looks in a student's code, and a
 * representation here (`Value`), in which every tensor and every nested array is one flat typed
 * array with a shape. Only this representation crosses process borders.
 */

/** The element types in use. `float64` is what a nested array of JavaScript numbers becomes. */
export type Dtype = 'float32' | 'float64' | 'int32' | 'bool'

export type TensorValues = Float32Array | Float64Array | Int32Array | Uint8Array

/** A tensor or a nested array: row-major `values`, whose length is the product of `shape`. `bool` is stored as 0 and 1. */
export interface TensorValue {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly values: TensorValues
}

export type Value =
  | TensorValue
  | number
  | boolean
  | string
  | null
  | readonly Value[]
  | { readonly [field: string]: Value }

/** The values of an exercise's parameters, by name. */
export type Inputs = { readonly [parameter: string]: Value }

/**
 * How a parameter or result looks in a student's code.
 *
 * - `tensor`: a `tf.Tensor`. `axes` names each axis; a leading `'...'` stands for any number of further axes in front.
 * - `array`: nested JavaScript arrays of numbers (or booleans, with dtype `bool`), one level per axis.
 * - `optional`: the value or `null`.
 */
export type ValueType =
  | {
      readonly kind: 'tensor'
      readonly dtype: 'float32' | 'int32' | 'bool'
      readonly axes: readonly string[]
    }
  | {
      readonly kind: 'array'
      readonly dtype: 'float64' | 'int32' | 'bool'
      readonly axes: readonly string[]
    }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' }
  | { readonly kind: 'optional'; readonly of: ValueType }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'record'; readonly fields: { readonly [field: string]: ValueType } }

export interface Parameter {
  readonly name: string
  readonly type: ValueType
  /** One line for the stub and the statement, for example "true where the query may attend". */
  readonly meaning: string
}

/** The function that a student exports. */
export interface Signature {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly returns: ValueType
}

export function isTensorValue(value: Value): value is TensorValue {
  if (typeof value !== 'object' || value === null || !('dtype' in value)) return false
  return 'values' in value && ArrayBuffer.isView(value.values)
}

/** The number of elements that `shape` holds; 1 for a scalar's empty shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** An empty typed array for `count` elements of `dtype`. */
export function newValues(dtype: Dtype, count: number): TensorValues {
  switch (dtype) {
    case 'float32':
      return new Float32Array(count)
    case 'float64':
      return new Float64Array(count)
    case 'int32':
      return new Int32Array(count)
    case 'bool':
      return new Uint8Array(count)
  }
}
