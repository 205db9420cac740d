import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly R: number
  readonly width: number
  readonly dHead: number
  readonly dV: number
}

const sizesWith = (fixed: Partial<Record<keyof Sizes, fc.Arbitrary<number>>>) =>
  fc.record({
    B: size(2, 2),
    T: size(8, 9, 2),
    R: size(2, 2),
    width: size(2, 2, 0),
    dHead: size(3, 3),
    dV: size(6, 6),
    ...fixed,
  }) as fc.Arbitrary<Sizes>

/** Entries of deviation 1.5 give scores within about ±4. No token is global and every link leads home. */
function inputs({ B, T, R, width, dHead, dV }: Sizes, random: Random) {
  return {
    q: random.normal([B, T, dHead], 1.5),
    k: random.normal([B, T, dHead], 1.5),
    v: random.normal([B, T, dV]),
    width,
    globals: globalAt(T, []),
    links: tensorOf(
      Array.from({ length: T }, (_, t) => new Array<number>(R).fill(t)),
      'int32',
    ),
    causal: false,
  }
}

function globalAt(T: number, places: readonly number[]): TensorValue {
  const values = Uint8Array.from({ length: T }, (_, t) => (places.includes(t) ? 1 : 0))
  return { dtype: 'bool', shape: [T], values }
}

/** Token 0, and one somewhere in the middle. */
const someGlobals = ({ T }: Sizes, random: Random) =>
  globalAt(T, [0, random.integer(Math.floor(T / 2), T - 1)])

const everything = (sizes: Sizes, random: Random) => ({
  ...inputs(sizes, random),
  globals: someGlobals(sizes, random),
  links: random.integers([sizes.T, sizes.R], 0, sizes.T - 1),
})

const maskOf = (output: Value | undefined) => (output as { readonly mask: TensorValue }).mask
const outputOf = (output: Value | undefined) => (output as { readonly output: TensorValue }).output

const flat = (T: number) => tensorOf([new Array<number[]>(T).fill([0])])

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'a window of one to each side',
    points: 1,
    disclosure: 'full',
    inputs: {
      q: flat(5),
      k: flat(5),
      v: tensorOf([[[0], [6], [12], [24], [60]]]),
      width: 1,
      globals: globalAt(5, []),
      links: tensorOf([[0], [1], [2], [3], [4]], 'int32'),
      causal: false,
    },
    expected: {
      mask: tensorOf(
        [
          [true, true, false, false, false],
          [true, true, true, false, false],
          [false, true, true, true, false],
          [false, false, true, true, true],
          [false, false, false, true, true],
        ],
        'bool',
      ),
      output: tensorOf([[[3], [6], [14], [32], [42]]]),
    },
  },
  {
    kind: 'example',
    name: 'a global token and links, causal',
    points: 2,
    disclosure: 'full',
    inputs: {
      q: flat(5),
      k: flat(5),
      v: tensorOf([[[0], [6], [12], [24], [60]]]),
      width: 1,
      globals: globalAt(5, [0]),
      links: tensorOf([[4], [1], [3], [1], [4]], 'int32'),
      causal: true,
    },
    expected: {
      mask: tensorOf(
        [
          [true, false, false, false, false],
          [true, true, false, false, false],
          [true, true, true, false, false],
          [true, true, true, true, false],
          [true, false, false, true, true],
        ],
        'bool',
      ),
      output: tensorOf([[[0], [3], [6], [10.5], [28]]]),
    },
  },
  randomCase<Sizes>({
    name: 'the window alone',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({}),
    inputs,
  }),
  randomCase<Sizes>({
    name: 'global tokens',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ width: size(1, 1, 0) }),
    inputs: (sizes, random) => ({
      ...inputs(sizes, random),
      globals: someGlobals(sizes, random),
    }),
  }),
  randomCase<Sizes>({
    name: 'links',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ width: size(1, 1, 0) }),
    inputs: (sizes, random) => ({
      ...inputs(sizes, random),
      links: random.integers([sizes.T, sizes.R], 0, sizes.T - 1),
    }),
  }),
  randomCase<Sizes>({
    name: 'all together',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ T: size(10, 11, 2) }),
    inputs: everything,
  }),
  randomCase<Sizes>({
    name: 'all together, causal',
    points: 3,
    disclosure: 'full',
    sizes: sizesWith({ T: size(10, 11, 2) }),
    inputs: (sizes, random) => ({ ...everything(sizes, random), causal: true }),
  }),
  randomCase<Sizes>({
    name: 'a window of width 0',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ width: fc.constant(0) }),
    inputs: everything,
  }),
  randomCase<Sizes>({
    name: 'a window wider than the text',
    points: 1,
    disclosure: 'diagnosis',
    sizes: sizesWith({ T: size(4, 5, 2), width: size(7, 7, 5) }),
    inputs,
  }),
  invariantCase<Sizes>({
    name: 'who sees me sees them',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({}),
    relation: 'Without links and causality seeing is mutual: the mask must be its own transpose.',
    runs: (sizes, random) => [{ ...inputs(sizes, random), globals: someGlobals(sizes, random) }],
    holds: ([result]) => {
      const mask = maskOf(result)
      return agreeWithin(0, mask, transposed(mask), ({ index: [t, s], left }) =>
        left
          ? `token ${t} sees token ${s}, but not the other way`
          : `token ${s} sees token ${t}, but not the other way`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'the values of the last token edited',
    points: 2,
    disclosure: 'full',
    sizes: sizesWith({ T: size(8, 9, 4), width: size(1, 2, 0) }),
    relation:
      'A value out of reach must not matter at all: without global tokens and links, editing the last one leaves the first row as it is.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { T, dV } = sizes
      const values = given.v.values.map((value, at) =>
        Math.floor(at / dV) % T === T - 1 ? value + 5 : value,
      )
      return [given, { ...given, v: { ...given.v, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        firstRows(outputOf(before)),
        firstRows(outputOf(after)),
        ({ index: [b, , c], left, right }) =>
          `item ${b}, token 0, channel ${c} changed from ${digits(left, right)} to ${digits(right, left)} when the last value was edited`,
      ),
  }),
]

function transposed({ dtype, shape, values }: TensorValue): TensorValue {
  const T = shape[0]!
  return {
    dtype,
    shape,
    values: values.map((_, at) => values[(at % T) * T + Math.floor(at / T)]!),
  }
}

/** [B, T, dV] as [B, 1, dV]. */
function firstRows({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, T, dV] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dV) % T === 0)
  return { dtype, shape: [B, 1, dV], values: kept }
}
