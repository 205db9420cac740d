/**
 * Reads what a student's function returned, by its declared type, into bytes.
 *
 * Runs among a student's code: only captured built-ins, no iteration, no trust in what an object says
 * of itself. Whatever it reads is checked again outside.
 */
import type { Dtype, TensorValues, ValueType } from '../../../reference/value.ts'
import type { Misfit } from '../outcome.ts'
import type { Layout } from '../wire.ts'
import {
  arrays,
  bare,
  bareList,
  Bytes,
  freeze,
  getOwnPropertyDescriptor,
  isArray,
  isInteger,
  ownKeys,
  push,
  setPrototypeOf,
  sliceText,
  toText,
  typedArrayLength,
  typedArrayName,
  typedArraySet,
} from './primordials.ts'
import { backend, readValues } from './tensorflow.ts'
import { elementWords, expectedWords, foundWords, isPromise, isTensor } from './words.ts'

type Path = readonly (string | number)[]

export type Reading =
  | { readonly kind: 'returned'; readonly value: Layout; readonly bytes: ArrayBuffer }
  | { readonly kind: 'misfit'; readonly misfit: Misfit }
  | {
      readonly kind: 'wrongDtype'
      readonly path: Path
      readonly expected: Dtype
      readonly found: string
    }
  | { readonly kind: 'tooMuchOutput'; readonly what: 'result' }

/** Thrown by what reads, caught by `readResult`. */
class Refusal {
  readonly reading: Reading
  constructor(reading: Reading) {
    this.reading = reading
  }
}

interface Store {
  readonly parts: {
    readonly dtype: Dtype
    readonly offset: number
    readonly values: TensorValues
  }[]
  length: number
  elements: number
  strings: number
  readonly maxElements: number
}

const maxAxes = 8
/** Of an axis, where another one is 0. */
const maxSize = 2 ** 31
const maxTextLength = 100_000

export function readResult(type: ValueType, result: unknown, maxElements: number): Reading {
  const store: Store = bare({ parts: bareList(), length: 0, elements: 0, strings: 0, maxElements })
  try {
    const value = read(type, result, bareList(), store)
    const bytes = new Bytes(store.length)
    for (let position = 0; position < store.parts.length; position++) {
      const { dtype, offset, values } = store.parts[position] as Store['parts'][number]
      typedArraySet(new arrays[dtype](bytes, offset, typedArrayLength(values)), values)
    }
    return bare({ kind: 'returned', value, bytes })
  } catch (error) {
    if (error instanceof Refusal) return error.reading
    throw error
  }
}

function read(type: ValueType, value: unknown, path: Path, store: Store): Layout {
  switch (type.kind) {
    case 'tensor':
      return readTensor(type, value, path, store)
    case 'array':
      return readNested(type, value, path, store)
    case 'number':
      if (typeof value !== 'number') throw misfit(type, value, path)
      return readNumber(value, store)
    case 'boolean':
      if (typeof value !== 'boolean') throw misfit(type, value, path)
      return bare({ kind: 'boolean', value })
    case 'string':
      if (typeof value !== 'string') throw misfit(type, value, path)
      store.strings += value.length
      if (store.strings > maxTextLength) throw tooMuch()
      return bare({ kind: 'string', value })
    case 'optional':
      return value === null ? bare({ kind: 'null' }) : read(type.of, value, path, store)
    case 'list': {
      const length = isArray(value) ? lengthOf(value) : null
      if (length === null) throw misfit(type, value, path)
      const items = bareList<Layout>()
      for (let position = 0; position < length; position++) {
        // Items cost room in the header: they count like elements.
        if (++store.elements > store.maxElements) throw tooMuch()
        push(items, read(type.of, (value as unknown[])[position], joined(path, position), store))
      }
      return bare({ kind: 'list', items })
    }
    case 'record':
      return readRecord(type, value, path, store)
  }
}

function readNumber(value: number, store: Store): Layout {
  const values = new arrays.float64(1)
  values[0] = value
  return bare({ kind: 'number', offset: keep('float64', values, store) })
}

function readRecord(
  type: Extract<ValueType, { kind: 'record' }>,
  value: unknown,
  path: Path,
  store: Store,
): Layout {
  if (typeof value !== 'object' || value === null || isTensor(value) || isPromise(value)) {
    throw misfit(type, value, path)
  }
  const names = ownKeys(type.fields) as string[]
  const items = bareList<Layout>()
  for (let position = 0; position < names.length; position++) {
    const name = names[position] as string
    const fieldPath = joined(path, name)
    const field = (value as Record<string, unknown>)[name]
    const fieldType = type.fields[name] as ValueType
    if (field === undefined && fieldType.kind !== 'optional') {
      throw refuse(fieldPath, expectedWords(fieldType), foundWords(value), 'missingField')
    }
    push(items, read(fieldType, field === undefined ? null : field, fieldPath, store))
  }
  setPrototypeOf(names, null)
  return bare({ kind: 'record', names, items })
}

function readTensor(
  type: Extract<ValueType, { kind: 'tensor' }>,
  value: unknown,
  path: Path,
  store: Store,
): Layout {
  if (!isTensor(value)) throw misfit(type, value, path)
  const own = (name: string): unknown => getOwnPropertyDescriptor(value, name)?.value
  const shape = own('shape')
  const dtype = own('dtype')
  if (own('isDisposedInternal') === true) {
    throw refuse(path, expectedWords(type), 'a tf.Tensor that was disposed', 'disposed')
  }
  const broken = (): Refusal =>
    refuse(path, expectedWords(type), 'an object that only looks like a tf.Tensor', null)
  const axes = isArray(shape) ? lengthOf(shape) : null
  if (axes === null || axes > maxAxes || typeof dtype !== 'string') throw broken()

  let values: unknown
  try {
    values = readValues(backend, own('dataId') as object)
  } catch {
    throw broken()
  }
  if (dtype !== type.dtype) {
    const found = beginning(dtype)
    throw new Refusal(bare({ kind: 'wrongDtype', path, expected: type.dtype, found }))
  }
  if (typedArrayName(values) !== arrays[type.dtype].name) throw broken()
  const sizes = bareList<number>()
  let count = 1
  for (let axis = 0; axis < axes; axis++) {
    const size = (shape as unknown[])[axis]
    if (!isInteger(size) || (size as number) < 0 || (size as number) > maxSize) throw broken()
    push(sizes, size as number)
    count *= size as number
  }
  if (count !== typedArrayLength(values)) throw broken()
  return bare({
    kind: 'tensor',
    dtype: type.dtype,
    shape: sizes,
    offset: keep(type.dtype, values as TensorValues, store),
  })
}

/** Nested arrays, or typed arrays in the place of the innermost ones. The first item of each level says how deep and wide it is. */
function readNested(
  type: Extract<ValueType, { kind: 'array' }>,
  value: unknown,
  path: Path,
  store: Store,
): Layout {
  if (lengthOf(value) === null) throw misfit(type, value, path)
  const shape = bareList<number>()
  let count = 1
  for (let level = value; shape.length < maxAxes; level = (level as unknown[])[0]) {
    const length = lengthOf(level)
    if (length === null) break
    push(shape, length)
    count *= length
    if (store.elements + count > store.maxElements) throw tooMuch()
    if (length === 0) break
  }

  const values = new arrays[type.dtype](count)
  let next = 0
  const fill = (level: unknown, axis: number, place: string): void => {
    if (axis === shape.length) {
      values[next++] = elementOf(type, level, path, place)
      return
    }
    const length = lengthOf(level)
    const due = shape[axis] as number
    if (length !== due) {
      const found = length === null ? foundWords(level) : `${length} items`
      throw refuse(path, `${due} items, as in the rows before`, `${found} at ${place}`, 'ragged')
    }
    for (let position = 0; position < due; position++) {
      fill((level as unknown[])[position], axis + 1, `${place}[${position}]`)
    }
  }
  fill(value, 0, '')
  return bare({ kind: 'tensor', dtype: type.dtype, shape, offset: keep(type.dtype, values, store) })
}

function elementOf(
  { dtype }: Extract<ValueType, { kind: 'array' }>,
  element: unknown,
  path: Path,
  place: string,
): number {
  if (lengthOf(element) !== null) {
    throw refuse(path, elementWords(dtype), `${foundWords(element)} at ${place}`, 'ragged')
  }
  const fits =
    dtype === 'bool'
      ? typeof element === 'boolean'
      : typeof element === 'number' && (dtype === 'float64' || isInteger(element))
  if (!fits) {
    throw refuse(path, elementWords(dtype), `${foundWords(element)} at ${place}`, 'element')
  }
  return dtype === 'bool' ? (element ? 1 : 0) : (element as number)
}

/** The length of an array or typed array; null for anything else, and for a proxy that makes none of it. */
function lengthOf(value: unknown): number | null {
  if (isArray(value)) {
    const length: unknown = value.length
    return isInteger(length) && (length as number) >= 0 ? (length as number) : null
  }
  return typedArrayName(value) === undefined ? null : typedArrayLength(value)
}

function keep(dtype: Dtype, values: TensorValues, store: Store): number {
  const length = typedArrayLength(values)
  store.elements += length
  if (store.elements > store.maxElements) throw tooMuch()
  const offset = store.length
  push(store.parts, bare({ dtype, offset, values }))
  const bytes = length * values.BYTES_PER_ELEMENT
  store.length += bytes + ((8 - (bytes % 8)) % 8)
  return offset
}

function joined(path: Path, last: string | number): Path {
  const longer = bareList<string | number>()
  for (let position = 0; position < path.length; position++) {
    push(longer, path[position] as string | number)
  }
  push(longer, last)
  return longer
}

function misfit(type: ValueType, value: unknown, path: Path): Refusal {
  const cause =
    value === undefined
      ? 'undefined'
      : typeof value === 'function'
        ? 'function'
        : isPromise(value)
          ? 'promise'
          : null
  return refuse(path, expectedWords(type), foundWords(value), cause)
}

function refuse(path: Path, expected: string, found: string, cause: Misfit['cause']): Refusal {
  const fields = { path, expected: toText(expected), found: beginning(found), cause }
  return new Refusal(bare({ kind: 'misfit', misfit: bare(fields) }))
}

const maxWords = 1000

/** A proxy may say any length of itself, and a tensor any dtype. */
function beginning(words: string): string {
  return sliceText(words, 0, maxWords)
}

function tooMuch(): Refusal {
  return new Refusal(bare({ kind: 'tooMuchOutput', what: 'result' }))
}

freeze(Refusal.prototype)
