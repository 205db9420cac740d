/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [ids: tf.Tensor2D, first: tf.Tensor1D, wte: tf.Tensor2D, wpe: tf.Tensor2D]

interface Place {
  readonly b: number
  readonly t: number
  readonly T: number
  readonly id: number
  readonly first: readonly number[]
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The row of the table of tokens. */
  readonly tokenRow?: (place: Place, ids: readonly number[][]) => number
  /** The row of the table of positions. A table that is too short is read from its beginning again. */
  readonly positionRow?: (place: Place) => number
  /** The vector of a position, from the tables of positions and tokens. */
  readonly positionOf?: (wpe: number[][], row: number, wte: number[][]) => number[]
  readonly combine?: (token: number, position: number, dModel: number) => number
}

const rowOf = (table: number[][], row: number) => table[row % table.length]!

function embed(
  [ids, first, wte, wpe]: Given,
  {
    tokenRow = ({ id }) => id,
    positionRow = ({ b, t, first: starts }) => starts[b]! + t,
    positionOf = rowOf,
    combine = (token, position) => token + position,
  }: Change,
): tf.Tensor {
  const T = ids.shape[1]
  const [numbers, tokens, positions] = [ids.arraySync(), wte.arraySync(), wpe.arraySync()]
  const starts = first.arraySync()
  const x = numbers.map((row, b) =>
    row.map((id, t) => {
      const place = { b, t, T, id, first: starts }
      const position = positionOf(positions, positionRow(place), tokens)
      return rowOf(tokens, tokenRow(place, numbers)).map((channel, c) =>
        combine(channel, position[c]!, wte.shape[1]),
      )
    }),
  )
  return tf.tensor(x)
}

export function tokensOnly(...given: Given) {
  return embed(given, { combine: (token) => token })
}

export function positionsOnly(...given: Given) {
  return embed(given, { combine: (_, position) => position })
}

export function positionByToken(...given: Given) {
  return embed(given, { positionRow: ({ id }) => id })
}

export function tokenByPosition(...given: Given) {
  return embed(given, { tokenRow: ({ b, t, first }) => first[b]! + t })
}

export function oneTableForBoth(...given: Given) {
  return embed(given, { positionOf: (_, row, wte) => rowOf(wte, row) })
}

export function firstIgnored(...given: Given) {
  return embed(given, { positionRow: ({ t }) => t })
}

export function firstOfItemZero(...given: Given) {
  return embed(given, { positionRow: ({ t, first }) => first[0]! + t })
}

export function firstForAllTokens(...given: Given) {
  return embed(given, { positionRow: ({ b, first }) => first[b]! })
}

export function positionsFromOne(...given: Given) {
  return embed(given, { positionRow: ({ b, t, first }) => first[b]! + t + 1 })
}

export function countedBackwards(...given: Given) {
  return embed(given, { positionRow: ({ b, t, T, first }) => first[b]! + T - 1 - t })
}

export function countedThroughBatch(...given: Given) {
  return embed(given, { positionRow: ({ b, t, T, first }) => first[b]! + b * T + t })
}

export function positionOfItem(...given: Given) {
  return embed(given, { positionRow: ({ b, first }) => first[b]! + b })
}

export function wrappedAtLength(...given: Given) {
  return embed(given, { positionRow: ({ b, t, T, first }) => (first[b]! + t) % T })
}

export function idsOfItemZero(...given: Given) {
  return embed(given, { tokenRow: ({ t }, ids) => ids[0]![t]! })
}

export function multiplied(...given: Given) {
  return embed(given, { combine: (token, position) => token * position })
}

export function averaged(...given: Given) {
  return embed(given, { combine: (token, position) => (token + position) / 2 })
}

export function tokensScaled(...given: Given) {
  return embed(given, {
    combine: (token, position, dModel) => token * Math.sqrt(dModel) + position,
  })
}

export function positionsTwice(...given: Given) {
  return embed(given, { combine: (token, position) => token + 2 * position })
}

export function tableReshaped(...given: Given) {
  return embed(given, {
    positionOf: (wpe, row) => {
      const flat = wpe.flat()
      return wpe[0]!.map((_, c) => flat[c * wpe.length + (row % wpe.length)]!)
    },
  })
}

export function sinusoidsForLearned(...given: Given) {
  return embed(given, {
    positionOf: (wpe, row) => {
      const dModel = wpe[0]!.length
      return wpe[0]!.map((_, c) => {
        const angle = row / 10000 ** ((c - (c % 2)) / dModel)
        return c % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
      })
    },
  })
}

export function sideBySide(...given: Given) {
  const tokens = embed(given, { combine: (token) => token })
  const positions = embed(given, { combine: (_, position) => position })
  return tf.concat([tokens, positions], 2)
}

export const misconceptions = [
  {
    id: 'LP1',
    name: 'tokensOnly',
    sameAs: 'token vectors alone, without positions',
    hints: [
      'Does your result change when wpe does?',
      'What does a token know of its place in your result?',
      'Add the vector of the position to that of the token.',
    ],
    solution: tokensOnly,
  },
  {
    id: 'LP2',
    name: 'positionsOnly',
    sameAs: 'position vectors alone, without tokens',
    hints: [
      'Does your result change when the words do?',
      'Did you overwrite the first sum, or return only its second part?',
      'The result is the sum of both vectors.',
    ],
    solution: positionsOnly,
  },
  {
    id: 'LP3',
    name: 'positionByToken',
    sameAs: 'a position vector that is looked up with the number of the token',
    hints: [
      'The same word stands at two places. Are its two vectors different?',
      'With which number do you look into wpe: what the token is, or where it stands?',
      'The row of wpe is first[b] + t; ids belong to wte.',
    ],
    solution: positionByToken,
  },
  {
    id: 'LP4',
    name: 'tokenByPosition',
    sameAs: 'a token vector that is looked up with the position',
    hints: [
      'Does your result change when ids do?',
      'With which number do you look into wte: what the token is, or where it stands?',
      'The row of wte is ids[b][t].',
    ],
    solution: tokenByPosition,
  },
  {
    id: 'LP5',
    name: 'oneTableForBoth',
    sameAs: 'positions that are looked up in the table of tokens',
    hints: [
      'Does your result change when wpe does?',
      'How many tables are there, and which do you read for the position?',
      'Positions have a table of their own, wpe.',
    ],
    solution: oneTableForBoth,
  },
  {
    id: 'LP6',
    name: 'firstIgnored',
    sameAs: 'positions that begin at 0 in every item',
    hints: [
      'Does your result change when first does?',
      'When a model writes its eighth token, it comes alone. Which row of wpe should it get?',
      'Token t of item b stands at first[b] + t.',
    ],
    solution: firstIgnored,
  },
  {
    id: 'LP7',
    name: 'firstOfItemZero',
    sameAs: 'positions that begin where item 0 begins, for all items',
    hints: [
      'Item 0 is right. Is item 1?',
      'Which entry of first do you read for item b?',
      'Each item begins at its own place, first[b].',
    ],
    solution: firstOfItemZero,
  },
  {
    id: 'LP8',
    name: 'firstForAllTokens',
    sameAs: 'all tokens of an item with the position of the first one',
    hints: [
      'The first token is right. Is the second?',
      'Can two tokens of one item stand at the same place?',
      'The positions of an item are first[b], first[b] + 1, first[b] + 2 …',
    ],
    solution: firstForAllTokens,
  },
  {
    id: 'LP9',
    name: 'positionsFromOne',
    sameAs: 'positions that are too large by 1',
    hints: [
      'Which row of wpe does the very first token get? Is row 0 ever used?',
      'From which number do you count?',
      'Token t stands at first[b] + t, and t begins at 0.',
    ],
    solution: positionsFromOne,
  },
  {
    id: 'LP10',
    name: 'countedBackwards',
    sameAs: 'positions that are counted from the end of each item',
    hints: [
      'Which row of wpe does the first token get, and which the last?',
      'In which direction does a text run?',
      'Positions grow with t: first[b] + t.',
    ],
    solution: countedBackwards,
  },
  {
    id: 'LP11',
    name: 'countedThroughBatch',
    sameAs: 'positions that go on counting from item to item',
    hints: [
      'Item 0 is right. Where does item 1 begin in your code?',
      'Does the place of a token depend on what else is in the batch?',
      'Every item begins anew at first[b]; do not count through the flattened batch.',
    ],
    solution: countedThroughBatch,
  },
  {
    id: 'LP12',
    name: 'positionOfItem',
    sameAs: 'positions that grow from item to item instead of from token to token',
    hints: [
      'Do two tokens of one item have different positions in your code?',
      'Along which axis do your positions run?',
      'Items are axis 0, tokens are axis 1: the position is first[b] + t.',
    ],
    solution: positionOfItem,
  },
  {
    id: 'LP13',
    name: 'wrappedAtLength',
    sameAs: 'positions that begin again at 0 after T of them',
    hints: [
      'Which row does a token at position T get?',
      'How long is the table of positions: T rows, or more?',
      'Positions may go up to context - 1; there is nothing to wrap.',
    ],
    solution: wrappedAtLength,
  },
  {
    id: 'LP14',
    name: 'idsOfItemZero',
    sameAs: 'the tokens of item 0 in every item',
    hints: [
      'Item 0 is right. Does item 1 hold its own words?',
      'Which index into the batch do you use for ids?',
      'Token t of item b is ids[b][t].',
    ],
    solution: idsOfItemZero,
  },
  {
    id: 'LP15',
    name: 'multiplied',
    sameAs: 'token vectors multiplied by position vectors',
    hints: [
      'What becomes of a token where the position vector is 0?',
      'Which operation joins the two in the formula?',
      'The two vectors are added.',
    ],
    solution: multiplied,
  },
  {
    id: 'LP16',
    name: 'averaged',
    sameAs: 'the mean of token vector and position vector',
    hints: [
      'Compare a number of yours with the expected one. Which factor lies between them?',
      'Is there a division in the formula?',
      'The result is the sum, not half of it.',
    ],
    solution: averaged,
  },
  {
    id: 'LP17',
    name: 'tokensScaled',
    sameAs: 'token vectors multiplied by √dModel, as in the Transformer of 2017',
    hints: [
      'Take the position vector away from your result. What is left, compared with wte?',
      'Which model multiplies its token vectors by a root? Is it this one?',
      'A GPT adds the vectors as they are.',
    ],
    solution: tokensScaled,
  },
  {
    id: 'LP18',
    name: 'positionsTwice',
    sameAs: 'position vectors that were added twice',
    hints: [
      'Take the token vector away from your result. What is left, compared with wpe?',
      'At how many places does your code add positions?',
      'Each vector is added once.',
    ],
    solution: positionsTwice,
  },
  {
    id: 'LP19',
    name: 'tableReshaped',
    sameAs: 'positions from a table that was read as [dModel, context]',
    hints: [
      'What is a row of wpe: a position or a channel?',
      'Did you reshape the table, or take a column of it?',
      'Position p has row p of wpe, as it is.',
    ],
    solution: tableReshaped,
  },
  {
    id: 'LP20',
    name: 'sinusoidsForLearned',
    sameAs: 'sines and cosines instead of the learned table',
    hints: [
      'Does your result change when wpe does?',
      'Where do the position vectors come from in this exercise?',
      'The table is given: look the rows up in wpe.',
    ],
    solution: sinusoidsForLearned,
  },
  {
    id: 'LP21',
    name: 'sideBySide',
    sameAs: 'token vector and position vector side by side, [B, T, 2 dModel]',
    hints: [
      'How wide is a token in your result?',
      'What would the first layer of the model have to be, to read it?',
      'Add the two vectors; the width stays dModel.',
    ],
    solution: sideBySide,
  },
] satisfies readonly Misconception[]
