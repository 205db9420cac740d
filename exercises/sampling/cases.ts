import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly B: number
  readonly V: number
}

const rows: fc.Arbitrary<Sizes> = fc.record({ B: size(9, 11), V: size(7, 8, 2) })

interface Settings {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
}

/** No cut and no border between two tokens may be so near that rounding decides. */
const margin = 1e-3

/** Rows of logits with their uniform numbers, none of them near a border. */
function inputs(settings: Settings, deviation = 1.5) {
  return ({ B, V }: Sizes, random: Random) => {
    const logits: number[] = []
    const uniforms: number[] = []
    for (let b = 0; b < B; b++) {
      const { row, uniform } = clearRow(V, settings, deviation, random)
      logits.push(...row)
      uniforms.push(uniform)
    }
    return {
      logits: { dtype: 'float64', shape: [B, V], values: Float64Array.from(logits) },
      settings: { ...settings },
      uniforms: numbers(...uniforms),
    } as const
  }
}

function clearRow(V: number, settings: Settings, deviation: number, random: Random) {
  for (;;) {
    const row = random.normal([V], deviation).values
    const uniform = random.integer(0, 4095) / 4096
    const borders = bordersOf([...row], settings)
    if (borders.every((border) => Math.abs(border - uniform) > margin)) return { row, uniform }
  }
}

/** Where one token's interval of uniform numbers ends and the next one's begins; nothing clear if a cut is near. */
function bordersOf(row: readonly number[], { temperature, topK, topP }: Settings): number[] {
  if (temperature === 0) return []
  const sorted = row.toSorted((one, other) => other - one).slice(0, topK)
  const weights = sorted.map((score) => Math.exp((score - sorted[0]!) / temperature))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const masses = weights.map((weight) => (sum += weight / total))
  if (topP < 1 && masses.some((mass) => Math.abs(mass - topP) <= margin)) return [NaN]
  const end = masses.findIndex((mass) => mass >= topP)
  const kept = end < 0 ? masses : masses.slice(0, end + 1)
  return kept.slice(0, -1).map((mass) => mass / kept.at(-1)!)
}

const numbers = (...values: number[]) => tensorOf(values, 'float64')
const ids = (...values: number[]) => tensorOf(values, 'int32')
const logs = (...weights: number[]) => weights.map(Math.log)

/** Quarters: adding a whole number changes nothing in their differences, in float32 either. */
function inQuarters(logits: TensorValue): TensorValue {
  return { ...logits, values: logits.values.map((score) => Math.round(score * 4) / 4) }
}

const idsOf = (output: Value) => (output as TensorValue).values

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'three tokens, no limits',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([logs(3, 2, 5), logs(3, 2, 5), logs(3, 2, 5)], 'float64'),
      settings: { temperature: 1, topK: 3, topP: 1 },
      uniforms: numbers(0.625, 0.25, 0.875),
    },
    // Token 2 has 0.5, token 0 has 0.3, token 1 has 0.2: borders at 0.5 and 0.8.
    expected: ids(0, 2, 1),
  },
  {
    kind: 'example',
    name: 'top-k, then top-p',
    points: 2,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([logs(1, 5, 3, 1), logs(1, 5, 3, 1), logs(1, 5, 3, 1)], 'float64'),
      settings: { temperature: 1, topK: 3, topP: 0.85 },
      uniforms: numbers(0.59375, 0.6875, 0.96875),
    },
    // Three are kept with 5/9, 3/9 and 1/9; then two, since 8/9 is enough: 5/8 and 3/8.
    expected: ids(1, 2, 2),
  },
  {
    kind: 'example',
    name: 'a temperature of 2',
    points: 1,
    disclosure: 'full',
    inputs: {
      logits: tensorOf([logs(9, 1), logs(9, 1)], 'float64'),
      settings: { temperature: 2, topK: 2, topP: 1 },
      uniforms: numbers(0.6875, 0.8125),
    },
    // Half the logits: 3/4 and 1/4 instead of 9/10 and 1/10.
    expected: ids(0, 1),
  },
  {
    kind: 'example',
    name: 'four equal tokens, half of the mass',
    points: 2,
    disclosure: 'full',
    inputs: {
      logits: tensorOf(
        Array.from({ length: 4 }, () => [1, 1, 1, 1]),
        'float64',
      ),
      settings: { temperature: 1, topK: 4, topP: 0.5 },
      uniforms: numbers(0, 0.375, 0.5, 0.875),
    },
    // Two tokens have half of the mass, the two with the lower ids. The border at 0.5 belongs to the second.
    expected: ids(0, 0, 1, 1),
  },
  randomCase<Sizes>({
    name: 'no limits',
    points: 2,
    disclosure: 'full',
    sizes: rows,
    inputs: inputs({ temperature: 1, topK: 50, topP: 1 }),
  }),
  randomCase<Sizes>({
    name: 'three tokens at most, a low temperature',
    points: 2,
    disclosure: 'full',
    sizes: rows,
    inputs: inputs({ temperature: 0.75, topK: 3, topP: 1 }),
  }),
  randomCase<Sizes>({
    name: 'three quarters of the mass',
    points: 2,
    disclosure: 'full',
    sizes: rows,
    inputs: inputs({ temperature: 1, topK: 50, topP: 0.75 }),
  }),
  randomCase<Sizes>({
    name: 'all limits, a high temperature',
    points: 2,
    disclosure: 'diagnosis',
    sizes: rows,
    inputs: inputs({ temperature: 1.5, topK: 5, topP: 0.8 }),
  }),
  randomCase<Sizes>({
    name: 'one token at most',
    points: 1,
    disclosure: 'diagnosis',
    sizes: rows,
    inputs: inputs({ temperature: 1, topK: 1, topP: 0.9 }),
  }),
  randomCase<Sizes>({
    name: 'hardly any mass',
    points: 1,
    disclosure: 'diagnosis',
    sizes: rows,
    inputs: inputs({ temperature: 1, topK: 50, topP: 0.01 }),
  }),
  randomCase<Sizes>({
    name: 'temperature 0',
    points: 1,
    disclosure: 'diagnosis',
    sizes: rows,
    inputs: inputs({ temperature: 0, topK: 50, topP: 1 }),
  }),
  randomCase<Sizes>({
    name: 'temperature 0.001',
    points: 1,
    disclosure: 'diagnosis',
    sizes: rows,
    inputs: inputs({ temperature: 0.001, topK: 50, topP: 1 }, 3),
  }),
  invariantCase<Sizes>({
    name: 'a constant added to the logits',
    points: 2,
    disclosure: 'full',
    sizes: rows,
    relation: 'Adding 1000 to all logits must not change any token.',
    runs: (sizes, random) => {
      const given = inputs({ temperature: 1, topK: 6, topP: 0.9 })(sizes, random)
      const logits = inQuarters(given.logits)
      const values = logits.values.map((score) => score + 1000)
      return [
        { ...given, logits },
        { ...given, logits: { ...logits, values } },
      ]
    },
    holds: ([before, after]) => {
      const [one, other] = [idsOf(before!), idsOf(after!)]
      const b = one.findIndex((id, row) => other[row] !== id)
      if (b < 0) return null
      return {
        seen: `row ${b} gave token ${one[b]!}, and token ${other[b]!} when 1000 was added`,
        timesAllowed: Infinity,
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'the vocabulary in another order',
    points: 2,
    disclosure: 'full',
    sizes: rows,
    relation:
      'With the columns of the logits in reverse order the same tokens must be drawn, under their new ids.',
    runs: (sizes, random) => {
      const given = inputs({ temperature: 1, topK: 6, topP: 0.9 })(sizes, random)
      const { V } = sizes
      const { values } = given.logits
      const reversed = values.map((_, at) => values[at - (at % V) + (V - 1 - (at % V))]!)
      return [given, { ...given, logits: { ...given.logits, values: reversed } }]
    },
    holds: ([before, after], [given]) => {
      const V = (given!['logits'] as TensorValue).shape[1]!
      const [one, other] = [idsOf(before!), idsOf(after!)]
      const b = one.findIndex((id, row) => other[row] !== V - 1 - id)
      if (b < 0) return null
      return {
        seen: `row ${b} gave token ${one[b]!} of ${V}, which is token ${V - 1 - one[b]!} in reverse; it gave token ${other[b]!}`,
        timesAllowed: Infinity,
      }
    },
  }),
]
