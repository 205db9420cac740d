import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import { asArray, type Random } from '../random.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly V: number
  readonly block: number
  /** The length of the prompt. */
  readonly N: number
  readonly steps: number
}

const shortPrompt: fc.Arbitrary<Sizes> = fc.record({
  V: size(7, 8, 3),
  block: size(4, 5, 2),
  N: size(2, 3),
  steps: size(8, 9),
})
const longPrompt: fc.Arbitrary<Sizes> = fc.record({
  V: size(8, 9, 3),
  block: size(4, 4, 2),
  N: size(9, 10, 3),
  steps: size(6, 7),
})
/** All tokens together fit into the window. */
const insideTheBlock: fc.Arbitrary<Sizes> = fc.record({
  V: size(7, 8, 3),
  block: fc.constant(9),
  N: size(3, 4),
  steps: size(4, 5),
})

interface Given {
  readonly model: { readonly token: TensorValue; readonly position: TensorValue }
  readonly prompt: TensorValue
  readonly steps: number
  readonly end: number | null
}

const margin = 1e-3

/**
 * Models whose choices are clear, with no best token so near to the second that rounding decides, and
 * that do not write the same token again and again.
 */
function inputs({ V, block, N, steps }: Sizes, random: Random) {
  for (;;) {
    const model = {
      token: asArray(random.normal([V, V], 3)),
      position: asArray(random.normal([block, V])),
    }
    const prompt = random.integers([N], 0, V - 1)
    const given = { model, prompt, steps, end: null as number | null }
    const appended = written(given, steps + 1)
    if (appended && new Set(appended).size >= Math.min(3, steps)) return given
  }
}

/** What is appended in `steps` steps; null when a choice is not clear. */
function written({ model: { token, position }, prompt }: Given, steps: number): number[] | null {
  const [block, V] = position.shape as [number, number]
  const ids = [...prompt.values]
  for (let step = 0; step < steps; step++) {
    const window = ids.slice(-block)
    const scores = Array.from({ length: V }, (_, v) => {
      const sum = window.reduce((total, id) => total + token.values[id * V + v]!, 0)
      return sum / window.length + position.values[(window.length - 1) * V + v]!
    })
    const [best, second] = scores.toSorted((one, other) => other - one)
    if (best! - (second ?? -Infinity) < margin) return null
    ids.push(scores.indexOf(best!))
  }
  return ids.slice(prompt.values.length)
}

/** The end token comes for the first time in the middle of what would be written. */
function endingEarly(sizes: Sizes, random: Random): Given {
  for (;;) {
    const given = inputs(sizes, random)
    const appended = written(given, sizes.steps)!
    const at = appended.findIndex(
      (id, place) => place >= 2 && place < appended.length - 2 && appended.indexOf(id) === place,
    )
    if (at >= 0 || sizes.steps < 5) return { ...given, end: appended[Math.max(0, at)]! }
  }
}

/** The prompt holds the end token, which does not count there. */
function endInPrompt(sizes: Sizes, random: Random): Given {
  for (;;) {
    const given = inputs(sizes, random)
    const end = given.prompt.values[0]!
    const appended = written(given, sizes.steps)!
    if (appended.slice(0, 3).every((id) => id !== end)) return { ...given, end }
  }
}

const withSteps = (given: Given, steps: number): Given => ({ ...given, steps })
const numbers = (nested: unknown) => tensorOf(nested, 'float64')
const int32 = (...ids: number[]) => tensorOf(ids, 'int32')
const inputsOf = (given: Given) => given as unknown as { readonly [name: string]: Value }

const idsOf = (output: Value) => Array.from((output as TensorValue).values)
const broken = (seen: string): BrokenRelation => ({ seen, timesAllowed: Infinity })

const byHand = {
  token: numbers([
    [0, 4, 2],
    [6, 0, 4],
    [2, 8, 0],
  ]),
  position: numbers([
    [0, 0, 3],
    [1, 0, 0],
  ]),
}

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'three tokens, a window of two',
    points: 2,
    disclosure: 'full',
    inputs: { model: byHand, prompt: int32(0), steps: 4, end: null },
    // Logits 0 4 5, then 2 6 1, 5 4 2 and 4 2 3.
    expected: int32(0, 2, 1, 0, 0),
  },
  {
    kind: 'example',
    name: 'the same until token 1',
    points: 1,
    disclosure: 'full',
    inputs: { model: byHand, prompt: int32(1, 0, 0), steps: 4, end: 1 },
    // Token 1 in the prompt is not the end; the first step gives it again.
    expected: int32(1, 0, 0, 1),
  },
  {
    kind: 'example',
    name: 'all tokens equally likely',
    points: 1,
    disclosure: 'full',
    inputs: {
      model: {
        token: numbers([
          [2, 2],
          [2, 2],
        ]),
        position: numbers([
          [1, 1],
          [1, 1],
          [1, 1],
        ]),
      },
      prompt: int32(1),
      steps: 2,
      end: null,
    },
    expected: int32(1, 0, 0),
  },
  randomCase<Sizes>({
    name: 'inside the window',
    points: 1,
    disclosure: 'full',
    sizes: insideTheBlock,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'past the end of the window',
    points: 2,
    disclosure: 'full',
    sizes: shortPrompt,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'a prompt longer than the window',
    points: 2,
    disclosure: 'full',
    sizes: longPrompt,
    inputs,
  }),
  randomCase<Sizes>({
    name: 'an end token that comes',
    points: 2,
    disclosure: 'diagnosis',
    sizes: shortPrompt,
    inputs: (sizes, random) => inputsOf(endingEarly(sizes, random)),
  }),
  randomCase<Sizes>({
    name: 'an end token in the prompt',
    points: 1,
    disclosure: 'diagnosis',
    sizes: longPrompt,
    inputs: (sizes, random) => inputsOf(endInPrompt(sizes, random)),
  }),
  invariantCase<Sizes>({
    name: 'no steps',
    points: 1,
    disclosure: 'full',
    sizes: longPrompt.map((sizes) => ({ ...sizes, steps: 0 })),
    relation: 'With 0 steps the result must be the prompt, all of it and nothing else.',
    runs: (sizes, random) => [inputs(sizes, random)],
    holds: ([output], [given]) => {
      const [prompt, found] = [idsOf(given!['prompt']!), idsOf(output!)]
      if (prompt.join() === found.join()) return null
      return broken(`the prompt was ${prompt.join(', ')}; the result is ${found.join(', ')}`)
    },
  }),
  invariantCase<Sizes>({
    name: 'one step more',
    points: 2,
    disclosure: 'full',
    sizes: shortPrompt,
    relation:
      'With one step more there must be one token more, and everything before it must be the same.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      return [given, inputsOf(withSteps(given, sizes.steps + 1))]
    },
    holds: ([shorter, longer]) => {
      const [one, other] = [idsOf(shorter!), idsOf(longer!)]
      if (other.length !== one.length + 1) {
        return broken(`${one.length} tokens became ${other.length} with one step more`)
      }
      const at = one.findIndex((id, place) => other[place] !== id)
      if (at < 0) return null
      return broken(`token ${at} is ${one[at]!}, and ${other[at]!} with one step more`)
    },
  }),
  invariantCase<Sizes>({
    name: 'what the window has left behind',
    points: 2,
    disclosure: 'full',
    sizes: longPrompt,
    relation:
      'Tokens of the prompt that are too old for the window must not change what is appended.',
    runs: (sizes, random) => {
      const given = inputs(sizes, random)
      const { V, block, N } = sizes
      const values = given.prompt.values.map((id, at) => (at < N - block ? (id + 1) % V : id))
      return [given, { ...given, prompt: { ...given.prompt, values } }]
    },
    holds: ([before, after], [given]) => {
      const N = (given!['prompt'] as TensorValue).values.length
      const [one, other] = [idsOf(before!).slice(N), idsOf(after!).slice(N)]
      const at = one.findIndex((id, place) => other[place] !== id)
      if (at < 0) return null
      return broken(
        `the appended token ${at} changed from ${one[at]!} to ${other[at] ?? 'nothing'} when old tokens were edited`,
      )
    },
  }),
]
