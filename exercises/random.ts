/**
 * Seeded random tensors for cases. The same seed gives the same numbers on every machine, for ever:
 * a regrade repeats a run exactly.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { elementCount, type TensorValue } from '../reference/value.ts'

export interface Random {
  /** A whole number, `low <= n <= high`. */
  integer(low: number, high: number): number
  /** Uniform in [0, 1), with 32 random bits. */
  unit(): number
  /** float32 tensor of N(0, deviation²) values. */
  normal(shape: readonly number[], deviation?: number): TensorValue
  /** float32 tensor of uniform values in [low, high). */
  uniform(shape: readonly number[], low: number, high: number): TensorValue
  /** int32 tensor of whole numbers, `low <= n <= high`. */
  integers(shape: readonly number[], low: number, high: number): TensorValue
  /** bool tensor, true with probability `rate`. */
  booleans(shape: readonly number[], rate: number): TensorValue
}

/** A source of random tensors that depends on `seed` alone (a 32-bit whole number). */
export function random(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const integer = (low: number, high: number) => uniformInt(generator, low, high)
  const unit = () => integer(0, 0xffffffff) / 0x100000000

  // Box and Muller, 1958: two uniform numbers give one normal one here (the second is not kept, so
  // that every element depends on its own pair and shrinking stays readable).
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())

  const float32 = (shape: readonly number[], next: () => number): TensorValue => ({
    dtype: 'float32',
    shape,
    values: Float32Array.from({ length: elementCount(shape) }, next),
  })
  return {
    integer,
    unit,
    normal: (shape, deviation = 1) => float32(shape, () => gaussian() * deviation),
    uniform: (shape, low, high) => float32(shape, () => low + (high - low) * unit()),
    integers: (shape, low, high) => ({
      dtype: 'int32',
      shape,
      values: Int32Array.from({ length: elementCount(shape) }, () => integer(low, high)),
    }),
    booleans: (shape, rate) => ({
      dtype: 'bool',
      shape,
      values: Uint8Array.from({ length: elementCount(shape) }, () => (unit() < rate ? 1 : 0)),
    }),
  }
}

/** The same numbers for a parameter that is a nested array of JavaScript numbers. */
export function asArray({ shape, values }: TensorValue): TensorValue {
  return { dtype: 'float64', shape, values: Float64Array.from(values) }
}
