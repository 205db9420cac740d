import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { agreeWithin, digits, type Place } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly S: number
  readonly D: number
  readonly E: number
  readonly A: number
}

const fewerSteps: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4, 2),
  T: size(4, 5),
  S: size(8, 9, 3),
  D: size(5, 5),
  E: size(3, 4),
  A: size(6, 7),
})
const moreSteps: fc.Arbitrary<Sizes> = fc.record({
  B: size(2, 3, 2),
  T: size(7, 8),
  S: size(6, 6, 3),
  D: size(3, 4),
  E: size(5, 5),
  A: size(8, 9),
})

/** How near a predicted centre may come to a whole number: there, rounding decides where the window ends. */
const clearOf = 1e-3

/** Scores within about ±4, and centres all over the sentence. */
function draw({ B, T, S, D, E, A }: Sizes, random: Random, lengths: TensorValue) {
  return {
    states: random.normal([B, T + 1, D]),
    annotations: random.normal([B, S, E]),
    lengths,
    Wa: random.normal([D, E], 1.6 / Math.sqrt(D * E)),
    local: {
      Wp: random.normal([A, D], 1 / Math.sqrt(D)),
      vp: random.normal([A], 3 / Math.sqrt(A)),
      halfWidth: 2,
    },
  }
}

function localInputs(sizes: Sizes, random: Random, lengths: TensorValue, halfWidth = 2) {
  for (let attempt = 1; ; attempt++) {
    const drawn = draw(sizes, random, lengths)
    const given = { ...drawn, local: { ...drawn.local, halfWidth } }
    const isClear = centres(given)
      .flat()
      .every((centre) => Math.abs(centre - Math.round(centre)) > clearOf)
    if (isClear || attempt === 500) return given
  }
}

function globalInputs(sizes: Sizes, random: Random, lengths: TensorValue) {
  return { ...draw(sizes, random, lengths), local: null }
}

/** p_1, …, p_T of every item. */
function centres({ states, lengths, local: { Wp, vp } }: ReturnType<typeof draw>): number[][] {
  const [B, rows, D] = states.shape as [number, number, number]
  return Array.from({ length: B }, (_, b) =>
    Array.from({ length: rows - 1 }, (_step, t) => {
      const state = states.values.subarray((b * rows + t + 1) * D, (b * rows + t + 2) * D)
      let drive = 0
      vp.values.forEach((weight, a) => {
        let sum = 0
        for (let d = 0; d < D; d++) sum += Wp.values[a * D + d]! * state[d]!
        drive += weight * Math.tanh(sum)
      })
      return lengths.values[b]! / (1 + Math.exp(-drive))
    }),
  )
}

/** A length for every item: the first is full, the last has padding. */
function someLengths({ B, S }: Sizes, random: Random): TensorValue {
  const lengths = random.integers([B], 2, S)
  lengths.values[0] = S
  lengths.values[B - 1] = random.integer(2, S - 1)
  return lengths
}

const noPadding = ({ B, S }: Sizes) => tensorOf(new Array<number>(B).fill(S), 'int32')

/** Whole numbers, of which the last channels add `by` to every score: float32 holds these scores exactly. */
function shiftedScores(sizes: Sizes, random: Random, by: number) {
  const { B, T, S, D, E } = sizes
  const wholeNumbers = (rows: number, width: number): TensorValue => {
    const { shape, values } = random.integers([B, rows, width], -1, 1)
    const numbers = Float32Array.from(values, (value, at) => (at % width === width - 1 ? 1 : value))
    return { dtype: 'float32', shape, values: numbers }
  }
  const { values } = random.integers([D, E], -1, 1)
  const numbers = Float32Array.from(values, (value, at) => {
    const inLast = at % E === E - 1 || at >= (D - 1) * E
    return at === D * E - 1 ? by : inLast ? 0 : value
  })
  return {
    states: wholeNumbers(T + 1, D),
    annotations: wholeNumbers(S, E),
    Wa: { dtype: 'float32' as const, shape: [D, E], values: numbers },
  }
}

const changed = ({ index: [b, step, channel], left, right }: Place) =>
  `item ${b}, c_${step! + 1}, channel ${channel} changed from ${digits(left, right)} to ${digits(right, left)}`

/** [B, S, E] with every entry whose row is in `isEdited` replaced by its negative. */
function negatedWhere(annotations: TensorValue, isEdited: (b: number, j: number) => boolean) {
  const [, S, E] = annotations.shape as [number, number, number]
  const values = annotations.values.map((value, at) => {
    const row = Math.floor(at / E)
    return isEdited(Math.floor(row / S), row % S) ? -value : value
  })
  return { ...annotations, values }
}

const fourWords = {
  states: tensorOf([[[-3], [1]]]),
  annotations: tensorOf([
    [
      [1, 4],
      [2, 1],
      [0, 3],
      [3, 0],
    ],
  ]),
  lengths: tensorOf([4], 'int32'),
  Wa: tensorOf([[1, 0]]),
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four words, global',
    points: 1,
    disclosure: 'full',
    inputs: { ...fourWords, local: null },
    expected: tensorOf([[globalByHand()]]),
  },
  {
    kind: 'example',
    name: 'four words, local',
    points: 1,
    disclosure: 'full',
    inputs: {
      ...fourWords,
      local: { Wp: tensorOf([[1]]), vp: tensorOf([-0.5]), halfWidth: 1 },
    },
    expected: tensorOf([[localByHand()]]),
  },
  randomCase<Sizes>({
    name: 'global, no padding',
    points: 1,
    disclosure: 'full',
    sizes: fewerSteps,
    inputs: (sizes, random) => globalInputs(sizes, random, noPadding(sizes)),
  }),
  randomCase<Sizes>({
    name: 'global, sources of different lengths',
    points: 2,
    disclosure: 'full',
    sizes: moreSteps,
    inputs: (sizes, random) => globalInputs(sizes, random, someLengths(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'local, no padding',
    points: 2,
    disclosure: 'full',
    sizes: moreSteps,
    inputs: (sizes, random) => localInputs(sizes, random, noPadding(sizes)),
  }),
  randomCase<Sizes>({
    name: 'local, sources of different lengths',
    points: 2,
    disclosure: 'full',
    sizes: fewerSteps,
    inputs: (sizes, random) => localInputs(sizes, random, someLengths(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'local, a wide window',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fewerSteps,
    inputs: (sizes, random) => localInputs(sizes, random, someLengths(sizes, random), 3),
  }),
  randomCase<Sizes>({
    name: 'local, scores near 1000',
    points: 1,
    disclosure: 'diagnosis',
    sizes: moreSteps,
    inputs: (sizes, random) => {
      for (let attempt = 1; ; attempt++) {
        const drawn = draw(sizes, random, someLengths(sizes, random))
        const given = { ...drawn, ...shiftedScores(sizes, random, 1000) }
        const isClear = centres(given)
          .flat()
          .every((centre) => Math.abs(centre - Math.round(centre)) > clearOf)
        if (isClear || attempt === 500) return given
      }
    },
  }),
  randomCase<Sizes>({
    name: 'global, scores near -20000',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fewerSteps,
    inputs: (sizes, random) => ({
      ...globalInputs(sizes, random, someLengths(sizes, random)),
      ...shiftedScores(sizes, random, -20000),
    }),
  }),
  invariantCase<Sizes>({
    name: 'words outside the window changed',
    points: 2,
    disclosure: 'full',
    sizes: fc.record({
      B: size(2, 3),
      T: fc.constant(1),
      S: size(8, 9, 5),
      D: size(4, 4),
      E: size(3, 3),
      A: size(6, 6),
    }),
    relation: 'Changing words outside the window must not change the context at all.',
    runs: (sizes, random) => {
      const given = localInputs(sizes, random, noPadding(sizes), 1)
      const isFar = (b: number, j: number) => Math.abs(j - centres(given)[b]![0]!) > 1
      return [given, { ...given, annotations: negatedWhere(given.annotations, isFar) }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed),
  }),
  invariantCase<Sizes>({
    name: 'the padding changed',
    points: 1,
    disclosure: 'full',
    sizes: moreSteps,
    relation: 'Changing the annotations of the padding must not change the contexts at all.',
    runs: (sizes, random) => {
      const given = globalInputs(sizes, random, someLengths(sizes, random))
      const isPadding = (b: number, j: number) => j >= given.lengths.values[b]!
      return [given, { ...given, annotations: negatedWhere(given.annotations, isPadding) }]
    },
    holds: ([before, after]) => agreeWithin(0, before!, after!, changed),
  }),
  invariantCase<Sizes>({
    name: 'more padding',
    points: 1,
    disclosure: 'full',
    sizes: moreSteps,
    relation:
      'The centre of the window depends on the words, not on the width of the batch: two more columns of padding must change nothing.',
    runs: (sizes, random) => {
      const given = localInputs(sizes, random, someLengths(sizes, random))
      return [given, { ...given, annotations: widened(given.annotations) }]
    },
    holds: ([before, after]) => agreeWithin(2e-5, before!, after!, changed),
  }),
]

/** [B, S, E] as [B, S + 2, E], with ones in what is new. */
function widened({ dtype, shape, values }: TensorValue): TensorValue {
  const [B, S, E] = shape as [number, number, number]
  const wider = Float32Array.from({ length: B * (S + 2) * E }, (_, at) => {
    const [row, channel] = [Math.floor(at / E), at % E]
    const [b, j] = [Math.floor(row / (S + 2)), row % (S + 2)]
    return j < S ? values[(b * S + j) * E + channel]! : 1
  })
  return { dtype, shape: [B, S + 2, E], values: wider }
}

/** The first example: scores 1, 2, 0 and 3. */
function globalByHand(): number[] {
  const exponentials = [1, 2, 0, 3].map(Math.exp)
  const sum = exponentials.reduce((total, one) => total + one, 0)
  const [a0, a1, a2, a3] = exponentials.map((one) => one / sum) as [number, number, number, number]
  return [a0 + 2 * a1 + 3 * a3, 4 * a0 + a1 + 3 * a2]
}

/** The second example: the centre is 1.62, so that words 1 and 2 are in the window. */
function localByHand(): number[] {
  const centre = 4 / (1 + Math.exp(0.5 * Math.tanh(1)))
  const gaussian = (j: number) => Math.exp(-2 * (j - centre) ** 2)
  const share = 1 / (1 + Math.exp(-2))
  const [a1, a2] = [share * gaussian(1), (1 - share) * gaussian(2)]
  return [2 * a1, a1 + 3 * a2]
}
