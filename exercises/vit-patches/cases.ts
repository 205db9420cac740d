import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly C: number
  /** How many patches lie above and beside each other. */
  readonly rows: number
  readonly columns: number
  readonly P: number
  readonly dModel: number
}

const oneGrey: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  C: fc.constant(1),
  rows: size(3, 3),
  columns: size(2, 2),
  P: size(2, 3),
  dModel: size(5, 5),
})
const colours: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 2),
  C: size(3, 3),
  rows: size(2, 2),
  columns: size(4, 4),
  P: size(3, 3),
  dModel: size(7, 8),
})

function patchWeights(N: number, width: number, dModel: number, random: Random) {
  return {
    projection: random.normal([dModel, width], 1.5 / Math.sqrt(width)),
    bias: random.normal([dModel]),
    cls: random.normal([dModel]),
    positions: random.normal([N + 1, dModel]),
  }
}

function inputs({ B, C, rows, columns, P, dModel }: Sizes, random: Random) {
  return {
    images: random.uniform([B, C, rows * P, columns * P], -1, 1),
    P,
    weights: patchWeights(rows * columns, C * P * P, dModel, random),
  } satisfies Inputs
}

/** A projection that changes nothing, no CLS, no positions: the tokens are the patches. */
function plain(N: number, width: number) {
  const zeros = (...shape: number[]): TensorValue => ({
    dtype: 'float32',
    shape,
    values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
  })
  const projection = zeros(width, width)
  for (let at = 0; at < width; at++) projection.values[at * width + at] = 1
  return {
    projection,
    bias: zeros(width),
    cls: zeros(width),
    positions: zeros(N + 1, width),
  }
}

/** Pixels that say where they stand: 100 · channel + 10 · row + column, all plus 1000 · item. */
function labelled(B: number, C: number, H: number, W: number): TensorValue {
  const values = Float32Array.from({ length: B * C * H * W }, (_, at) => {
    const [column, row] = [at % W, Math.floor(at / W) % H]
    const [c, b] = [Math.floor(at / (W * H)) % C, Math.floor(at / (W * H * C))]
    return 1000 * b + 100 * c + 10 * row + column
  })
  return { dtype: 'float32', shape: [B, C, H, W], values }
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two patches of two colours',
    points: 2,
    disclosure: 'full',
    inputs: {
      images: labelled(1, 2, 2, 4),
      P: 2,
      weights: {
        projection: tensorOf([
          [1, 0, 0, 0, 0, 0, 0, 0],
          [0, 1, 0, 0, 0, 0, 0, 0],
          [0, 0, 1, 0, -1, 0, 0, 1],
        ]),
        bias: tensorOf([1000, 2000, 3000]),
        cls: tensorOf([7, 8, 9]),
        positions: tensorOf([
          [0.5, 0.5, 0.5],
          [0.1, 0.2, 0.3],
          [0.4, 0.5, 0.6],
        ]),
      },
    },
    // Patch 0 is 0 1 10 11 100 101 110 111, patch 1 is 2 3 12 13 102 103 112 113.
    expected: tensorOf([
      [
        [7.5, 8.5, 9.5],
        [1000.1, 2001.2, 3021.3],
        [1002.4, 2003.5, 3023.6],
      ],
    ]),
  },
  {
    kind: 'example',
    name: 'pixels that say where they stand',
    points: 2,
    disclosure: 'full',
    inputs: { images: labelled(2, 1, 4, 6), P: 2, weights: plain(6, 4) },
    expected: tensorOf(
      [0, 1000].map((item) => [
        [0, 0, 0, 0],
        ...[0, 2, 4, 20, 22, 24].map((corner) =>
          [0, 1, 10, 11].map((pixel) => item + corner + pixel),
        ),
      ]),
    ),
  },
  {
    kind: 'example',
    name: 'a patch that does not fit',
    points: 1,
    disclosure: 'full',
    inputs: { images: labelled(1, 1, 3, 4), P: 2, weights: plain(0, 4) },
    expected: null,
  },
  randomCase<Sizes>({
    name: 'one grey image',
    points: 2,
    disclosure: 'full',
    sizes: oneGrey,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a batch of wide colour images',
    points: 3,
    disclosure: 'full',
    sizes: colours,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a square grid, tokens as wide as a patch',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(2, 2),
      C: fc.constant(3),
      rows: fc.constant(3),
      columns: fc.constant(3),
      P: fc.constant(2),
      dModel: fc.constant(12),
    }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'patches of a single pixel',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({
      B: size(2, 2),
      C: size(3, 3),
      rows: size(2, 2),
      columns: size(3, 3),
      P: fc.constant(1),
      dModel: size(4, 4),
    }),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a width that does not fit',
    points: 1,
    disclosure: 'diagnosis',
    sizes: colours,
    inputs: (sizes, random) => {
      const { B, C, rows, columns, P } = sizes
      const given = inputs(sizes, random)
      return { ...given, images: random.uniform([B, C, rows * P, columns * P + 1], -1, 1) }
    },
  }),
  invariantCase<Sizes>({
    name: 'one pixel edited',
    points: 2,
    disclosure: 'full',
    sizes: colours,
    relation:
      'A pixel belongs to one patch: editing it must not change the token of any other patch at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.images.values.slice()
      const { top, left, column } = corner(sizes)
      const W = sizes.columns * sizes.P
      values[top * W + left + column] = 5
      return [given, { ...given, images: { ...given.images, values } }]
    },
    holds: ([before, after], [given]) => {
      const [, , H, W] = (given!.images as TensorValue).shape as [number, number, number, number]
      const P = given!.P as number
      const own = (H / P - 1) * (W / P) + 1
      return agreeWithin(
        0,
        withoutToken(before!, own),
        withoutToken(after!, own),
        ({ index: [b, n], left, right }) =>
          `token ${n! < own ? n : n! + 1} of item ${b} changed from ${digits(left, right)} to ${digits(right, left)} when a pixel of the patch of token ${own} was edited`,
      )
    },
  }),
  invariantCase<Sizes>({
    name: 'another image, the same CLS',
    points: 1,
    disclosure: 'full',
    sizes: colours,
    relation: 'Token 0 is the same for every image: another image must not change it at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.images.values.map((value) => 1 - value)
      return [given, { ...given, images: { ...given.images, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        0,
        tokenZero(before!),
        tokenZero(after!),
        ({ index: [b, d], left, right }) =>
          `item ${b}, token 0, channel ${d} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

/** A pixel of the lowest row of patches, in its first column of patches, but not in its first row. */
function corner({ rows, P }: Sizes) {
  return { top: rows * P - 1, left: 0, column: P - 1 }
}

/** [B, N + 1, dModel] without one token. */
function withoutToken(output: Value, token: number): TensorValue {
  const { dtype, shape, values } = output as TensorValue
  const [B, count, dModel] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dModel) % count !== token)
  return { dtype, shape: [B, count - 1, dModel], values: kept }
}

/** [B, N + 1, dModel] -> [B, dModel]. */
function tokenZero(output: Value): TensorValue {
  const { dtype, shape, values } = output as TensorValue
  const [B, count, dModel] = shape as [number, number, number]
  const kept = values.filter((_, at) => Math.floor(at / dModel) % count === 0)
  return { dtype, shape: [B, dModel], values: kept }
}
