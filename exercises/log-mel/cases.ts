import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { Inputs, TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { agreeWithin, digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  /** Half of the window. */
  readonly middle: number
  readonly hop: number
  readonly nFrames: number
  readonly nMels: number
  readonly sampleRate: number
}

const narrow: fc.Arbitrary<Sizes> = fc.record({
  middle: size(10, 12, 4),
  hop: size(6, 7, 5),
  nFrames: size(7, 8, 4),
  nMels: size(5, 6, 1),
  sampleRate: fc.constant(8000),
})
const wide: fc.Arbitrary<Sizes> = fc.record({
  middle: size(14, 16, 4),
  hop: size(8, 9, 5),
  nFrames: size(9, 10, 4),
  nMels: size(7, 8, 1),
  sampleRate: fc.constant(16000),
})

/** Noise has some power in every band; `loudness` is its deviation at each sample. */
function noise(length: number, random: Random, loudness: (n: number) => number = () => 1) {
  const { shape, values } = random.normal([length])
  return asArray({ dtype: 'float32', shape, values: values.map((value, n) => value * loudness(n)) })
}

function settingsOf({ middle, hop, nFrames, nMels, sampleRate }: Sizes) {
  return { sampleRate, window: 2 * middle, hop, nMels, chunk: hop * nFrames }
}

/** A signal that fills the chunk, with `more` samples behind it or fewer. */
function inputs(sizes: Sizes, random: Random, more = 0, loudness?: (n: number) => number) {
  const settings = settingsOf(sizes)
  return {
    signal: noise(settings.chunk + more, random, loudness),
    settings,
  } satisfies Inputs
}

/** Loud in its first third, then ten decades of power below that. */
const fading = (sizes: Sizes) => (n: number) => (n < (sizes.hop * sizes.nFrames) / 3 ? 30 : 3e-4)

/** A tone of a whole number of periods per window, which fills few bins; six decades softer in its second half. */
function tone(sizes: Sizes, random: Random) {
  const settings = settingsOf(sizes)
  const { window, chunk } = settings
  const periods = random.integer(2, sizes.middle - 2)
  const values = Float32Array.from({ length: chunk }, (_, n) => {
    const loudness = n < chunk / 2 ? 20 : 0.02
    return loudness * Math.cos((2 * Math.PI * ((periods * n) % window)) / window)
  })
  return {
    signal: asArray({ dtype: 'float32', shape: [chunk], values }),
    settings,
  } satisfies Inputs
}

const rounding = 1e-4

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'four samples, one band',
    points: 2,
    disclosure: 'full',
    inputs: {
      signal: tensorOf([0, -10, 20, 10], 'float64'),
      settings: { sampleRate: 2000, window: 4, hop: 2, nMels: 1, chunk: 4 },
    },
    // Frames 20 -10 0 -10 and 0 -10 20 10; powers 0 and 500 at 500 Hz; logs -10 and 0; the first is raised to -8.
    expected: tensorOf([[-1, 1]], 'float64'),
  },
  {
    kind: 'example',
    name: 'silence',
    points: 1,
    disclosure: 'full',
    inputs: {
      signal: tensorOf([0, 0, 0, 0, 0], 'float64'),
      settings: { sampleRate: 8000, window: 8, hop: 4, nMels: 2, chunk: 12 },
    },
    expected: tensorOf(
      [
        [-1.5, -1.5, -1.5],
        [-1.5, -1.5, -1.5],
      ],
      'float64',
    ),
  },
  randomCase<Sizes>({
    name: 'noise that fills the chunk',
    points: 3,
    disclosure: 'full',
    sizes: narrow,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a short signal',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    inputs: (sizes, random) => inputs(sizes, random, -2 * sizes.hop - 1),
  }),
  randomCase<Sizes>({
    name: 'a long signal, twice the sample rate',
    points: 2,
    disclosure: 'diagnosis',
    sizes: wide,
    inputs: (sizes, random) => inputs(sizes, random, 2 * sizes.hop + 3),
  }),
  randomCase<Sizes>({
    name: 'loud, then soft',
    points: 2,
    disclosure: 'diagnosis',
    sizes: wide,
    inputs: (sizes, random) => inputs(sizes, random, 0, fading(sizes)),
  }),
  randomCase<Sizes>({
    name: 'a loud tone, then a soft one',
    points: 2,
    disclosure: 'diagnosis',
    sizes: wide,
    inputs: tone,
  }),
  randomCase<Sizes>({
    name: 'near the floor',
    points: 1,
    disclosure: 'diagnosis',
    sizes: narrow,
    inputs: (sizes, random) => inputs(sizes, random, 0, () => 1e-4),
  }),
  invariantCase<Sizes>({
    name: 'ten times louder',
    points: 2,
    disclosure: 'full',
    sizes: narrow,
    relation:
      'Ten times the signal is a hundred times the power: every value must grow by 2 / 4 = 0.5.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const values = given.signal.values.map((value) => value * 10)
      return [given, { ...given, signal: { ...given.signal, values } }]
    },
    holds: ([before, after]) =>
      agreeWithin(
        rounding,
        louder(before!, 0.5),
        after!,
        ({ index: [m, t], left, right }) =>
          `band ${m}, frame ${t} should have become ${digits(left, right)} and became ${digits(right, left)}`,
      ),
  }),
  invariantCase<Sizes>({
    name: 'eight decades',
    points: 2,
    disclosure: 'full',
    sizes: wide,
    relation:
      'Eight decades below the loudest value of the whole clip nothing is left: all values together span at most 8 / 4 = 2.',
    runs: (sizes, random) => [inputs(sizes, random, 0, fading(sizes))],
    holds: ([output]) => spanOf(output as TensorValue),
  }),
]

function louder(output: Value, by: number): TensorValue {
  const { dtype, shape, values } = output as TensorValue
  return { dtype, shape, values: values.map((value) => value + by) }
}

function spanOf({ values }: TensorValue): BrokenRelation | null {
  const all = Array.from(values)
  const [lowest, highest] = [all.reduce(smaller), all.reduce(larger)]
  const span = highest - lowest
  if (span <= 2 + rounding) return null
  return {
    seen: `the values go from ${digits(lowest)} to ${digits(highest)}, which is ${digits(span)}`,
    timesAllowed: (span - 2) / rounding,
  }
}

const smaller = (one: number, other: number) => Math.min(one, other)
const larger = (one: number, other: number) => Math.max(one, other)
