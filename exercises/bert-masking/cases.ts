import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import { elementCount, type Inputs, type TensorValue, type Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { digits } from '../relations.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly T: number
  readonly vocab: number
}

const oneItem: fc.Arbitrary<Sizes> = fc.record({
  B: fc.constant(1),
  T: size(8, 9, 3),
  vocab: size(7, 8, 6),
})
const batch: fc.Arbitrary<Sizes> = fc.record({
  B: size(3, 4, 2),
  T: size(9, 11, 4),
  vocab: size(12, 13, 6),
})

/** Special ids at the front, but for id 0, which is a word; or at the end. */
const atTheFront = { PAD: 1, CLS: 2, SEP: 3, MASK: 4 }
const atTheEnd = (vocab: number) => ({
  PAD: vocab - 1,
  CLS: vocab - 3,
  SEP: vocab - 2,
  MASK: vocab - 4,
})

type Special = typeof atTheFront

/** CLS, words, SEP, then PAD: item 0 fills its row, the others end earlier, unless `shortest` is T. */
function sentences(
  { B, T, vocab }: Sizes,
  special: Special,
  random: Random,
  shortest = 3,
): TensorValue {
  const { PAD, CLS, SEP } = special
  const words = Array.from({ length: vocab }, (_, id) => id).filter(
    (id) => !Object.values(special).includes(id),
  )
  const rows = Array.from({ length: B }, (_, b) => {
    const length = b === 0 || shortest === T ? T : random.integer(shortest, T - 1)
    return Array.from({ length: T }, (_token, t) => {
      if (t >= length) return PAD
      if (t === 0) return CLS
      return t === length - 1 ? SEP : words[random.integer(0, words.length - 1)]!
    })
  })
  return tensorOf(rows, 'int32')
}

/** Whole multiples of 1/1024: the same in float32 and in doubles, and never exactly a threshold. */
const steps = 1024
function draws(shape: readonly number[], next: () => number): TensorValue {
  const values = Float64Array.from({ length: elementCount(shape) }, () => next() / steps)
  return { dtype: 'float64', shape, values }
}

/** Half of the tokens have a draw that picks them, and half of the changes are no MASK: few tokens, many kinds. */
function oftenPicked({ B, T }: Sizes, random: Random) {
  const oneOf = (limit: number) => random.integer(0, random.unit() < 0.5 ? limit : steps - 1)
  return {
    pick: draws([B, T], () => oneOf(150)),
    change: draws([B, T], () => steps - 1 - oneOf(200)),
    word: draws([B, T], () => random.integer(0, steps - 1)),
  }
}

function uniform({ B, T }: Sizes, random: Random) {
  const next = () => draws([B, T], () => random.integer(0, steps - 1))
  return { pick: next(), change: next(), word: next() }
}

function inputs(
  sizes: Sizes,
  random: Random,
  special: Special = atTheFront,
  given = oftenPicked(sizes, random),
) {
  const { B, T, vocab } = sizes
  return {
    ids: sentences(sizes, special, random),
    special,
    draws: given,
    logits: asArray(random.normal([B, T, vocab], 1.5)),
  } satisfies Inputs
}

interface Result {
  readonly inputs: TensorValue
  readonly labels: TensorValue
  readonly loss: number
}
const resultOf = (output: Value) => output as unknown as Result
const ignored = -100

const ids = (nested: unknown) => tensorOf(nested, 'int32')
const array = (nested: unknown) => tensorOf(nested, 'float64')

/** Of 1024 draws: how many pick, keep, and make MASK or one of `vocab` random ids. Their rates are exact. */
const [picks, keeps, masks, randoms] = [154, 102, 820, 102]
const vocab = 8

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'one sentence of four words',
    points: 2,
    disclosure: 'full',
    inputs: {
      ids: ids([[2, 5, 0, 6, 7, 3, 1]]),
      special: atTheFront,
      draws: {
        pick: array([[0.05, 0.1, 0.02, 0.3, 0.14, 0.01, 0]]),
        change: array([[0.3, 0.5, 0.95, 0.2, 0.85, 0.4, 0.1]]),
        word: array([[0.2, 0.9, 0.6, 0.3, 0.7, 0.5, 0.8]]),
      },
      logits: array([
        [
          [0, 0, 3, 0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 0, 0, 0],
          [Math.log(9), 0, 0, 0, 0, 0, 0, 0],
          [0, 0, 0, 1, 0, 0, 2, 0],
          [0, 0, 0, 0, 0, Math.log(9), 0, 0],
          [0, 0, 0, 2, 0, 0, 0, 0],
          [0, 4, 0, 0, 0, 0, 0, 0],
        ],
      ]),
    },
    expected: byHand(),
  },
  {
    kind: 'example',
    name: 'nothing is picked',
    points: 1,
    disclosure: 'full',
    inputs: {
      ids: ids([[0, 5, 4]]),
      special: { PAD: 3, CLS: 0, SEP: 4, MASK: 2 },
      draws: {
        pick: array([[0.1, 0.2, 0.05]]),
        change: array([[0.5, 0.5, 0.5]]),
        word: array([[0.5, 0.5, 0.5]]),
      },
      logits: array([
        [
          [1, 0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 1],
          [0, 0, 0, 0, 2, 0],
        ],
      ]),
    },
    expected: {
      inputs: ids([[0, 5, 4]]),
      labels: ids([[ignored, ignored, ignored]]),
      sees: tensorOf([[0, 1, 2].map(() => [true, true, true])], 'bool'),
      loss: 0,
    },
  },
  randomCase<Sizes>({
    name: 'one item',
    points: 2,
    disclosure: 'full',
    sizes: oneItem,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'a batch with padding',
    points: 3,
    disclosure: 'full',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random),
  }),
  randomCase<Sizes>({
    name: 'other special ids',
    points: 2,
    disclosure: 'diagnosis',
    sizes: batch,
    inputs: (sizes, random) => inputs(sizes, random, atTheEnd(sizes.vocab)),
  }),
  invariantCase<Sizes>({
    name: 'other scores where nothing is asked',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation: 'The scores of tokens that are not picked must not change the loss at all.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { CLS, SEP, PAD } = given.special
      const values = given.logits.values.map((score, at) => {
        const token = Math.floor(at / sizes.vocab)
        const isWord = ![CLS, SEP, PAD].includes(given.ids.values[token]!)
        return isWord && given.draws.pick.values[token]! < 0.15 ? score : 2 - score * (1 + (at % 3))
      })
      return [given, { ...given, logits: { ...given.logits, values } }]
    },
    holds: ([before, after]) => {
      const [one, other] = [resultOf(before!).loss, resultOf(after!).loss]
      if (one === other) return null
      return {
        seen: `the loss changed from ${digits(one, other)} to ${digits(other, one)}`,
        timesAllowed: Infinity,
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'inputs and labels fit together',
    points: 2,
    disclosure: 'full',
    sizes: batch,
    relation:
      'Where the label is -100 the input is the true id; everywhere else the label is the true id.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([output], [given]) => misfit(resultOf(output!), given!.ids as TensorValue),
  }),
  invariantCase<Sizes>({
    name: 'many sentences',
    points: 2,
    disclosure: 'diagnosis',
    sizes: fc.record({ B: size(400, 400), T: fc.constant(12), vocab: fc.constant(vocab) }),
    relation:
      'About 15 % of the words are picked; about 80 % of those become MASK and 10 % stay. (A right solution is farther off than 5 standard deviations once in half a million times.)',
    runs: (sizes, random) => {
      const given = inputs(sizes, random, atTheFront, uniform(sizes, random))
      return [{ ...given, ids: sentences(sizes, atTheFront, random, sizes.T) }]
    },
    holds: ([output], [given]) => rates(resultOf(output!), given!.ids as TensorValue),
  }),
]

function misfit({ inputs: read, labels }: Result, truth: TensorValue): BrokenRelation | null {
  const at = truth.values.findIndex((id, here) =>
    labels.values[here] === ignored ? read.values[here] !== id : labels.values[here] !== id,
  )
  if (at < 0) return null
  const T = truth.shape[1]!
  return {
    seen: `item ${Math.floor(at / T)}, token ${at % T} has the true id ${truth.values[at]}, the input ${read.values[at]} and the label ${labels.values[at]}`,
    timesAllowed: Infinity,
  }
}

function rates({ inputs: read, labels }: Result, truth: TensorValue): BrokenRelation | null {
  const { PAD, CLS, SEP, MASK } = atTheFront
  const isWord = (at: number) => ![PAD, CLS, SEP].includes(truth.values[at]!)
  const words = [...truth.values.keys()].filter(isWord)
  const picked = words.filter((at) => labels.values[at] !== ignored)
  const asMask = picked.filter((at) => read.values[at] === MASK)
  const kept = picked.filter((at) => read.values[at] === truth.values[at])
  return (
    tooFar('of the words are picked', picked.length, words.length, picks / steps) ??
    tooFar(
      'of the picked words are MASK',
      asMask.length,
      picked.length,
      (masks + randoms / vocab) / steps,
    ) ??
    tooFar(
      'of the picked words are as they were',
      kept.length,
      picked.length,
      (keeps + randoms / vocab) / steps,
    )
  )
}

function tooFar(what: string, found: number, of: number, rate: number): BrokenRelation | null {
  const deviations = Math.abs(found - of * rate) / Math.sqrt(of * rate * (1 - rate))
  if (deviations <= 5) return null
  const percent = (share: number) => `${digits(Math.round(share * 1000) / 10)} %`
  return {
    seen: `${percent(found / of)} ${what}, ${found} of ${of}; due are about ${percent(rate)}`,
    timesAllowed: deviations / 5,
  }
}

/** The first example: three losses, from the probabilities 1/8, 9/16 and 1/16. */
function byHand(): Value {
  const isReal = [true, true, true, true, true, true, false]
  return {
    inputs: ids([[2, 4, 0, 6, 5, 3, 1]]),
    labels: ids([[ignored, 5, 0, ignored, 7, ignored, ignored]]),
    sees: tensorOf([isReal.map(() => isReal)], 'bool'),
    loss: (Math.log(8) + Math.log(16 / 9) + Math.log(16)) / 3,
  }
}
