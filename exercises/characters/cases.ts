import * as fc from 'fast-check'
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue, Value } from '../../reference/value.ts'
import { invariantCase, randomCase, type Case } from '../exercise.ts'
import type { Random } from '../random.ts'
import { size } from '../sizes.ts'

interface Sizes {
  readonly documents: number
  readonly length: number
}

const few: fc.Arbitrary<Sizes> = fc.record({ documents: size(3, 4, 2), length: size(5, 7, 2) })

const letters = Array.from('eaoxnbt')
const printed = Array.from('Ba nTe,t')
const world = Array.from('zß😀é界🚀aΩ')

/** Documents of these characters, the first of them as long as asked, the others of any length down to 0. */
function documentsOf(alphabet: readonly string[], sizes: Sizes, random: Random): string[] {
  return Array.from({ length: sizes.documents }, (_, at) => {
    const length = at === 0 ? sizes.length : random.integer(0, sizes.length)
    return textOf(length, () => alphabet[random.integer(0, alphabet.length - 1)]!)
  })
}

function textOf(length: number, draw: () => string): string {
  return Array.from({ length }, draw).join('')
}

/** Ids of a finished document, an empty one, and one that is finished only if `isFinished`. */
function someIds(documents: readonly string[], isFinished: boolean, random: Random): TensorValue {
  const V = new Set(documents.join('')).size
  const some = (count: number) => Array.from({ length: count }, () => random.integer(1, V))
  const ids = [...some(4), 0, 0, ...some(3), ...(isFinished ? [0] : [])]
  return tensorOf(ids, 'int32')
}

function inputs(alphabet: readonly string[], isFinished: boolean) {
  return (sizes: Sizes, random: Random) => {
    const documents = documentsOf(alphabet, sizes, random)
    return { documents, ids: someIds(documents, isFinished, random) }
  }
}

interface Result {
  readonly vocabulary: readonly string[]
  readonly tokens: TensorValue
  readonly texts: readonly string[]
}

const resultOf = (output: Value) => output as unknown as Result
const shown = (vocabulary: readonly string[]) => JSON.stringify(vocabulary.join(''))

export const cases: readonly Case[] = [
  {
    kind: 'example',
    name: 'two names',
    points: 2,
    disclosure: 'full',
    inputs: { documents: ['emma', 'ava'], ids: tensorOf([3, 1, 0, 0, 4], 'int32') },
    expected: {
      vocabulary: ['a', 'e', 'm', 'v'],
      tokens: tensorOf([2, 3, 3, 1, 0, 1, 4, 1, 0], 'int32'),
      texts: ['ma', '', 'v'],
    },
  },
  {
    kind: 'example',
    name: 'a line with capitals and a space',
    points: 1,
    disclosure: 'full',
    inputs: { documents: ['To be', 'or'], ids: tensorOf([2, 6, 0, 1, 3, 0], 'int32') },
    // Sorted by code point: the space, then capitals, then small letters.
    expected: {
      vocabulary: [' ', 'T', 'b', 'e', 'o', 'r'],
      tokens: tensorOf([2, 5, 1, 3, 4, 0, 5, 6, 0], 'int32'),
      texts: ['Tr', ' b'],
    },
  },
  {
    kind: 'example',
    name: 'an empty document',
    points: 1,
    disclosure: 'full',
    inputs: { documents: [''], ids: tensorOf([0], 'int32') },
    expected: { vocabulary: [], tokens: tensorOf([0], 'int32'), texts: [''] },
  },
  randomCase<Sizes>({
    name: 'small letters',
    points: 2,
    disclosure: 'full',
    sizes: few,
    inputs: inputs(letters, false),
  }),
  randomCase<Sizes>({
    name: 'capitals, commas and spaces',
    points: 2,
    disclosure: 'full',
    sizes: few,
    inputs: inputs(printed, true),
  }),
  randomCase<Sizes>({
    name: 'letters and emoji of the world',
    points: 2,
    disclosure: 'full',
    sizes: few,
    inputs: (sizes, random) => {
      // The full-width mark has the smaller code point, and the larger piece of 16 bits.
      const documents = ['😀界！', ...documentsOf(world, sizes, random)]
      return { documents, ids: someIds(documents, false, random) }
    },
  }),
  randomCase<Sizes>({
    name: 'many documents',
    points: 1,
    disclosure: 'diagnosis',
    sizes: fc.record({ documents: size(12, 15), length: size(9, 12, 2) }),
    inputs: inputs([...letters, ...printed, '😀'], true),
  }),
  invariantCase<Sizes>({
    name: 'the documents in another order',
    points: 2,
    disclosure: 'full',
    sizes: few,
    relation:
      'With the documents in reverse order the vocabulary must be the same: no id may depend on what came first.',
    runs: (sizes, random) => {
      // Each document begins with a letter that no other has.
      const documents = documentsOf(letters, sizes, random).map(
        (text, at) => 'vqckghdfjlmprsuwy'[at]! + text,
      )
      const ids = someIds(documents, true, random)
      return [
        { documents, ids },
        { documents: documents.toReversed(), ids },
      ]
    },
    holds: ([before, after]) => {
      const [one, other] = [resultOf(before!).vocabulary, resultOf(after!).vocabulary]
      if (one.join() === other.join()) return null
      return {
        seen: `the vocabulary was ${shown(one)} and became ${shown(other)}`,
        timesAllowed: Infinity,
      }
    },
  }),
  invariantCase<Sizes>({
    name: 'as many tokens as characters and documents',
    points: 2,
    disclosure: 'full',
    sizes: few,
    relation:
      'There must be as many tokens as there are characters and documents together, whatever the characters are.',
    runs: (sizes, random) => {
      const documents = documentsOf(world, sizes, random).map((text) => `${text}🚀`)
      return [{ documents, ids: someIds(documents, true, random) }]
    },
    holds: ([output], [given]) => {
      const documents = given!['documents'] as readonly string[]
      const count = Array.from(documents.join('')).length
      const found = resultOf(output!).tokens.values.length
      if (found === count + documents.length) return null
      return {
        seen: `${count} characters in ${documents.length} documents gave ${found} tokens`,
        timesAllowed: Infinity,
      }
    },
  }),
]
