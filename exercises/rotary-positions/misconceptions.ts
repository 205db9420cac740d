/** Known wrong solutions. Each is the correct rotation with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [x: tf.Tensor4D, start: number, theta: number]

/** Where a number stands, and how large things are. */
interface Place {
  readonly b: number
  readonly h: number
  readonly t: number
  readonly i: number
  readonly H: number
  readonly dHead: number
  readonly start: number
  readonly theta: number
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly position?: (place: Place) => number
  readonly frequency?: (place: Place) => number
  /** The channels of pair i. */
  readonly pair?: (i: number, half: number) => readonly [number, number]
  /** Where the turned pair is put. */
  readonly target?: (i: number, half: number) => readonly [number, number]
  readonly turn?: (
    first: number,
    second: number,
    angle: number,
  ) => readonly [first: number, second: number]
}

const rotation = (first: number, second: number, angle: number): readonly [number, number] => [
  first * Math.cos(angle) - second * Math.sin(angle),
  first * Math.sin(angle) + second * Math.cos(angle),
]
const neighbours = (i: number) => [2 * i, 2 * i + 1] as const
const halves = (i: number, half: number) => [i, i + half] as const
const frequencyOf = ({ theta, i, dHead }: Place) => theta ** ((-2 * i) / dHead)

function rotate(
  [x, start, theta]: Given,
  {
    position = ({ start: first, t }) => first + t,
    frequency = frequencyOf,
    pair = neighbours,
    target = pair,
    turn = rotation,
  }: Change,
): tf.Tensor {
  const [, H, , dHead] = x.shape
  const half = dHead / 2
  const turned = x.arraySync().map((heads, b) =>
    heads.map((tokens, h) =>
      tokens.map((channels, t) => {
        const row = channels.map(() => 0)
        for (let i = 0; i < half; i++) {
          const place = { b, h, t, i, H, dHead, start, theta }
          const [first, second] = pair(i, half)
          const [one, other] = target(i, half)
          const angle = position(place) * frequency(place)
          ;[row[one], row[other]] = turn(channels[first]!, channels[second]!, angle)
        }
        return row
      }),
    ),
  )
  return tf.tensor(turned)
}

export function halfSplit(...given: Given) {
  return rotate(given, { pair: halves })
}

export function halfSplitWithRepeatedAngles(...[x, start, theta]: Given) {
  const dHead = x.shape[3]
  const half = dHead / 2
  const angle = (t: number, c: number) => (start + t) * theta ** (-(c - (c % 2)) / dHead)
  const turned = x.arraySync().map((heads) =>
    heads.map((tokens) =>
      tokens.map((channels, t) =>
        channels.map((channel, c) => {
          const other = c < half ? -channels[c + half]! : channels[c - half]!
          return channel * Math.cos(angle(t, c)) + other * Math.sin(angle(t, c))
        }),
      ),
    ),
  )
  return tf.tensor(turned)
}

export function halvesOut(...given: Given) {
  return rotate(given, { target: halves })
}

export function turnedBackwards(...given: Given) {
  return rotate(given, { turn: (first, second, angle) => rotation(first, second, -angle) })
}

export function minusMissing(...given: Given) {
  return rotate(given, {
    turn: (first, second, angle) => [
      first * Math.cos(angle) + second * Math.sin(angle),
      first * Math.sin(angle) + second * Math.cos(angle),
    ],
  })
}

export function firstOverwritten(...given: Given) {
  return rotate(given, {
    turn: (first, second, angle) => {
      const [turned] = rotation(first, second, angle)
      return [turned, turned * Math.sin(angle) + second * Math.cos(angle)]
    },
  })
}

export function cosinesOnly(...given: Given) {
  return rotate(given, {
    turn: (first, second, angle) => [first * Math.cos(angle), second * Math.cos(angle)],
  })
}

export function addedToChannels(...given: Given) {
  return rotate(given, {
    turn: (first, second, angle) => [first + Math.sin(angle), second + Math.cos(angle)],
  })
}

export function exponentHalved(...given: Given) {
  return rotate(given, { frequency: ({ theta, i, dHead }) => theta ** (-i / dHead) })
}

export function exponentDoubled(...given: Given) {
  return rotate(given, { frequency: ({ theta, i, dHead }) => theta ** ((-4 * i) / dHead) })
}

export function pairsFromOne(...given: Given) {
  return rotate(given, { frequency: ({ theta, i, dHead }) => theta ** ((-2 * (i + 1)) / dHead) })
}

export function slowestIsBase(...given: Given) {
  return rotate(given, {
    frequency: ({ theta, i, dHead }) => theta ** (-i / Math.max(1, dHead / 2 - 1)),
  })
}

export function frequenciesGrow(...given: Given) {
  return rotate(given, { frequency: ({ theta, i, dHead }) => theta ** ((2 * i) / dHead) })
}

export function oneFrequency(...given: Given) {
  return rotate(given, { frequency: () => 1 })
}

export function baseFixed(...given: Given) {
  return rotate(given, { frequency: (place) => frequencyOf({ ...place, theta: 10000 }) })
}

export function acrossHeads(...given: Given) {
  return rotate(given, {
    frequency: ({ theta, h, i, H, dHead }) => theta ** (-(h * dHead + 2 * i) / (H * dHead)),
  })
}

export function startIgnored(...given: Given) {
  return rotate(given, { position: ({ t }) => t })
}

export function positionsFromOne(...given: Given) {
  return rotate(given, { position: ({ start, t }) => start + t + 1 })
}

export function startForAll(...given: Given) {
  return rotate(given, { position: ({ start }) => start })
}

export function positionOfHead(...given: Given) {
  return rotate(given, { position: ({ start, h }) => start + h })
}

export function positionOfItem(...given: Given) {
  return rotate(given, { position: ({ start, b }) => start + b })
}

export function anglesInFloat32(...given: Given) {
  return rotate(given, {
    frequency: (place) => Math.fround(frequencyOf(place)),
    turn: (first, second, angle) => rotation(first, second, Math.fround(angle)),
  })
}

export const misconceptions = [
  {
    id: 'RO1',
    name: 'halfSplit',
    sameAs: 'a rotation of the pairs (i, i + dHead/2) for the pairs (2i, 2i + 1)',
    hints: [
      'With dHead = 4, which two channels does your first rotation mix?',
      'There are two ways to pair the channels, and both are in use. Which one does the statement ask for?',
      'Neighbours are a pair here: channels 2i and 2i + 1.',
    ],
    solution: halfSplit,
  },
  {
    id: 'RO2',
    name: 'halfSplitWithRepeatedAngles',
    sameAs: 'a rotation of the pairs (i, i + dHead/2) with the angles of the pairs (2i, 2i + 1)',
    hints: [
      'Is x² + y² of each pair the same before and after?',
      'Which channels are mixed in your code, and which ones share an angle?',
      'The two members of a pair have to turn by the same angle: mix channels 2i and 2i + 1, which share one.',
    ],
    solution: halfSplitWithRepeatedAngles,
  },
  {
    id: 'RO3',
    name: 'halvesOut',
    sameAs: 'a rotation that puts all first members in front of all second members',
    hints: [
      'Where does channel 1 of x stand in your result? And channel 2?',
      'Does a token at position 0 come out as it went in?',
      'Pairs stay where they were: stack the two parts along a new last axis before you reshape.',
    ],
    solution: halvesOut,
  },
  {
    id: 'RO4',
    name: 'turnedBackwards',
    sameAs: 'a rotation in the other direction',
    hints: [
      'Where does (1, 0) go at position 1: above the axis or below it?',
      'Which of the two lines has the minus sign in the formula?',
      'y[2i] = x[2i] cos a - x[2i + 1] sin a; the plus belongs to the other line.',
    ],
    solution: turnedBackwards,
  },
  {
    id: 'RO5',
    name: 'minusMissing',
    sameAs: 'a rotation without its minus sign',
    hints: [
      'Is the length of a pair the same before and after?',
      'What does your code make of (1, 1) at an angle of a quarter turn?',
      'A rotation has one minus: x[2i] cos a - x[2i + 1] sin a.',
    ],
    solution: minusMissing,
  },
  {
    id: 'RO6',
    name: 'firstOverwritten',
    sameAs: 'a rotation whose second line reads the first result for x[2i]',
    hints: [
      'The first channel of each pair is right. What does the line for the second one read?',
      'After the first assignment, what is in the variable?',
      'Both lines need the old x[2i]; keep it before you write.',
    ],
    solution: firstOverwritten,
  },
  {
    id: 'RO7',
    name: 'cosinesOnly',
    sameAs: 'channels multiplied by their cosines, without the sines',
    hints: [
      'What becomes of (1, 0) after a quarter turn in your code?',
      'Does one channel of a pair ever flow into the other?',
      'A rotation mixes the two channels of a pair; the sine terms are missing.',
    ],
    solution: cosinesOnly,
  },
  {
    id: 'RO8',
    name: 'addedToChannels',
    sameAs: 'sines and cosines added to the channels, as the first Transformer did',
    hints: [
      'What does your code make of a token of zeros?',
      'Does a token at position 0 come out unchanged?',
      'Rotary positions multiply: each pair is turned, nothing is added.',
    ],
    solution: addedToChannels,
  },
  {
    id: 'RO9',
    name: 'exponentHalved',
    sameAs: 'a rotation with the exponent -i / dHead',
    hints: [
      'Pair 0 is right. How fast should pair 1 turn, and how fast does it in your code?',
      'If your loop counts pairs, what is the number of its first channel?',
      'The exponent is -2i / dHead, where i counts pairs.',
    ],
    solution: exponentHalved,
  },
  {
    id: 'RO10',
    name: 'exponentDoubled',
    sameAs: 'a rotation with the exponent -4i / dHead',
    hints: [
      'Pair 0 is right. How fast should pair 1 turn, and how fast does it in your code?',
      'Does your loop count pairs, or channels in steps of two? Which of them is i?',
      'If the counter is the channel already, it is 2i: do not double it again.',
    ],
    solution: exponentDoubled,
  },
  {
    id: 'RO11',
    name: 'pairsFromOne',
    sameAs: 'a rotation whose pairs are counted from 1',
    hints: [
      'By which angle does the first pair of the token at position 1 turn?',
      'What is theta to the power of 0?',
      'The first pair is i = 0; its angle is the position itself.',
    ],
    solution: pairsFromOne,
  },
  {
    id: 'RO12',
    name: 'slowestIsBase',
    sameAs: 'a rotation whose last frequency is exactly 1 / theta',
    hints: [
      'Which exponent has the last pair? Is it -1?',
      'By what do you divide: the number of pairs, or one less?',
      'The exponents are 0, -2/dHead, -4/dHead …; they stop short of -1.',
    ],
    solution: slowestIsBase,
  },
  {
    id: 'RO13',
    name: 'frequenciesGrow',
    sameAs: 'a rotation whose frequencies grow from pair to pair',
    hints: [
      'Which pair turns fastest in your code?',
      'What is the sign of the exponent?',
      'theta^(-2i / dHead): the first pair is the fastest, later ones are slower.',
    ],
    solution: frequenciesGrow,
  },
  {
    id: 'RO14',
    name: 'oneFrequency',
    sameAs: 'a rotation of all pairs at the same speed',
    hints: [
      'Print the frequency of each pair. Are they different?',
      'Is the exponent 0 for every pair, because of a division of whole numbers?',
      'Pair i turns by the position times theta^(-2i / dHead).',
    ],
    solution: oneFrequency,
  },
  {
    id: 'RO15',
    name: 'baseFixed',
    sameAs: 'a rotation with the base 10000, whatever theta is',
    hints: [
      'Does your result change when theta does?',
      'Is there a number in your code that should be a parameter?',
      'Use the parameter theta for the base.',
    ],
    solution: baseFixed,
  },
  {
    id: 'RO16',
    name: 'acrossHeads',
    sameAs: 'a rotation of the whole token, before it was split into heads',
    hints: [
      'With one head all is well. Should head 1 turn more slowly than head 0?',
      'Which width stands in your exponent: that of a head, or that of the model?',
      'Frequencies begin anew in each head: i counts the pairs of a head, and d is dHead.',
    ],
    solution: acrossHeads,
  },
  {
    id: 'RO17',
    name: 'startIgnored',
    sameAs: 'a rotation that begins at position 0, whatever start is',
    hints: [
      'Does your result change when start does?',
      'When a model writes its eighth token, it comes alone. At which position is it turned?',
      'Token t stands at position start + t.',
    ],
    solution: startIgnored,
  },
  {
    id: 'RO18',
    name: 'positionsFromOne',
    sameAs: 'a rotation whose positions are too large by 1',
    hints: [
      'What should happen to token 0 when start is 0?',
      'From which number do you count?',
      'Token t stands at start + t, and t begins at 0.',
    ],
    solution: positionsFromOne,
  },
  {
    id: 'RO19',
    name: 'startForAll',
    sameAs: 'a rotation of all tokens by the angle of token 0',
    hints: [
      'Token 0 is right. Is token 1 turned further?',
      'If all tokens turn by the same angle, what do products between them tell of their distance?',
      'Each token has its own position, start + t.',
    ],
    solution: startForAll,
  },
  {
    id: 'RO20',
    name: 'positionOfHead',
    sameAs: 'a rotation by the number of the head instead of the token',
    hints: [
      'Head 0 turns less than head 1 in your result. Should it?',
      'Along which axis of x do your positions run?',
      'Tokens are axis 2. A table of shape [T, dHead / 2] lines up with the last axes by itself.',
    ],
    solution: positionOfHead,
  },
  {
    id: 'RO21',
    name: 'positionOfItem',
    sameAs: 'a rotation by the number of the item instead of the token',
    hints: [
      'Are the tokens of one item turned by different angles?',
      'Along which axis of x do your positions run?',
      'Tokens are axis 2: token t of every item stands at start + t.',
    ],
    solution: positionOfItem,
  },
  {
    id: 'RO22',
    name: 'anglesInFloat32',
    sameAs: 'a rotation by angles that were computed in float32',
    hints: [
      'Small positions are right. How many digits does float32 keep of an angle near 100000?',
      'The sine only needs the angle within one turn. In an angle such as 74989.42, which digits say that?',
      'Compute angles, sines and cosines with plain numbers, which are doubles, and make tensors of the results.',
    ],
    solution: anglesInFloat32,
  },
] satisfies readonly Misconception[]
