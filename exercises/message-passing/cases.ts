import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

type Edge = readonly [from: number, to: number]

interface Sizes {
  readonly N: number
  readonly D: number
  readonly dHead: number
}

const narrow: fc.Arbitrary<Sizes> = fc.record({
  N: size(6, 7, 3),
  D: size(4, 4),
  dHead: size(3, 3),
})
const wide: fc.Arbitrary<Sizes> = fc.record({ N: size(5, 5, 3), D: size(6, 6), dHead: size(8, 9) })

/** Scores within about ±4. */
function vectors({ N, D, dHead }: Sizes, random: Random) {
  const deviation = 1.4 / Math.sqrt(D)
  return {
    nodes: asArray(random.normal([N, D])),
    wq: asArray(random.normal([dHead, D], deviation)),
    wk: asArray(random.normal([dHead, D], deviation)),
    wv: asArray(random.normal([D, D], 1 / Math.sqrt(D))),
  }
}

/** Two or three edges for each node but one, which hears nobody; one edge is there twice, beside another one to the same node. */
function someEdges({ N }: Sizes, random: Random): Edge[] {
  const alone = random.integer(0, N - 2)
  const edges: Edge[] = []
  for (let to = 0; to < N; to++) {
    if (to === alone) continue
    const first = random.integer(0, N - 1)
    for (let count = random.integer(2, 3); count > 0; count--) {
      edges.push([(first + count) % N, to])
    }
  }
  const twice = edges[random.integer(0, edges.length - 1)]!
  return shuffled([...edges, twice], random)
}

function everyPair(N: number, isEdge: (from: number, to: number) => boolean): Edge[] {
  const all = Array.from({ length: N * N }, (_, at): Edge => [at % N, Math.floor(at / N)])
  return all.filter(([from, to]) => isEdge(from, to))
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(0, last)
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
  return order
}

const asEdges = (edges: readonly Edge[]) => tensorOf(edges, 'int32')
const array = (nested: unknown) => tensorOf(nested, 'float64')

/** The weight of node 0 in what node 2 hears in the first example. */
const share = Math.E / (1 + Math.E)

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'three nodes, three edges',
    points: 1,
    disclosure: 'full',
    inputs: {
      nodes: array([
        [1, 0],
        [0, 1],
        [2, 1],
      ]),
      edges: asEdges([
        [0, 2],
        [1, 2],
        [2, 0],
      ]),
      wq: array([[1, 0]]),
      wk: array([[0.5, 0]]),
      wv: array([
        [0, 2],
        [4, 0],
      ]),
    },
    expected: array([
      [3, 8],
      [0, 1],
      [2 + 2 * (1 - share), 1 + 4 * share],
    ]),
  },
  {
    kind: 'example',
    name: 'a node that hears itself, and an edge that is there twice',
    points: 1,
    disclosure: 'full',
    inputs: {
      nodes: array([
        [1, 0],
        [0, 1],
        [-1, 2],
      ]),
      edges: asEdges([
        [0, 0],
        [0, 1],
        [2, 1],
        [0, 1],
        [1, 2],
        [2, 2],
      ]),
      wq: array([
        [1, 0],
        [0, 1],
        [1, 1],
        [0, -1],
      ]),
      wk: array([
        [1, 1],
        [2, 0],
        [0, 1],
        [1, 0],
      ]),
      wv: array([
        [2, 0],
        [1, -1],
      ]),
    },
  },
  randomCase<Sizes>({
    name: 'some edges',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    inputs: (sizes, random) => ({
      ...vectors(sizes, random),
      edges: asEdges(someEdges(sizes, random)),
    }),
  }),
  randomCase<Sizes>({
    name: 'some edges, long queries and keys',
    points: 2,
    disclosure: 'full',
    sizes: wide,
    inputs: (sizes, random) => ({
      ...vectors(sizes, random),
      edges: asEdges(someEdges(sizes, random)),
    }),
  }),
  randomCase<Sizes>({
    name: 'everybody hears everybody',
    points: 1,
    disclosure: 'diagnosis',
    sizes: wide,
    inputs: (sizes, random) => ({
      ...vectors(sizes, random),
      edges: asEdges(
        shuffled(
          everyPair(sizes.N, () => true),
          random,
        ),
      ),
    }),
  }),
  randomCase<Sizes>({
    name: 'everybody hears itself and those before it',
    points: 1,
    disclosure: 'diagnosis',
    sizes: narrow,
    inputs: (sizes, random) => ({
      ...vectors(sizes, random),
      edges: asEdges(
        shuffled(
          everyPair(sizes.N, (from, to) => from <= to),
          random,
        ),
      ),
    }),
  }),
  randomCase<Sizes>({
    name: 'scores near 1000',
    points: 1,
    disclosure: 'diagnosis',
    sizes: narrow,
    // Whole numbers, and a last channel of 1 by which 1000 gets into every score: float32 holds them exactly.
    inputs: (sizes, random) => {
      const { N, D } = sizes
      const wholeNumbers = (rows: number, last: (row: number) => number[]) => {
        const { shape, values } = random.integers([rows, D], -1, 1)
        const numbers = Float64Array.from(values)
        for (let row = 0; row < rows; row++) numbers.set(last(row), (row + 1) * D - 1)
        return { dtype: 'float64', shape, values: numbers } as const
      }
      const shift = (rows: TensorValue, by: number) => {
        rows.values.fill(0, 3 * D)
        rows.values[4 * D - 1] = by
        return rows
      }
      return {
        nodes: wholeNumbers(N, () => [1]),
        edges: asEdges(someEdges(sizes, random)),
        wq: shift(
          wholeNumbers(4, () => []),
          2000,
        ),
        wk: shift(
          wholeNumbers(4, () => []),
          1,
        ),
        wv: asArray(random.normal([D, D], 1 / Math.sqrt(D))),
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'nodes numbered anew',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    relation:
      'The numbers of the nodes are only names: numbering them backwards, in the edges as well, must give the same vectors backwards.',
    runs: (sizes, random) => {
      const given = vectors(sizes, random)
      const edges = someEdges(sizes, random)
      const anew = edges.map(([from, to]): Edge => [sizes.N - 1 - from, sizes.N - 1 - to])
      return [
        { ...given, edges: asEdges(edges) },
        { ...given, nodes: backwards(given.nodes), edges: asEdges(anew) },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-5,
        before!,
        backwards(after as TensorValue),
        ({ index: [node, channel], left, right }) =>
          `node ${node}, channel ${channel} is ${digits(left, right)}, and ${digits(right, left)} under its new number`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'one more edge',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    relation: 'A further edge to the last node must change no other node.',
    runs: (sizes, random) => {
      const given = vectors(sizes, random)
      const edges = someEdges(sizes, random)
      const [from] = edges.find(([, to]) => to !== sizes.N - 1) ?? [0]
      return [
        { ...given, edges: asEdges(edges) },
        { ...given, edges: asEdges([...edges, [from, sizes.N - 1]]) },
      ]
    },
    holds: ([before, after]) =>
      agreeWithin(
        2e-5,
        withoutLast(before as TensorValue),
        withoutLast(after as TensorValue),
        ({ index: [node, channel], left, right }) =>
          `node ${node}, channel ${channel} changed from ${digits(left, right)} to ${digits(right, left)}`,
      ),
  }),
]

function backwards({ dtype, shape, values }: TensorValue): TensorValue {
  const [N, D] = shape as [number, number]
  const turned = values.map((_, at) => values[(N - 1 - Math.floor(at / D)) * D + (at % D)]!)
  return { dtype, shape, values: turned }
}

function withoutLast({ dtype, shape, values }: TensorValue): TensorValue {
  const [N, D] = shape as [number, number]
  return { dtype, shape: [N - 1, D], values: values.slice(0, (N - 1) * D) }
}
