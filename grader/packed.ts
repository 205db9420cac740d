/** Tensors and numbers as JSON can carry them. Runs in browsers too. */
import { newValues, type TensorValue } from '../reference/value.ts'
import type { AnyNumber, PackedTensor } from './report.ts'

/** A tensor's bytes as base64; exact, NaN and infinities included. */
export function pack({ dtype, shape, values }: TensorValue): PackedTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { dtype, shape: [...shape], base64: btoa(text) }
}

/** The tensor that `pack` packed. */
export function unpack({ dtype, shape, base64 }: PackedTensor): TensorValue {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const values = newValues(dtype, bytes.length / newValues(dtype, 0).BYTES_PER_ELEMENT)
  new Uint8Array(values.buffer).set(bytes)
  return { dtype, shape, values }
}

export function toAnyNumber(value: number): AnyNumber {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

export function fromAnyNumber(value: AnyNumber): number {
  return Number(value)
}
