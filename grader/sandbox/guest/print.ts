/** `console` inside the isolate: text goes into a buffer of limited length and is read once, after the call. */
import { describeFields, isTensor } from './words.ts'
import {
  apply,
  ErrorClass,
  freeze,
  is,
  isArray,
  isInstance,
  sliceText,
  toText,
  typedArrayLength,
  typedArrayName,
} from './primordials.ts'

let printed = ''
let cut = false
let limit = 0

/** Empties the buffer for the next call, which may print `characters`. */
export function startPrinting(characters: number): void {
  printed = ''
  cut = false
  limit = characters
}

export function whatWasPrinted(): { console: string; consoleCut: boolean } {
  return { console: printed, consoleCut: cut }
}

function print(...values: unknown[]): void {
  let line = ''
  for (let position = 0; position < values.length; position++) {
    if (position > 0) line += ' '
    const value = values[position]
    line += typeof value === 'string' ? sliceText(value, 0, limit + 1) : show(value, 0)
  }
  write(line + '\n')
}

function write(text: string): void {
  const room = limit - printed.length
  if (text.length > room) cut = true
  if (room > 0) printed += sliceText(text, 0, room)
}

const maxItems = 100
const maxDepth = 3

function show(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${sliceText(value, 0, limit)}'`
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return is(value, -0) ? '-0' : toText(value)
  if (isTensor(value)) return toText(apply(value.toString, value, []))
  if (isInstance(ErrorClass, value)) return toText(value)
  if (isArray(value)) return depth >= maxDepth ? '[…]' : showItems(value, value.length, depth)
  const name = typedArrayName(value)
  if (name !== undefined) {
    return `${name} ${showItems(value as Float32Array, typedArrayLength(value), depth)}`
  }
  return depth >= maxDepth ? '{…}' : describeFields(value, (field) => show(field, depth + 1))
}

function showItems(items: ArrayLike<unknown>, length: number, depth: number): string {
  let text = '['
  for (let position = 0; position < length && position < maxItems; position++) {
    if (text.length > limit) break
    if (position > 0) text += ', '
    text += show(items[position], depth + 1)
  }
  return text + (length > maxItems ? `, … ${length - maxItems} more]` : ']')
}

export const studentConsole = freeze({
  log: print,
  info: print,
  warn: print,
  error: print,
  debug: print,
  table: print,
})
