/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [q: tf.Tensor3D, k: tf.Tensor3D]

interface Place {
  readonly h: number
  readonly H: number
  readonly T: number
  readonly S: number
  readonly dHead: number
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly slope?: (place: Place) => number
  readonly position?: (t: number, place: Place) => number
  readonly isSeen?: (position: number, s: number) => boolean
  /** The number that is taken from the score, before the slope. */
  readonly distance?: (position: number, s: number, place: Place) => number
  readonly score?: (product: number, bias: number, place: Place) => number
  /** The weights of a row from its scores, -Infinity where nothing is seen. */
  readonly weights?: (scores: number[], biases: number[]) => number[]
}

const slopeOf = ({ h, H }: Place) => 2 ** ((-8 * (h + 1)) / H)

function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const exponentials = scores.map((score) => Math.exp(score - highest))
  const sum = exponentials.reduce((total, one) => total + one, 0)
  return exponentials.map((one) => one / sum)
}

function attend(
  [q, k]: Given,
  {
    slope = slopeOf,
    position = (t, { S, T }) => t + S - T,
    isSeen = (p, s) => s <= p,
    distance = (p, s) => p - s,
    score = (product, bias, { dHead }) => product / Math.sqrt(dHead) - bias,
    weights = softmax,
  }: Change,
): tf.Tensor {
  const [H, T, dHead] = q.shape
  const S = k.shape[1]
  const keys = k.arraySync()
  const heads = q.arraySync().map((queries, h) => {
    const place = { h, H, T, S, dHead }
    return queries.map((query, t) => {
      const p = position(t, place)
      const biases = keys[h]!.map((_, s) => slope(place) * distance(p, s, place))
      const scores = keys[h]!.map((key, s) => {
        const product = key.reduce((sum, channel, c) => sum + channel * query[c]!, 0)
        return isSeen(p, s) ? score(product, biases[s]!, place) : -Infinity
      })
      return weights(scores, biases)
    })
  })
  return tf.tensor(heads, [H, T, S])
}

const plainScore = (product: number, _bias: number, { dHead }: Place) => product / Math.sqrt(dHead)

export function biasForgotten(...given: Given) {
  return attend(given, { score: plainScore })
}

export function biasAfterSoftmax(...given: Given) {
  return attend(given, {
    score: plainScore,
    weights: (scores, biases) =>
      softmax(scores).map((weight, s) => (weight === 0 ? 0 : weight - biases[s]!)),
  })
}

export function biasDividedByRoot(...given: Given) {
  return attend(given, { score: (product, bias, { dHead }) => (product - bias) / Math.sqrt(dHead) })
}

export function farPreferred(...given: Given) {
  return attend(given, { score: (product, bias, { dHead }) => product / Math.sqrt(dHead) + bias })
}

export function scoresTimesBias(...given: Given) {
  return attend(given, {
    score: (product, bias, { dHead }) => (product / Math.sqrt(dHead)) * -bias,
  })
}

export function noScale(...given: Given) {
  return attend(given, { score: (product, bias) => product - bias })
}

export function scaledByAllHeads(...given: Given) {
  return attend(given, {
    score: (product, bias, { dHead, H }) => product / Math.sqrt(dHead * H) - bias,
  })
}

export function oneSlope(...given: Given) {
  return attend(given, { slope: ({ H }) => 2 ** (-8 / H) })
}

export function slopesFromOne(...given: Given) {
  return attend(given, { slope: ({ h, H }) => 2 ** ((-8 * h) / H) })
}

export function slopesReversed(...given: Given) {
  return attend(given, { slope: ({ h, H }) => 2 ** ((-8 * (H - h)) / H) })
}

export function slopesHalved(...given: Given) {
  return attend(given, { slope: ({ h }) => 2 ** -(h + 1) })
}

export function slopesOfE(...given: Given) {
  return attend(given, { slope: ({ h, H }) => Math.exp((-8 * (h + 1)) / H) })
}

export function slopesInEqualSteps(...given: Given) {
  return attend(given, { slope: ({ h, H }) => (H - h) / H / 2 })
}

export function slopesOfAuthors(...given: Given) {
  return attend(given, {
    slope: ({ h, H }) => {
      const power = 2 ** Math.floor(Math.log2(H))
      if (h < power) return 2 ** ((-8 * (h + 1)) / power)
      return 2 ** ((-8 * (2 * (h - power) + 1)) / (2 * power))
    },
  })
}

export function queriesAtStart(...given: Given) {
  return attend(given, { position: (t) => t })
}

export function distancesFromStart(...given: Given) {
  return attend(given, { distance: (p, s, { S, T }) => Math.abs(p - (S - T) - s) })
}

export function futureSeen(...given: Given) {
  return attend(given, { isSeen: () => true, distance: (p, s) => Math.abs(p - s) })
}

export function futurePreferred(...given: Given) {
  return attend(given, { isSeen: () => true })
}

export function squaredDistance(...given: Given) {
  return attend(given, { distance: (p, s) => (p - s) ** 2 })
}

export function logarithmOfDistance(...given: Given) {
  return attend(given, { distance: (p, s) => Math.log1p(Math.max(p - s, 0)) })
}

export function distanceByLength(...given: Given) {
  return attend(given, { distance: (p, s, { S }) => (p - s) / S })
}

export function oneForAllBehind(...given: Given) {
  return attend(given, { distance: (p, s) => Number(p !== s) })
}

export function notNormalised(...given: Given) {
  return attend(given, { weights: (scores) => scores.map(Math.exp) })
}

export const misconceptions = [
  {
    id: 'AL1',
    name: 'biasForgotten',
    sameAs: 'causal attention without any bias',
    hints: [
      'Does the order of the older keys matter in your result?',
      'If all scores are equal, should all weights be?',
      'Take slope · distance from every score before the softmax.',
    ],
    solution: biasForgotten,
  },
  {
    id: 'AL2',
    name: 'biasAfterSoftmax',
    sameAs: 'a bias that is taken from the weights instead of the scores',
    hints: [
      'Do your rows sum to 1?',
      'Can a weight of yours be negative?',
      'The bias belongs to the scores: first take it away, then the softmax.',
    ],
    solution: biasAfterSoftmax,
  },
  {
    id: 'AL3',
    name: 'biasDividedByRoot',
    sameAs: 'a bias that is divided by √dHead together with the product',
    hints: [
      'Does the effect of the distance depend on dHead in your code?',
      'Which of the two is divided by the root in the formula: the product, or the sum?',
      'Divide the product first, then take the bias away.',
    ],
    solution: biasDividedByRoot,
  },
  {
    id: 'AL4',
    name: 'farPreferred',
    sameAs: 'a bias with the wrong sign: far keys gain',
    hints: [
      'If all scores are equal, which key has the largest weight in your result?',
      'Should distance raise a score or lower it?',
      'The bias is subtracted: - slope · (p - s).',
    ],
    solution: farPreferred,
  },
  {
    id: 'AL5',
    name: 'scoresTimesBias',
    sameAs: 'scores that are multiplied by the bias',
    hints: [
      'What does your code make of a score of 0?',
      'What is the bias of a query for its own key? Should that score vanish?',
      'The bias is added to the score, not multiplied.',
    ],
    solution: scoresTimesBias,
  },
  {
    id: 'AL6',
    name: 'noScale',
    sameAs: 'a product of query and key that is not divided by √dHead',
    hints: [
      'With products of 0 all is well. What happens to a product before the bias is taken away?',
      'How does the variance of a product grow with dHead?',
      'Divide the product by √dHead, as in attention without biases.',
    ],
    solution: noScale,
  },
  {
    id: 'AL7',
    name: 'scaledByAllHeads',
    sameAs: 'a product that is divided by the root of the width of all heads',
    hints: [
      'Which width is under your root: that of one head, or of all of them?',
      'How many products are summed for one score?',
      'The root is √dHead, the width of one head.',
    ],
    solution: scaledByAllHeads,
  },
  {
    id: 'AL8',
    name: 'oneSlope',
    sameAs: 'the slope of the first head for all heads',
    hints: [
      'Head 0 is right. How fast do the weights of head 1 fall?',
      'Does your slope depend on h?',
      'The slopes form a sequence: 2^(-8(h + 1)/H).',
    ],
    solution: oneSlope,
  },
  {
    id: 'AL9',
    name: 'slopesFromOne',
    sameAs: 'slopes that begin with 1: 2^(-8h/H)',
    hints: [
      'Which slope has head 0? What does the paper have for the first of eight heads?',
      'From which number do you count the heads in the exponent?',
      'The exponent of head 0 is -8/H, not 0: use h + 1.',
    ],
    solution: slopesFromOne,
  },
  {
    id: 'AL10',
    name: 'slopesReversed',
    sameAs: 'slopes in the opposite order: the last head has the largest',
    hints: [
      'Which head looks nearby in your result?',
      'In which order do the slopes of the statement go?',
      'Head 0 has the largest slope; they shrink from head to head.',
    ],
    solution: slopesReversed,
  },
  {
    id: 'AL11',
    name: 'slopesHalved',
    sameAs: 'slopes of 1/2, 1/4, 1/8 …, which are those of eight heads',
    hints: [
      'With eight heads all is well. Does your slope depend on H?',
      'What should the smallest slope be, whatever H is?',
      'The exponent is -8(h + 1)/H: the sequence always ends at 2^-8.',
    ],
    solution: slopesHalved,
  },
  {
    id: 'AL12',
    name: 'slopesOfE',
    sameAs: 'slopes that are powers of e instead of 2',
    hints: [
      'What is your slope for head 0 of eight heads? It should be 1/2.',
      'Is Math.exp a power of 2?',
      'The base is 2: 2 ** (-8 * (h + 1) / H).',
    ],
    solution: slopesOfE,
  },
  {
    id: 'AL13',
    name: 'slopesInEqualSteps',
    sameAs: 'slopes that fall in equal steps, from 1/2 on',
    hints: [
      'Divide each of your slopes by the next. Is it always the same number?',
      'Which kind of sequence halves, and halves again?',
      'The sequence is geometric: 2^(-8(h + 1)/H).',
    ],
    solution: slopesInEqualSteps,
  },
  {
    id: 'AL14',
    name: 'slopesOfAuthors',
    sameAs: "the slopes of the authors' code where the number of heads is no power of two",
    hints: [
      'With two, four and eight heads all is well. And with six?',
      'Where do your slopes come from: the formula here, or published code?',
      'Here the formula 2^(-8(h + 1)/H) holds for any H.',
    ],
    solution: slopesOfAuthors,
  },
  {
    id: 'AL15',
    name: 'queriesAtStart',
    sameAs: 'queries that stand at the beginning instead of the end',
    hints: [
      'With as many queries as keys all is well. How many keys does the last query see otherwise?',
      'The queries are the last T of S tokens. Where does query 0 stand?',
      'Query t stands at position t + S - T.',
    ],
    solution: queriesAtStart,
  },
  {
    id: 'AL16',
    name: 'distancesFromStart',
    sameAs: 'a right mask with distances |t - s| that forget the older keys',
    hints: [
      'Each query sees the right keys. Which of them counts as the nearest one?',
      'With which position do you hide, and with which do you measure?',
      'Both need the same position of the query: p = t + S - T.',
    ],
    solution: distancesFromStart,
  },
  {
    id: 'AL17',
    name: 'futureSeen',
    sameAs: 'attention with |p - s| and no causal mask',
    hints: [
      'Which weight has a key to the right of its query?',
      'Does an earlier query change when the last key does?',
      'Keys with s > p get -Infinity before the softmax.',
    ],
    solution: futureSeen,
  },
  {
    id: 'AL18',
    name: 'futurePreferred',
    sameAs: 'attention without a causal mask, in which the future gains by its distance',
    hints: [
      'Which key has the largest weight for query 0?',
      'What is p - s for a key of the future, and what does the minus sign make of it?',
      'Keys with s > p get -Infinity before the softmax.',
    ],
    solution: futurePreferred,
  },
  {
    id: 'AL19',
    name: 'squaredDistance',
    sameAs: 'a bias that grows with the square of the distance',
    hints: [
      'One step back is right. And two?',
      'What does "linear" say about the bias at twice the distance?',
      'The bias is slope · (p - s), without a square.',
    ],
    solution: squaredDistance,
  },
  {
    id: 'AL20',
    name: 'logarithmOfDistance',
    sameAs: 'a bias that grows with the logarithm of the distance',
    hints: [
      'How much does your bias change from distance 50 to 51, and from 0 to 1?',
      'What does "linear" say about these two steps?',
      'The bias is slope · (p - s), without a logarithm.',
    ],
    solution: logarithmOfDistance,
  },
  {
    id: 'AL21',
    name: 'distanceByLength',
    sameAs: 'a bias from the distance as a share of the length',
    hints: [
      'Does the effect of one step back depend on how many keys there are?',
      'Why would a model then fail on longer texts than it was trained on?',
      'The distance is a count of places, p - s; nothing divides it.',
    ],
    solution: distanceByLength,
  },
  {
    id: 'AL22',
    name: 'oneForAllBehind',
    sameAs: 'a bias that is the same for all older keys',
    hints: [
      'One step back is right. And two?',
      'Is your distance a number, or a truth value?',
      'The bias grows with each place: slope · (p - s).',
    ],
    solution: oneForAllBehind,
  },
  {
    id: 'AL23',
    name: 'notNormalised',
    sameAs: 'exponentials of the scores that were not divided by their sum',
    hints: [
      'Do your rows sum to 1?',
      'Which step of the softmax comes after the exponential?',
      'Divide each row by its sum.',
    ],
    solution: notNormalised,
  },
] satisfies readonly Misconception[]
