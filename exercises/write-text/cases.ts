import type * as fc from 'fast-check'
import { tensorOf, toNestedArrays } from '../../reference/convert.ts'
import { isTensorValue, type Inputs, type TensorValue, type Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type BrokenRelation, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { size } from '../sizes.ts'
import { story, vocabulary } from '../stories.ts'
import { scoresAfter, type NumberGpt } from './solutions/loops.ts'
import { gptOf, trainedHeads, trainedWeights, type GptValues } from './weights.ts'

interface Sizes {
  readonly steps: number
}

const stepsFrom = (low: number, high: number): fc.Arbitrary<Sizes> =>
  size(low, high).map((steps) => ({ steps }))

interface Settings {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
}

const greedy: Settings = { temperature: 0, topK: 50, topP: 1 }
const free: Settings = { temperature: 1, topK: 50, topP: 1 }

interface Model {
  readonly weights: GptValues
  readonly nHeads: number
  readonly vocabulary: readonly string[]
  /** The same weights as nested arrays. */
  readonly numbers: NumberGpt
}

const teller = modelOf(trainedWeights(), trainedHeads, vocabulary)

function modelOf(weights: GptValues, nHeads: number, characters: readonly string[]): Model {
  return { weights, nHeads, vocabulary: characters, numbers: nested(weights) as NumberGpt }
}

function nested(value: Value): unknown {
  if (isTensorValue(value)) return toNestedArrays(value)
  if (Array.isArray(value)) return value.map((one: Value) => nested(one))
  const fields = Object.entries(value as { readonly [field: string]: Value })
  return Object.fromEntries(fields.map(([name, one]) => [name, nested(one)]))
}

/**
 * Engines differ in the last digits of a logit, by about 1e-5. No choice may hang on that: where two
 * logits that matter, or a uniform number and the border between two tokens, are nearer to each other
 * than this, the number or the whole text is drawn anew. Worked out in doubles.
 */
const margin = 1e-3

interface Written {
  readonly inputs: Inputs
  /** What is appended, without END. */
  readonly appended: string
  readonly ends: boolean
}

/** Draws as many uniform numbers as there are steps, each with a clear choice. Null when there is none. */
function write(
  model: Model,
  prompt: string,
  settings: Settings,
  steps: number,
  random: Random,
): Written | null {
  const ids = [0, ...Array.from(prompt, (character) => model.vocabulary.indexOf(character) + 1)]
  const start = ids.length
  const uniforms: number[] = []
  let ends = false
  while (uniforms.length < steps) {
    const choice: Choice | null = ends
      ? { uniform: random.unit(), id: 0 }
      : clearChoice(scoresAfter(ids, model.numbers, model.nHeads), settings, random)
    if (choice === null) return null
    uniforms.push(choice.uniform)
    ends ||= choice.id === 0
    if (!ends) ids.push(choice.id)
  }
  const appended = ids.slice(start).map((id) => model.vocabulary[id - 1])
  return { inputs: inputsOf(model, prompt, settings, uniforms), appended: appended.join(''), ends }
}

function inputsOf(
  { weights, nHeads, vocabulary: characters }: Model,
  prompt: string,
  settings: Settings,
  uniforms: readonly number[],
): Inputs {
  return {
    weights,
    nHeads,
    vocabulary: characters,
    prompt,
    settings: { ...settings },
    uniforms: tensorOf(uniforms, 'float64'),
  }
}

interface Choice {
  readonly uniform: number
  readonly id: number
}

function clearChoice(
  scores: readonly number[],
  { temperature, topK, topP }: Settings,
  random: Random,
): Choice | null {
  const ranked = scores.map((_, id) => id).sort((one, other) => scores[other]! - scores[one]!)
  /** How much likelier a token is than the next one in the ranking. */
  const lead = (rank: number) =>
    (scores[ranked[rank]!] ?? Infinity) - (scores[ranked[rank + 1]!] ?? -Infinity)
  const tries = Array.from({ length: 20 }, () => random.integer(0, 4095) / 4096)
  if (temperature === 0) return lead(0) < margin ? null : { uniform: tries[0]!, id: ranked[0]! }

  const likely = ranked.slice(0, topK)
  const weights = likely.map((id) => Math.exp((scores[id]! - scores[ranked[0]!]!) / temperature))
  const masses = runningSums(weights)
  const isCutUnclear =
    (topK < ranked.length && lead(topK - 1) < margin) ||
    (topP < 1 && masses.some((mass) => Math.abs(mass - topP) < margin))
  if (isCutUnclear) return null
  const end = masses.findIndex((mass) => mass >= topP)
  const borders = runningSums(weights.slice(0, end < 0 ? weights.length : end + 1))

  for (const uniform of tries) {
    const rank = borders.findIndex((border) => border > uniform)
    const isNear = borders.slice(0, -1).some((border) => Math.abs(border - uniform) < margin)
    const isRankClear = Math.min(lead(rank), rank > 0 ? lead(rank - 1) : Infinity) > margin
    if (!isNear && isRankClear) return { uniform, id: ranked[rank]! }
  }
  return null
}

/** The sums of the first number, of the first two, and so on, as parts of the sum of all. */
function runningSums(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, one) => sum + one, 0)
  let sum = 0
  // The last one is 1, whatever was rounded: every uniform number lies below it.
  return weights.map((one, at) => (at === weights.length - 1 ? 1 : (sum += one) / total))
}

/** Draws until a text has only clear choices and is `wanted`, which must be possible in any number of steps that a case has. */
function written(
  model: (random: Random) => Model,
  prompt: (random: Random) => string,
  settings: Settings,
  wanted: (text: Written, steps: number) => boolean = () => true,
) {
  return ({ steps }: Sizes, random: Random): Inputs => {
    for (;;) {
      const text = write(model(random), prompt(random), settings, steps, random)
      if (text !== null && wanted(text, steps)) return text.inputs
    }
  }
}

const theTeller = () => teller

/** A story up to and with its second "the". */
function firstSentence(random: Random): string {
  const text = story(random)
  return text.slice(0, text.indexOf('. ') + '. the '.length)
}

/** Three characters of a story are missing, so that END comes soon. */
function almostAll(random: Random): string {
  return story(random).slice(0, -3)
}

/** More characters than the model can read: a first sentence, then one and a half. */
function longPrompt(random: Random): string {
  const text = story(random)
  return text.slice(0, text.indexOf('. ') + 2) + firstSentence(random)
}

const untrainedCharacters = ['a', 'b', 'é', '😀', '😎']
const untrainedContext = 5

/** A model that has learned nothing, with sizes of its own and weights large enough for every token to matter. */
function untrained(random: Random): Model {
  const sizes = { vocab: 6, context: untrainedContext, dModel: 6, dFF: 7, layers: 1 }
  const weights = gptOf(sizes, (name, shape) => {
    const middle = name === 'gamma' ? 1 : 0
    if (shape.length === 1) return random.uniform(shape, middle - 0.3, middle + 0.3)
    return random.normal(shape, ['wte', 'wpe'].includes(name) ? 0.7 : 0.8)
  })
  return modelOf(weights, 3, untrainedCharacters)
}

/** A text that does not end and is not one character again and again. */
const isVaried = ({ appended, ends }: Written) => !ends && new Set(appended).size >= 3

function anyText(length: number) {
  return (random: Random): string => {
    const one = () => untrainedCharacters[random.integer(0, untrainedCharacters.length - 1)]!
    return Array.from({ length }, one).join('')
  }
}

const numbersIn = (inputs: Inputs) => [...(inputs['uniforms'] as TensorValue).values]
const textOf = (output: Value | undefined) => output as string
const broken = (seen: string): BrokenRelation => ({ seen, timesAllowed: Infinity })

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'a hat that is red',
    points: 2,
    disclosure: 'full',
    inputs: inputsOf(teller, 'ann has a red hat. the ', greedy, new Array<number>(14).fill(0.5)),
    // END comes with the twelfth number; two are left over.
    expected: 'ann has a red hat. the hat is red.',
  },
  {
    kind: 'example',
    name: 'whatever max has',
    points: 2,
    disclosure: 'full',
    inputs: inputsOf(teller, 'max has a ', free, [0.25, 0.5, 0.75, 0.5, 0.5, 0.5]),
    // The first number chooses "b", not "g" or "r"; the third "u", not "a"; the last "b", not "c", "k" or "h".
    expected: 'max has a blue b',
  },
  {
    kind: 'example',
    name: 'no numbers, no characters',
    points: 1,
    disclosure: 'full',
    inputs: inputsOf(teller, 'bob', free, []),
    expected: 'bob',
  },
  randomCase<Sizes>({
    name: 'the second sentence, temperature 0',
    points: 2,
    disclosure: 'full',
    sizes: stepsFrom(8, 10),
    inputs: written(theTeller, firstSentence, greedy),
  }),
  randomCase<Sizes>({
    name: 'a new story, temperature 1',
    points: 2,
    disclosure: 'full',
    sizes: stepsFrom(24, 26),
    inputs: written(
      theTeller,
      () => '',
      free,
      ({ ends }) => !ends,
    ),
  }),
  randomCase<Sizes>({
    name: 'a prompt longer than the context',
    points: 2,
    disclosure: 'full',
    sizes: stepsFrom(8, 9),
    inputs: written(theTeller, longPrompt, { ...free, temperature: 0.75 }),
  }),
  randomCase<Sizes>({
    name: 'three tokens at most, a high temperature',
    points: 1,
    disclosure: 'diagnosis',
    sizes: stepsFrom(12, 14),
    inputs: written(theTeller, () => '', { temperature: 2.5, topK: 3, topP: 1 }),
  }),
  randomCase<Sizes>({
    name: 'half of the mass',
    points: 1,
    disclosure: 'diagnosis',
    sizes: stepsFrom(11, 13),
    inputs: written(theTeller, () => '', { temperature: 1.5, topK: 50, topP: 0.5 }),
  }),
  randomCase<Sizes>({
    name: 'END comes early',
    points: 2,
    disclosure: 'diagnosis',
    sizes: stepsFrom(9, 11),
    inputs: written(
      theTeller,
      almostAll,
      free,
      ({ ends, appended }) => ends && appended.length < 6,
    ),
  }),
  randomCase<Sizes>({
    name: 'a small model with another vocabulary',
    points: 1,
    disclosure: 'diagnosis',
    sizes: stepsFrom(18, 20),
    inputs: written(untrained, anyText(1), free, isVaried),
  }),
  randomCase<Sizes>({
    name: 'the same with a long prompt',
    points: 1,
    disclosure: 'diagnosis',
    sizes: stepsFrom(18, 20),
    inputs: written(untrained, anyText(9), { temperature: 1.5, topK: 3, topP: 0.9 }, isVaried),
  }),
  invariantCase<Sizes>({
    name: 'more uniform numbers',
    points: 1,
    disclosure: 'full',
    sizes: stepsFrom(8, 10),
    relation: 'With more uniform numbers a text goes on; what was written before stays as it is.',
    runs: (sizes, random) => {
      const longer = written(theTeller, () => '', free)({ steps: sizes.steps + 4 }, random)
      const uniforms = numbersIn(longer).slice(0, sizes.steps)
      return [{ ...longer, uniforms: tensorOf(uniforms, 'float64') }, longer]
    },
    holds: ([shorter, longer]) => {
      const [one, other] = [textOf(shorter), textOf(longer)]
      if (other.startsWith(one)) return null
      return broken(`"${one}" became "${other}" with four numbers more`)
    },
  }),
  invariantCase<Sizes>({
    name: 'what the window has left behind',
    points: 1,
    disclosure: 'full',
    sizes: stepsFrom(8, 9),
    relation:
      'Characters of the prompt that are too old for the window must not change what is appended.',
    runs: (sizes, random) => {
      const given = written(untrained, anyText(12), free, isVaried)(sizes, random)
      const characters = Array.from(given['prompt'] as string, (character, at) => {
        const place = untrainedCharacters.indexOf(character)
        return at < 12 - untrainedContext
          ? untrainedCharacters[(place + 1) % untrainedCharacters.length]
          : character
      })
      return [given, { ...given, prompt: characters.join('') }]
    },
    holds: ([before, after]) => {
      const [one, other] = [before, after].map((text) =>
        Array.from(textOf(text)).slice(12).join(''),
      )
      if (one === other) return null
      return broken(`"${one}" was appended, and "${other}" when old characters were edited`)
    },
  }),
  invariantCase<Sizes>({
    name: 'one token at most',
    points: 1,
    disclosure: 'full',
    sizes: stepsFrom(8, 9),
    relation:
      'With topK = 1 there is nothing to choose: other uniform numbers must not change the text.',
    runs: (sizes, random) => {
      const given = written(untrained, anyText(4), { ...free, topK: 1 }, isVaried)(sizes, random)
      const others = numbersIn(given).map((uniform) => (uniform + 0.5) % 1)
      return [given, { ...given, uniforms: tensorOf(others, 'float64') }]
    },
    holds: ([before, after]) => {
      const [one, other] = [textOf(before), textOf(after)]
      if (one === other) return null
      return broken(`"${one}" became "${other}" with other uniform numbers`)
    },
  }),
]
