/** Known wrong solutions: each is the correct computation with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [x: tf.Tensor3D, v: tf.Tensor3D, r: tf.Tensor2D, causal: boolean]

/** The pieces that the wrong solutions replace. */
interface Pieces {
  /** xR, [B, T, n / 2] -> [B, T]. */
  readonly bucketsOf: (turned: tf.Tensor) => tf.Tensor
  /** The buckets that attention uses. */
  readonly used: (buckets: tf.Tensor) => tf.Tensor
  readonly same: (left: tf.Tensor, right: tf.Tensor) => tf.Tensor
  readonly maySee: (t: number, s: number, causal: boolean) => boolean
  readonly withSelf: (others: tf.Tensor, self: tf.Tensor, mates: tf.Tensor) => tf.Tensor
  readonly queries: (x: tf.Tensor3D) => tf.Tensor
  readonly keys: (x: tf.Tensor3D) => tf.Tensor
  readonly scale: (dHead: number) => number
  readonly weigh: (scores: tf.Tensor, mask: tf.Tensor) => tf.Tensor
  readonly arrange: (output: tf.Tensor, buckets: tf.Tensor) => tf.Tensor
}

const atLengthOne = (x: tf.Tensor3D) => tf.div(x, tf.sqrt(tf.sum(tf.square(x), 2, true)))

/** Oneself where there is nobody else. */
const selfWhenAlone = (others: tf.Tensor, self: tf.Tensor) =>
  tf.logicalOr(others, tf.logicalAnd(tf.logicalNot(tf.any(others, 2, true)), self))

/** What is not replaced is as it should be. */
const right: Pieces = {
  bucketsOf: (turned) => tf.argMax(tf.concat([turned, tf.neg(turned)], 2), 2),
  used: (buckets) => buckets,
  same: (left, other) => tf.equal(left, other),
  maySee: (t, s, causal) => s !== t && (!causal || s < t),
  withSelf: selfWhenAlone,
  queries: (x) => x,
  keys: atLengthOne,
  scale: (dHead) => Math.sqrt(dHead),
  weigh: (scores, mask) => tf.softmax(tf.where(mask, scores, -Infinity)),
  arrange: (output) => output,
}

function attend([x, v, r, causal]: Given, replaced: Partial<Pieces>) {
  const pieces = { ...right, ...replaced }
  const [B, T, dHead] = x.shape
  const turned = tf.reshape(tf.matMul(tf.reshape(x, [B * T, dHead]), r), [B, T, r.shape[1]])
  const buckets = pieces.bucketsOf(turned)
  const used = pieces.used(buckets)
  const mates = pieces.same(tf.expandDims(used, 2), tf.expandDims(used, 1)) // [B, T, T]
  const places = (rule: (t: number, s: number) => boolean) =>
    tf.tensor2d(
      Array.from({ length: T }, (_row, t) => Array.from({ length: T }, (_key, s) => rule(t, s))),
      [T, T],
      'bool',
    )
  const others = tf.logicalAnd(
    mates,
    places((t, s) => pieces.maySee(t, s, causal)),
  )
  const self = places((t, s) => t === s)
  const mask = pieces.withSelf(others, self, tf.logicalAnd(mates, tf.logicalNot(self)))
  const products = tf.matMul(pieces.queries(x), pieces.keys(x), false, true)
  const weights = pieces.weigh(tf.div(products, pieces.scale(dHead)), mask)
  return { buckets, output: pieces.arrange(tf.matMul(weights, v), buckets) }
}

export function onlyHalfTheBuckets(...given: Given) {
  return attend(given, { bucketsOf: (turned) => tf.argMax(turned, 2) })
}

export function signIgnored(...given: Given) {
  return attend(given, { bucketsOf: (turned) => tf.argMax(tf.abs(turned), 2) })
}

export function oppositeFirst(...given: Given) {
  return attend(given, {
    bucketsOf: (turned) => tf.argMax(tf.concat([tf.neg(turned), turned], 2), 2),
  })
}

export function farthestDirection(...given: Given) {
  return attend(given, {
    bucketsOf: (turned) => tf.argMin(tf.abs(turned), 2),
  })
}

export function selfAlways(...given: Given) {
  return attend(given, { withSelf: (others, self) => tf.logicalOr(others, self) })
}

export function nothingWhenAlone(...given: Given) {
  return attend(given, {
    withSelf: (others) => others,
    weigh: (scores, mask) => {
      const visible = tf.where(mask, scores, -Infinity)
      const nobody = tf.logicalNot(tf.any(mask, 2, true))
      return tf.where(nobody, 0, tf.softmax(tf.where(nobody, 0, visible)))
    },
  })
}

export function nanWhenAlone(...given: Given) {
  return attend(given, { withSelf: (others) => others })
}

export function aloneBeforeCausality(...given: Given) {
  return attend(given, {
    withSelf: (others, self, mates) =>
      tf.logicalOr(others, tf.logicalAnd(tf.logicalNot(tf.any(mates, 2, true)), self)),
  })
}

export function bucketsNotUsed(...given: Given) {
  return attend(given, { same: (left, other) => tf.onesLike(tf.equal(left, other)) })
}

export function otherBuckets(...given: Given) {
  return attend(given, { same: (left, other) => tf.notEqual(left, other) })
}

export function bucketsOfLastItem(...given: Given) {
  return attend(given, {
    used: (buckets) => {
      const [B] = buckets.shape as [number]
      return tf.tile(tf.slice(buckets, [B - 1, 0], [1, -1]), [B, 1])
    },
  })
}

export function causalityIgnored(...given: Given) {
  return attend(given, { maySee: (t, s) => s !== t })
}

export function alwaysCausal(...given: Given) {
  return attend(given, { maySee: (t, s) => s < t })
}

export function laterOnly(...given: Given) {
  return attend(given, { maySee: (t, s, causal) => s !== t && (!causal || s > t) })
}

export function keysAsTheyAre(...given: Given) {
  return attend(given, { keys: (x) => x })
}

export function queriesAtLengthOne(...given: Given) {
  return attend(given, { queries: atLengthOne })
}

export function withoutScale(...given: Given) {
  return attend(given, { scale: () => 1 })
}

export function rowsInBucketOrder(...given: Given) {
  return attend(given, {
    arrange: (output, buckets) => {
      const items = (buckets as tf.Tensor2D).arraySync().map((row, b) => {
        const order = row
          .map((_, t) => t)
          .sort((one, other) => row[one]! - row[other]! || one - other)
        return tf.gather(tf.gather(output, b), tf.tensor1d(order, 'int32'))
      })
      return tf.stack(items)
    },
  })
}

export const misconceptions = [
  {
    id: 'RB1',
    name: 'onlyHalfTheBuckets',
    sameAs: 'buckets from xR alone',
    hints: [
      'Which is the highest bucket number in your result? How many buckets should there be?',
      'A vector against all directions: which of them does it follow?',
      'Take the argmax over [xR; -xR], n numbers for n / 2 directions.',
    ],
    solution: onlyHalfTheBuckets,
  },
  {
    id: 'RB2',
    name: 'signIgnored',
    sameAs: 'buckets from the size of xR, without its sign',
    hints: [
      'In which buckets are x and -x? Do they point the same way?',
      'Opposite vectors have low scores, and belong in opposite buckets: [xR; -xR].',
    ],
    solution: signIgnored,
  },
  {
    id: 'RB3',
    name: 'oppositeFirst',
    sameAs: 'buckets numbered from [-xR; xR]',
    hints: [
      'Your groups are right. Which number does a vector along the first column of r get?',
      'Buckets 0 to n / 2 - 1 are the directions themselves, the rest their opposites.',
    ],
    solution: oppositeFirst,
  },
  {
    id: 'RB4',
    name: 'farthestDirection',
    sameAs: 'buckets of the direction that a token follows least',
    hints: [
      'Is a token put with the direction it follows most, or least?',
      'The bucket is an argmax.',
    ],
    solution: farthestDirection,
  },
  {
    id: 'RB5',
    name: 'selfAlways',
    sameAs: 'tokens that always attend to themselves as well',
    hints: [
      'Queries and keys are the same vectors. How high is a token’s score with itself?',
      'Nearly all the weight would stay at home. When may a token see itself here?',
      'Only when it may see no other token.',
    ],
    solution: selfAlways,
  },
  {
    id: 'RB6',
    name: 'nothingWhenAlone',
    sameAs: 'zeros for tokens that may see no other',
    hints: [
      'What is the output of a token that is alone in its bucket?',
      'A token that may see no other sees itself, and reads its own value.',
    ],
    solution: nothingWhenAlone,
  },
  {
    id: 'RB7',
    name: 'nanWhenAlone',
    sameAs: 'a softmax over nothing for tokens that may see no other',
    hints: [
      'Which tokens have NaN in your output? How many others are in their buckets?',
      'A token that may see no other sees itself.',
    ],
    solution: nanWhenAlone,
  },
  {
    id: 'RB8',
    name: 'aloneBeforeCausality',
    sameAs: 'tokens counted as alone by their bucket, before the future is hidden',
    hints: [
      'Does the case without causality pass?',
      'The first token of a bucket, causally: how many others may it see?',
      'Alone is who may see no other, after everything is hidden that has to be.',
    ],
    solution: aloneBeforeCausality,
  },
  {
    id: 'RB9',
    name: 'bucketsNotUsed',
    sameAs: 'attention to all tokens, whatever their buckets',
    hints: [
      'Your buckets are right. Does your attention use them?',
      'A token sees tokens of its own bucket only.',
    ],
    solution: bucketsNotUsed,
  },
  {
    id: 'RB10',
    name: 'otherBuckets',
    sameAs: 'attention to all buckets but one’s own',
    hints: [
      'Your buckets are right. Whom does token 0 see?',
      'Tokens of the same bucket point the same way: these see each other.',
    ],
    solution: otherBuckets,
  },
  {
    id: 'RB11',
    name: 'bucketsOfLastItem',
    sameAs: 'attention in which all items use the buckets of the last one',
    hints: [
      'Does a batch of one pass?',
      'Whose buckets does item 0 use?',
      'Buckets are [B, T]: each item groups its own tokens.',
    ],
    solution: bucketsOfLastItem,
  },
  {
    id: 'RB12',
    name: 'causalityIgnored',
    sameAs: 'attention that sees later tokens although it is causal',
    hints: [
      'Does your output change with causal?',
      'When causal is true, token t sees s < t only, by their places in the text.',
    ],
    solution: causalityIgnored,
  },
  {
    id: 'RB13',
    name: 'alwaysCausal',
    sameAs: 'attention that hides later tokens although it is not causal',
    hints: [
      'Does your output change with causal?',
      'When causal is false, a token sees its whole bucket but itself.',
    ],
    solution: alwaysCausal,
  },
  {
    id: 'RB14',
    name: 'laterOnly',
    sameAs: 'a causal mask the wrong way round',
    hints: [
      'When causal is true, which tokens does the last one see?',
      'Row t belongs to the token that looks: it sees s < t.',
    ],
    solution: laterOnly,
  },
  {
    id: 'RB15',
    name: 'keysAsTheyAre',
    sameAs: 'keys that were not brought to length 1',
    hints: [
      'Double one token. Do the others look at it more? Should they?',
      'What does the formula do to x before it is a key?',
      'Keys are x / ‖x‖, along the channels of a token.',
    ],
    solution: keysAsTheyAre,
  },
  {
    id: 'RB16',
    name: 'queriesAtLengthOne',
    sameAs: 'queries that were brought to length 1, like the keys',
    hints: [
      'How large can your scores get at most?',
      'Only the keys get length 1; the queries stay as they are.',
    ],
    solution: queriesAtLengthOne,
  },
  {
    id: 'RB17',
    name: 'withoutScale',
    sameAs: 'scores that are not divided by √dHead',
    hints: [
      'Your buckets are right. What is missing from the score?',
      'Divide the scores by √dHead.',
    ],
    solution: withoutScale,
  },
  {
    id: 'RB18',
    name: 'rowsInBucketOrder',
    sameAs: 'an output whose rows are in the order of the buckets',
    hints: [
      'Are the right rows in your output, at wrong places?',
      'If you sorted the tokens by bucket: did you bring them back?',
      'Row t of the output belongs to token t of the text.',
    ],
    solution: rowsInBucketOrder,
  },
] satisfies readonly Misconception[]
