/** `console` inside the isolate: text goes into a buffer of limited length and is read once, after the call. */
import type { Tensor } from '@tensorflow/tfjs-core'
import { describeFields, foundWords, isTensor } from './words.ts'
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
  // What is cut anyway costs nothing, or else many lines would cost the time of the call.
  if (printed.length >= limit) {
    cut = true
    return
  }
  let line = ''
  for (let position = 0; position < values.length && line.length <= limit; position++) {
    if (position > 0) line += ' '
    const value = values[position]
    line += typeof value === 'string' ? beginning(value, limit + 1) : show(value, 0)
  }
  write(line + '\n')
}

/** Cutting a piece off a text may first build all of it. */
const absurdLength = 1_000_000

function beginning(text: string, characters: number): string {
  return text.length > absurdLength
    ? `[a string of ${text.length} characters]`
    : sliceText(text, 0, characters)
}

function write(text: string): void {
  const room = limit - printed.length
  if (text.length > room) cut = true
  if (room > 0) printed += sliceText(text, 0, room)
}

const maxItems = 100
const maxElements = 10_000
const maxDepth = 3

function show(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${beginning(value, limit)}'`
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return is(value, -0) ? '-0' : toText(value)
  if (isTensor(value)) return showTensor(value)
  if (isInstance(ErrorClass, value)) return toText(value)
  if (isArray(value)) return depth >= maxDepth ? '[…]' : showItems(value, value.length, depth)
  const name = typedArrayName(value)
  if (name !== undefined) {
    return `${name} ${showItems(value as Float32Array, typedArrayLength(value), depth)}`
  }
  return depth >= maxDepth ? '{…}' : describeFields(value, (field) => show(field, depth + 1))
}

/** The library looks at every element of a tensor, though it shows only a few of a large one. */
function showTensor(tensor: Tensor): string {
  return tensor.size > maxElements
    ? `[${foundWords(tensor)}]`
    : toText(apply(tensor.toString, tensor, []))
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
