import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly N: number
  readonly M: number
  readonly nMerges: number
  /** How many different bytes there are: few, so that pairs come again. */
  readonly letters: number
}

const short: fc.Arbitrary<Sizes> = fc.record({
  N: size(24, 28, 3),
  M: size(14, 17, 3),
  nMerges: size(4, 5),
  letters: fc.constant(3),
})
const long: fc.Arbitrary<Sizes> = fc.record({
  N: size(70, 80, 3),
  M: size(50, 55, 3),
  nMerges: size(9, 11),
  letters: fc.constant(4),
})

const firstLetter = 97

/** Rows of the letters a, b, c, …; with `rate` a letter is the same as the one before it. */
function inputs({ N, M, nMerges, letters }: Sizes, random: Random, rate = 0.2) {
  const row = (length: number): TensorValue => {
    const drawn = random.integers([length], firstLetter, firstLetter + letters - 1)
    const again = random.booleans([length], rate).values
    drawn.values.forEach((_, at) => {
      if (at > 0 && again[at] === 1) drawn.values[at] = drawn.values[at - 1]!
    })
    return drawn
  }
  return { text: row(N), nMerges, sample: row(M) }
}

const bytes = (text: string) =>
  tensorOf(
    Array.from(text, (letter) => letter.charCodeAt(0)),
    'int32',
  )
const int32 = (...numbers: number[]) => tensorOf(numbers, 'int32')
const [a, b, c, n] = [97, 98, 99, 110]

interface Result {
  readonly merges: readonly TensorValue[]
  readonly tokens: TensorValue
}

const resultOf = (output: Value) => output as unknown as Result
const broken = (seen: string): BrokenRelation => ({ seen, timesAllowed: Infinity })

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'banabana',
    points: 2,
    disclosure: 'full',
    inputs: { text: bytes('banabana'), nMerges: 5, sample: bytes('nabana') },
    expected: {
      merges: [int32(b, a), int32(256, n), int32(257, a)],
      tokens: int32(n, a, 258),
    },
  },
  {
    kind: 'example',
    name: 'five equal letters',
    points: 1,
    disclosure: 'full',
    inputs: { text: bytes('aaaaa'), nMerges: 3, sample: bytes('aaab') },
    // The pair occurs four times, counting overlaps; merging leaves aa, aa, a, where no pair occurs twice.
    expected: { merges: [int32(a, a)], tokens: int32(256, a, b) },
  },
  {
    kind: 'example',
    name: 'two merges that overlap in the sample',
    points: 1,
    disclosure: 'full',
    inputs: { text: bytes('bcbcbcabab'), nMerges: 3, sample: bytes('abcbab') },
    // Merge 0 takes bc, so that merge 2, ab, finds only the second a b; merge 1 finds nothing.
    expected: {
      merges: [int32(b, c), int32(256, 256), int32(a, b)],
      tokens: int32(a, 256, b, 258),
    },
  },
  randomCase<Sizes>({
    name: 'three letters',
    points: 2,
    disclosure: 'full',
    sizes: short,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'runs of one letter',
    points: 2,
    disclosure: 'full',
    sizes: short,
    inputs: (sizes, random) => inputs(sizes, random, 0.7),
  }),
  randomCase<Sizes>({
    name: 'a longer text',
    points: 2,
    disclosure: 'diagnosis',
    sizes: long,
    inputs: (sizes, random) => inputs(sizes, random, 0.1),
  }),
  randomCase<Sizes>({
    name: 'until nothing occurs twice',
    points: 2,
    disclosure: 'diagnosis',
    sizes: short.map((sizes) => ({ ...sizes, nMerges: 40 })),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'no merges at all',
    points: 1,
    disclosure: 'full',
    sizes: short.map((sizes) => ({ ...sizes, nMerges: 0 })),
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  invariantCase<Sizes>({
    name: 'there and back',
    points: 2,
    disclosure: 'full',
    sizes: long,
    relation:
      'Replacing every token by the pair that it stands for, until only bytes are left, must give the sample.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([output], [given]) => {
      const { merges, tokens } = resultOf(output!)
      const back = expand(tokens.values, merges)
      const sample = Array.from((given!['sample'] as TensorValue).values)
      const at = sample.findIndex((byte, place) => back[place] !== byte)
      if (at < 0 && back.length === sample.length) return null
      return at < 0
        ? broken(`${sample.length} bytes became ${back.length}`)
        : broken(`byte ${at} was ${sample[at]!} and came back as ${back[at] ?? 'nothing'}`)
    },
  }),
  invariantCase<Sizes>({
    name: 'other letters',
    points: 2,
    disclosure: 'full',
    sizes: short,
    relation:
      'Which number a byte has must not matter: with every byte x written as 255 − x, the same pairs must be merged in the same order.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, { ...given, text: mirrored(given.text), sample: mirrored(given.sample) }]
    },
    holds: ([before, after]) => {
      const pairs = resultOf(before!).merges.map((pair) => mirrored(pair).values.join(', '))
      const others = resultOf(after!).merges.map((pair) => pair.values.join(', '))
      const at = pairs.findIndex((pair, place) => others[place] !== pair)
      if (at < 0 && pairs.length === others.length) return null
      return at < 0
        ? broken(`${pairs.length} merges became ${others.length}`)
        : broken(`merge ${at} should become (${pairs[at]!}); it is (${others[at] ?? 'missing'})`)
    },
  }),
]

/** Bytes only; an id that no merge made stays as it is. */
function expand(ids: Iterable<number>, merges: readonly TensorValue[]): number[] {
  return Array.from(ids).flatMap((id) => {
    // A merge is made of ids that were there before it: the rest would never end.
    const earlier = merges[id - 256] ? merges.slice(0, id - 256) : []
    const pair = merges[id - 256]
    return pair ? expand(pair.values, earlier) : [id]
  })
}

function mirrored({ dtype, shape, values }: TensorValue): TensorValue {
  return { dtype, shape, values: values.map((id) => (id < 256 ? 255 - id : id)) }
}
