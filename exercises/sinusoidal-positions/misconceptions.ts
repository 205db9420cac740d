/** Known wrong solutions. Each is the correct table with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly base?: number
  readonly firstPosition?: number
  /** The exponent of the base for this channel. */
  readonly exponent?: (channel: number, dModel: number) => number
  readonly even?: (angle: number) => number
  readonly odd?: (angle: number) => number
}

function positions(T: number, dModel: number, change: Change): tf.Tensor {
  const { base = 10000, firstPosition = 0, even = Math.sin, odd = Math.cos } = change
  const { exponent = (channel) => (channel - (channel % 2)) / dModel } = change
  const rows = Array.from({ length: T }, (_row, p) =>
    Array.from({ length: dModel }, (_column, channel) => {
      const angle = (p + firstPosition) / base ** exponent(channel, dModel)
      return channel % 2 === 0 ? even(angle) : odd(angle)
    }),
  )
  return tf.tensor2d(rows, [T, dModel])
}

export function exponentDoubled(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, {
    exponent: (channel) => (2 * (channel - (channel % 2))) / dModel,
  })
}

export function exponentHalved(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { exponent: (channel) => Math.floor(channel / 2) / dModel })
}

export function ownExponentPerChannel(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { exponent: (channel) => channel / dModel })
}

export function twiceTheChannel(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { exponent: (channel) => (2 * channel) / dModel })
}

export function baseThousand(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { base: 1000 })
}

export function positionsFromOne(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { firstPosition: 1 })
}

export function cosineFirst(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { even: Math.cos, odd: Math.sin })
}

export function sineOnly(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { odd: Math.sin })
}

export function multipliedByFrequencyInverse(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { exponent: (channel) => -(channel - (channel % 2)) / dModel })
}

export function lastFrequencyIsBase(T: number, dModel: number): tf.Tensor {
  const steps = Math.max(dModel / 2 - 1, 1)
  return positions(T, dModel, { exponent: (channel) => Math.floor(channel / 2) / steps })
}

export function halvesConcatenated(T: number, dModel: number): tf.Tensor {
  const table = positions(T, dModel, {}) // [T, dModel]
  const pairs = tf.reshape(table, [T, dModel / 2, 2]) // [T, dModel/2, 2]
  return tf.reshape(tf.transpose(pairs, [0, 2, 1]), [T, dModel])
}

export function stackedBeforeReshape(T: number, dModel: number): tf.Tensor {
  const table = positions(T, dModel, {}) // [T, dModel]
  const pairs = tf.reshape(table, [T, dModel / 2, 2]) // [T, dModel/2, 2]
  return tf.reshape(tf.transpose(pairs, [2, 0, 1]), [T, dModel])
}

export function baseHundredThousand(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { base: 100000 })
}

export function oneFrequency(T: number, dModel: number): tf.Tensor {
  return positions(T, dModel, { exponent: () => 0 })
}

export function oneSharedRow(T: number, dModel: number): tf.Tensor {
  const table = positions(T, dModel, {}) // [T, dModel]
  return tf.tile(tf.slice(table, [T - 1, 0], [1, dModel]), [T, 1])
}

export const misconceptions = [
  {
    id: 'P1',
    name: 'exponentDoubled',
    sameAs: 'a table whose exponent is 4i / dModel',
    hints: [
      'Which values does your loop variable take: 0, 1, 2 … or 0, 2, 4 …?',
      'What is the exponent of the very last pair? It should stay below 1.',
      'A loop that steps by 2 already counts 2i; writing 2 times it makes the frequencies fall twice too fast.',
    ],
    solution: exponentDoubled,
  },
  {
    id: 'P2',
    name: 'exponentHalved',
    sameAs: 'a table whose exponent is i / dModel, without the 2',
    hints: [
      'The first pair is right and the others turn too fast. What does your exponent reach at the last pair?',
      'The exponent runs over [0, 1): with i from 0 to dModel/2 - 1, what has to stand over dModel?',
      'The exponent is 2i / dModel; i / dModel stops half way, at 100 instead of 10000.',
    ],
    solution: exponentHalved,
  },
  {
    id: 'P3',
    name: 'ownExponentPerChannel',
    sameAs: 'a table in which odd channels use an exponent of their own',
    hints: [
      'For one pair, compute sin² + cos² from your row. What should it be?',
      'Which i do channels 2 and 3 belong to?',
      'The sine and the cosine of a pair share one frequency: channels 2i and 2i + 1 both use 2i / dModel.',
    ],
    solution: ownExponentPerChannel,
  },
  {
    id: 'P4',
    name: 'twiceTheChannel',
    sameAs: 'a table whose exponent is twice the channel number over dModel',
    hints: [
      'In the formula i counts pairs. What does i count in your code?',
      'Channel 5 is the odd channel of the pair i = 2. Which exponent should it have?',
      'Your i is the channel itself. Take the pair, i = floor(channel / 2), and then 2i / dModel.',
    ],
    solution: twiceTheChannel,
  },
  {
    id: 'P5',
    name: 'baseThousand',
    sameAs: 'a table with base 1000 instead of 10000',
    hints: [
      'The first pair is right whatever the base is. Which number decides how slow the last pair turns?',
      'The base is 10000 (four zeros); 1000 gives these same numbers.',
    ],
    solution: baseThousand,
  },
  {
    id: 'P6',
    name: 'positionsFromOne',
    sameAs: 'a table that starts at position 1',
    hints: [
      'What are sin(0) and cos(0)? Is that your row 0?',
      'Your row 0 is the row that belongs to position 1.',
      'Positions count from 0, so row 0 is 0, 1, 0, 1 …',
    ],
    solution: positionsFromOne,
  },
  {
    id: 'P7',
    name: 'cosineFirst',
    sameAs: 'a table with cosine in the even channels and sine in the odd ones',
    hints: [
      'What does your row 0 begin with, 0 or 1?',
      'Even channels hold the sine, odd channels the cosine; here they are exchanged.',
    ],
    solution: cosineFirst,
  },
  {
    id: 'P8',
    name: 'sineOnly',
    sameAs: 'a table with sine in every channel',
    hints: [
      'Your even channels are right. What should the odd ones be at position 0?',
      'With sines alone, could two positions have the same row? What does the partner of each sine add?',
      'Odd channels hold the cosine of the same angle.',
    ],
    solution: sineOnly,
  },
  {
    id: 'P9',
    name: 'multipliedByFrequencyInverse',
    sameAs: 'a table that multiplies p by 10000^(2i / dModel) instead of dividing by it',
    hints: [
      'Should later pairs turn faster or slower than the first?',
      'Between positions 0 and 1, how far does your last pair turn?',
      'The power is a wavelength: divide p by it (or use a negative exponent).',
    ],
    solution: multipliedByFrequencyInverse,
  },
  {
    id: 'P10',
    name: 'lastFrequencyIsBase',
    sameAs: 'a table with the exponent i / (dModel/2 - 1), which reaches 1 at the last pair',
    hints: [
      'What is your exponent at the last pair? And in the formula?',
      'Some libraries stretch the exponents so that the last one is exactly 1. Which denominator does the paper use?',
      'The exponent is 2i / dModel, so the last one is 1 - 2/dModel; dividing by dModel/2 - 1 gives these same numbers.',
    ],
    solution: lastFrequencyIsBase,
  },
  {
    id: 'P11',
    name: 'halvesConcatenated',
    sameAs: 'a table with all sines in the first half and all cosines in the second',
    hints: [
      'Your row holds the right numbers. Are they in the right places?',
      'What is channel 1 in the formula: a sine or a cosine?',
      'Several libraries put all sines first; here sine and cosine alternate: sin, cos, sin, cos …',
    ],
    solution: halvesConcatenated,
  },
  {
    id: 'P12',
    name: 'oneSharedRow',
    sameAs: 'a table in which every row is the row of the last position',
    hints: [
      'Are all your rows the same? Whose row is it?',
      'How many arrays did you create: T of them, or one that is stored T times?',
      'In JavaScript, new Array(T).fill(row) puts the same row in every place. Make a new row for each position.',
    ],
    solution: oneSharedRow,
  },
  {
    id: 'P13',
    name: 'stackedBeforeReshape',
    sameAs: 'a table of all sines followed by all cosines, cut into rows by a reshape',
    hints: [
      'Does your row 1 hold values of position 1 only?',
      'A reshape keeps the order of the values in memory. Which two values have to be neighbours there?',
      'Stack sines and cosines along a new last axis, [T, dModel/2, 2], and only then reshape to [T, dModel].',
    ],
    solution: stackedBeforeReshape,
  },
  {
    id: 'P14',
    name: 'baseHundredThousand',
    sameAs: 'a table with base 100000 instead of 10000',
    hints: [
      'The first pair is right whatever the base is. Which number decides how slow the last pair turns?',
      'The base is 10000 (four zeros); 100000 gives these same numbers.',
    ],
    solution: baseHundredThousand,
  },
  {
    id: 'P15',
    name: 'oneFrequency',
    sameAs: 'a table in which every pair turns as fast as the first',
    hints: [
      'Print the exponent of each pair. Does it grow with i?',
      'What does your division give for 2 and 8: 0.25, or 0 because it is a division of whole numbers?',
      'Pair i turns by p / 10000^(2i / dModel); here the exponent is 0 for every pair.',
    ],
    solution: oneFrequency,
  },
] satisfies readonly Misconception[]
