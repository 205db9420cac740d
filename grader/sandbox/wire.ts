/**
 * Values as bytes: how inputs and results cross between the grader, its child and the isolate.
 *
 * Every element of a tensor, array or number lies in one buffer; a small header says what lies
 * where. Whatever comes back from a child is checked here, and copied once, before anything looks at it.
 */
import { z } from 'zod'
import {
  elementCount,
  isTensorValue,
  newValues,
  type Dtype,
  type TensorValues,
  type Value,
  type ValueType,
} from '../../reference/value.ts'

/** Where a value lies in its buffer; offsets are in bytes and multiples of 8. Numbers are stored as float64. */
export type Layout =
  | {
      readonly kind: 'tensor'
      readonly dtype: Dtype
      readonly shape: readonly number[]
      readonly offset: number
    }
  | { readonly kind: 'number'; readonly offset: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Layout[] }
  | {
      readonly kind: 'record'
      readonly names: readonly string[]
      readonly items: readonly Layout[]
    }

const offset = z.number().int().nonnegative().multipleOf(8)
const maxAxes = 8
const maxTextLength = 100_000

/** A layout from a child that nobody trusts. */
export const UntrustedLayout: z.ZodType<Layout> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('tensor'),
      dtype: z.enum(['float32', 'float64', 'int32', 'bool']),
      shape: z.array(z.number().int().nonnegative()).max(maxAxes),
      offset,
    }),
    z.object({ kind: z.literal('number'), offset }),
    z.object({ kind: z.literal('boolean'), value: z.boolean() }),
    z.object({ kind: z.literal('string'), value: z.string().max(maxTextLength) }),
    z.object({ kind: z.literal('null') }),
    z.object({ kind: z.literal('list'), items: z.array(UntrustedLayout) }),
    z.object({
      kind: z.literal('record'),
      names: z.array(z.string()),
      items: z.array(UntrustedLayout),
    }),
  ]),
)

/** Lays out `values` one behind the other in a new buffer. */
export function pack(values: readonly Value[]): { layouts: Layout[]; bytes: Uint8Array } {
  const parts: { offset: number; values: TensorValues }[] = []
  let length = 0
  const store = (elements: TensorValues): number => {
    const start = length
    parts.push({ offset: start, values: elements })
    length += Math.ceil(elements.byteLength / 8) * 8
    return start
  }
  const layouts = values.map((value) => layOut(value, store))
  const bytes = new Uint8Array(length)
  for (const part of parts) {
    const { buffer, byteOffset, byteLength } = part.values
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), part.offset)
  }
  return { layouts, bytes }
}

function layOut(value: Value, store: (elements: TensorValues) => number): Layout {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'number') return { kind: 'number', offset: store(Float64Array.of(value)) }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value === 'string') return { kind: 'string', value }
  if (isTensorValue(value)) {
    const { dtype, shape } = value
    return { kind: 'tensor', dtype, shape: [...shape], offset: store(value.values) }
  }
  if (isList(value)) return { kind: 'list', items: value.map((item) => layOut(item, store)) }
  const fields = Object.entries(value)
  return {
    kind: 'record',
    names: fields.map(([name]) => name),
    items: fields.map(([, field]) => layOut(field, store)),
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Whether `layout` is that of a value of this type: of the right parts, whatever their sizes. */
export function fitsType(type: ValueType, layout: Layout): boolean {
  switch (type.kind) {
    case 'tensor':
    case 'array':
      return layout.kind === 'tensor' && layout.dtype === type.dtype
    case 'number':
    case 'boolean':
    case 'string':
      return layout.kind === type.kind
    case 'optional':
      return layout.kind === 'null' || fitsType(type.of, layout)
    case 'list':
      return layout.kind === 'list' && layout.items.every((item) => fitsType(type.of, item))
    case 'record': {
      if (layout.kind !== 'record') return false
      const { names, items } = layout
      const fields = Object.entries(type.fields)
      return (
        names.length === fields.length &&
        items.length === fields.length &&
        fields.every(([name, field], at) => names[at] === name && fitsType(field, items[at]!))
      )
    }
  }
}

/**
 * The value that `layout` describes, in memory of its own. Throws when it reaches past the end of
 * `bytes` or holds more than `maxElements`: a well-behaved sandbox sends no such thing.
 */
export function unpack(layout: Layout, bytes: Uint8Array, maxElements: number): Value {
  let elements = 0
  const take = (dtype: Dtype, count: number, start: number): TensorValues => {
    elements += count
    if (elements > maxElements) throw new RangeError(`more than ${maxElements} elements`)
    const values = newValues(dtype, count)
    if (start + values.byteLength > bytes.byteLength) {
      throw new RangeError(`elements at ${start} reach past the end of ${bytes.byteLength} bytes`)
    }
    // Copied: the bytes came over a pipe and are not aligned.
    const copy = new Uint8Array(values.buffer)
    copy.set(bytes.subarray(start, start + values.byteLength))
    return values
  }
  const read = (part: Layout): Value => {
    switch (part.kind) {
      case 'tensor': {
        const values = take(part.dtype, elementCount(part.shape), part.offset)
        return { dtype: part.dtype, shape: [...part.shape], values }
      }
      case 'number':
        return take('float64', 1, part.offset)[0] as number
      case 'boolean':
      case 'string':
        return part.value
      case 'null':
        return null
      case 'list':
        return part.items.map(read)
      case 'record':
        return Object.fromEntries(
          part.names.map((name, position) => [
            name,
            read(part.items[position] ?? { kind: 'null' }),
          ]),
        )
    }
  }
  return read(layout)
}
