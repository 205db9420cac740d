/** Walks a result of several parts and its expected value side by side, down to tensors. */
import { isTensorValue, type TensorValue, type Value, type ValueType } from '../reference/value.ts'
import type { Finding } from './report.ts'

type Path = readonly (string | number)[]

/** One part of a result beside what is expected there. Numbers and booleans are tensors without axes here. */
export type Pair =
  | {
      readonly kind: 'tensor'
      readonly path: Path
      /** As the exercise declares them; a leading `'...'` stands for any number of axes. */
      readonly axes: readonly string[]
      readonly dtype: TensorValue['dtype']
      readonly expected: TensorValue
      readonly yours: TensorValue
    }
  | {
      readonly kind: 'text'
      readonly path: Path
      readonly expected: string
      readonly yours: string
    }

/** The parts of `yours` in the order of `type`, or the first place where it is of another type. */
export function pairUp(
  type: ValueType,
  expected: Value,
  yours: Value,
): { readonly pairs: readonly Pair[] } | { readonly finding: Finding } {
  const pairs: Pair[] = []
  const finding = collect(type, expected, yours, [], pairs)
  return finding ? { finding } : { pairs }
}

function collect(
  type: ValueType,
  expected: Value,
  yours: Value,
  path: Path,
  pairs: Pair[],
): Finding | null {
  const misfit = (): Finding => typeFinding(path, describeType(type), describeValue(yours))
  switch (type.kind) {
    case 'tensor':
    case 'array': {
      if (!isTensorValue(yours)) return misfit()
      const { axes, dtype } = type
      pairs.push({ kind: 'tensor', path, axes, dtype, expected: expected as TensorValue, yours })
      return null
    }
    case 'number':
      if (typeof yours !== 'number') return misfit()
      pairs.push(scalarPair(path, 'float64', Number(expected), yours))
      return null
    case 'boolean':
      if (typeof yours !== 'boolean') return misfit()
      pairs.push(scalarPair(path, 'bool', Number(expected), Number(yours)))
      return null
    case 'string':
      if (typeof yours !== 'string') return misfit()
      pairs.push({ kind: 'text', path, expected: expected as string, yours })
      return null
    case 'optional':
      if (expected === null && yours === null) return null
      if (expected === null) return typeFinding(path, 'null', describeValue(yours))
      if (yours === null) return typeFinding(path, describeType(type.of), 'null')
      return collect(type.of, expected, yours, path, pairs)
    case 'list': {
      if (!isList(yours)) return misfit()
      const items = expected as readonly Value[]
      if (yours.length !== items.length) return lengthFinding(path, items.length, yours.length)
      return firstFinding(items.keys(), (position) =>
        collect(
          type.of,
          items[position] as Value,
          yours[position] as Value,
          [...path, position],
          pairs,
        ),
      )
    }
    case 'record': {
      if (!isRecord(yours)) return misfit()
      const fields = expected as Readonly<Record<string, Value>>
      return firstFinding(Object.entries(type.fields), ([name, field]) => {
        const here = [...path, name]
        const value = yours[name]
        return value === undefined
          ? { ...typeFinding(here, describeType(field), 'nothing'), cause: 'missingField' as const }
          : collect(field, fields[name] as Value, value, here, pairs)
      })
    }
  }
}

/** How a student would call a value of this type: "a tensor [tokens, channels] of float32". */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case 'tensor':
      return `a tensor [${type.axes.join(', ')}] of ${type.dtype}`
    case 'array': {
      const element = type.dtype === 'bool' ? 'booleans' : 'numbers'
      return type.axes.length === 1 ? `an array of ${element}` : `nested arrays of ${element}`
    }
    case 'optional':
      return `${describeType(type.of)}, or null`
    case 'list':
      return 'a list'
    case 'record':
      return `an object { ${Object.keys(type.fields).join(', ')} }`
    case 'number':
    case 'boolean':
    case 'string':
      return `a ${type.kind}`
  }
}

function describeValue(value: Value): string {
  if (value === null) return 'null'
  if (isTensorValue(value)) return value.shape.length === 0 ? 'a single number' : 'a tensor'
  if (isList(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function scalarPair(
  path: Path,
  dtype: 'float64' | 'bool',
  expected: number,
  yours: number,
): Pair & { kind: 'tensor' } {
  const scalar = (value: number): TensorValue => ({
    dtype,
    shape: [],
    values: dtype === 'bool' ? Uint8Array.of(value) : Float64Array.of(value),
  })
  return { kind: 'tensor', path, axes: [], dtype, expected: scalar(expected), yours: scalar(yours) }
}

function typeFinding(path: Path, expected: string, found: string): Finding & { kind: 'type' } {
  return { kind: 'type', path: [...path], expected, found, cause: null }
}

function lengthFinding(path: Path, expected: number, found: number): Finding {
  return {
    kind: 'shape',
    path: [...path],
    axes: ['items'],
    expected: [expected],
    found: [found],
    permutation: null,
  }
}

function firstFinding<T>(items: Iterable<T>, look: (item: T) => Finding | null): Finding | null {
  for (const item of items) {
    const finding = look(item)
    if (finding) return finding
  }
  return null
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function isRecord(value: Value): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !isList(value) && !isTensorValue(value)
}
