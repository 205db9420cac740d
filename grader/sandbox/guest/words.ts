/** Exact words for what was due and what was found: `a tf.Tensor`, `an array of 3 arrays of numbers`. */
import { Tensor } from '@tensorflow/tfjs-core'
import type { ValueType } from '../../../reference/value.ts'
import {
  getOwnPropertyDescriptor,
  isArray,
  isInstance,
  ownKeys,
  PromiseClass,
  sliceText,
  toText,
  typedArrayLength,
  typedArrayName,
} from './primordials.ts'

export function isTensor(value: unknown): value is Tensor {
  return isInstance(Tensor, value)
}

export function isPromise(value: unknown): boolean {
  return isInstance(PromiseClass, value)
}

export function expectedWords(type: ValueType): string {
  switch (type.kind) {
    case 'tensor':
      return 'a tf.Tensor'
    case 'array': {
      let words = elementWords(type.dtype)
      for (let axis = type.axes.length; axis > 1; axis--) words = `arrays of ${words}`
      return `an array of ${words}`
    }
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    case 'string':
      return 'a string'
    case 'optional':
      return `${expectedWords(type.of)} or null`
    case 'list':
      return `an array, each item ${expectedWords(type.of)}`
    case 'record':
      return `an object with the fields ${joined(ownKeys(type.fields))}`
  }
}

export function elementWords(dtype: 'float64' | 'int32' | 'bool'): string {
  if (dtype === 'bool') return 'true or false values'
  return dtype === 'int32' ? 'whole numbers' : 'numbers'
}

export function foundWords(value: unknown): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'undefined':
      return 'undefined'
    case 'number':
      return `the number ${toText(value)}`
    case 'boolean':
      return toText(value)
    case 'bigint':
      return 'a bigint'
    case 'symbol':
      return 'a symbol'
    case 'string':
      // Cutting a piece off a long string may first build all of it.
      return value.length > maxQuoted
        ? `a string of ${value.length} characters`
        : `the string "${value}"`
    case 'function':
      return 'a function'
    default:
      return objectWords(value)
  }
}

const maxQuoted = 60

function objectWords(value: object): string {
  if (isTensor(value)) return tensorWords(value)
  if (isPromise(value)) return 'a Promise'
  if (isArray(value)) return value.length === 0 ? 'an empty array' : arrayWords(value)
  const name = typedArrayName(value)
  if (name !== undefined) return `a ${name} of ${typedArrayLength(value)} numbers`
  const names = ownKeys(value)
  return names.length === 0 ? 'an empty object' : `an object with the fields ${joined(names)}`
}

function tensorWords(tensor: object): string {
  const shape = getOwnPropertyDescriptor(tensor, 'shape')?.value as unknown
  if (!isArray(shape)) return 'a tf.Tensor'
  let sizes = ''
  for (let axis = 0; axis < shape.length && axis < 8; axis++) {
    sizes += (axis > 0 ? ', ' : '') + (typeof shape[axis] === 'number' ? toText(shape[axis]) : '?')
  }
  return `a tf.Tensor of shape [${sizes}]`
}

function arrayWords(array: readonly unknown[]): string {
  const kind = kindOf(array[0], 0)
  return array.length === 1
    ? `an array of 1 ${singular(kind)}`
    : `an array of ${array.length} ${kind}`
}

/** `array of numbers` for `arrays of numbers`, `string` for `strings`. */
function singular(kind: string): string {
  return sliceText(kind, 0, 6) === 'arrays'
    ? `array${sliceText(kind, 6, kind.length)}`
    : sliceText(kind, 0, kind.length - 1)
}

const maxDepth = 4

/** The plural for an item of an array, after its first one. */
function kindOf(item: unknown, depth: number): string {
  if (typeof item === 'number') return 'numbers'
  if (typeof item === 'boolean') return 'true or false values'
  if (typeof item === 'string') return 'strings'
  if (isArray(item)) {
    if (depth === maxDepth) return 'arrays'
    return `arrays of ${item.length === 0 ? 'nothing' : kindOf(item[0], depth + 1)}`
  }
  if (isTensor(item)) return 'tf.Tensors'
  if (isPromise(item)) return 'Promises'
  return typedArrayName(item) === undefined ? 'items' : `${typedArrayName(item)}s`
}

const maxNames = 10

function joined(names: readonly (string | symbol)[]): string {
  let text = ''
  for (let position = 0; position < names.length && position < maxNames; position++) {
    text += (position > 0 ? ', ' : '') + sliceText(toText(names[position]), 0, 40)
  }
  return names.length > maxNames ? `${text}, …` : text
}

/** `{ name: text, … }` with the text of each plain field by `show`. */
export function describeFields(value: object, show: (field: unknown) => string): string {
  const names = ownKeys(value)
  let text = '{'
  for (let position = 0; position < names.length && position < maxNames; position++) {
    const name = names[position] as string | symbol
    const field = getOwnPropertyDescriptor(value, name)
    text += `${position > 0 ? ',' : ''} ${sliceText(toText(name), 0, 40)}: `
    text += field && 'value' in field ? show(field.value) : '[getter]'
  }
  return text + (names.length > maxNames ? ', … }' : ' }')
}
