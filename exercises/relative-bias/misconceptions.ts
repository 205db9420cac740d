/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [table: tf.Tensor2D, T: number, S: number, maxDistance: number, bidirectional: boolean]

interface Sizes {
  readonly nBuckets: number
  readonly maxDistance: number
  readonly S: number
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly relative?: (t: number, s: number) => number
  readonly bidirectional?: (asked: boolean) => boolean
  /** The bucket of a distance, among those of one direction. */
  readonly bucketOf?: (distance: number, sizes: Sizes) => number
  /** The distance that counts when there is only one direction. */
  readonly pastOnly?: (relative: number) => number
  readonly isFuture?: (relative: number) => boolean
  readonly perSide?: (nBuckets: number, bidirectional: boolean) => number
  readonly biasOf?: (table: number[][], bucket: number, h: number) => number
}

const exactly = ({ nBuckets }: Sizes) => nBuckets / 2

/** Without the bound at the last bucket. */
function unbounded(distance: number, sizes: Sizes, round = Math.floor): number {
  const exact = exactly(sizes)
  if (distance < exact) return distance
  const share = Math.log(distance / exact) / Math.log(sizes.maxDistance / exact)
  return round(exact + share * (sizes.nBuckets - exact))
}

const bounded = (distance: number, sizes: Sizes, round = Math.floor) =>
  Math.min(unbounded(distance, sizes, round), sizes.nBuckets - 1)

function biases(
  [table, T, S, maxDistance, asked]: Given,
  {
    relative = (t, s) => s - t,
    bidirectional = (both) => both,
    bucketOf = bounded,
    pastOnly = (r) => Math.max(-r, 0),
    isFuture = (r) => r > 0,
    perSide = (nBuckets, both) => (both ? nBuckets / 2 : nBuckets),
    biasOf = (learned, bucket, h) => learned[bucket]?.[h] ?? NaN,
  }: Change,
) {
  const [nBuckets, H] = table.shape
  const both = bidirectional(asked)
  const count = perSide(nBuckets, both)
  const sizes = { nBuckets: count, maxDistance, S }
  const rows = Array.from({ length: T }, (_row, t) =>
    Array.from({ length: S }, (_column, s) => {
      const r = relative(t, s)
      if (!both) return bucketOf(pastOnly(r), sizes)
      return bucketOf(Math.abs(r), sizes) + (isFuture(r) ? nBuckets / 2 : 0)
    }),
  )
  const learned = table.arraySync()
  const heads = Array.from({ length: H }, (_, h) =>
    rows.map((row) => row.map((bucket) => biasOf(learned, bucket, h))),
  )
  return { buckets: tf.tensor2d(rows, [T, S], 'int32'), bias: tf.tensor3d(heads, [H, T, S]) }
}

export function distanceReversed(...given: Given) {
  return biases(given, { relative: (t, s) => t - s })
}

export function positionOfKey(...given: Given) {
  return biases(given, { relative: (_, s) => -s })
}

export function oneOff(...given: Given) {
  return biases(given, { relative: (t, s) => s - t - 1 })
}

export function alwaysBothWays(...given: Given) {
  return biases(given, { bidirectional: () => true })
}

export function alwaysOneWay(...given: Given) {
  return biases(given, { bidirectional: () => false })
}

export function futureMirrored(...given: Given) {
  return biases(given, { pastOnly: Math.abs })
}

export function diagonalInFuture(...given: Given) {
  return biases(given, { isFuture: (r) => r >= 0 })
}

export function pastInSecondHalf(...given: Given) {
  return biases(given, { isFuture: (r) => r < 0 })
}

export function sidesNotParted(...given: Given) {
  return biases(given, { isFuture: () => false })
}

export function allBucketsForEachSide(...given: Given) {
  return biases(given, {
    perSide: (nBuckets) => nBuckets,
    biasOf: (learned, bucket, h) => learned[Math.min(bucket, learned.length - 1)]![h]!,
  })
}

export function noLastBucket(...given: Given) {
  return biases(given, { bucketOf: unbounded })
}

export function linearOnly(...given: Given) {
  return biases(given, { bucketOf: (distance, { nBuckets }) => Math.min(distance, nBuckets - 1) })
}

export function evenlySpread(...given: Given) {
  return biases(given, {
    bucketOf: (distance, { nBuckets, maxDistance }) =>
      Math.min(Math.floor((distance / maxDistance) * nBuckets), nBuckets - 1),
  })
}

export function logarithmOnly(...given: Given) {
  return biases(given, {
    bucketOf: (distance, { nBuckets, maxDistance }) =>
      distance === 0
        ? 0
        : Math.min(
            Math.floor((Math.log(distance) / Math.log(maxDistance)) * nBuckets),
            nBuckets - 1,
          ),
  })
}

export function ratioMissing(...given: Given) {
  return biases(given, {
    bucketOf: (distance, sizes) => {
      const exact = exactly(sizes)
      if (distance < exact) return distance
      const large = exact + Math.floor(Math.log(distance / exact) * (sizes.nBuckets - exact))
      return Math.min(large, sizes.nBuckets - 1)
    },
  })
}

export function allBucketsInLogarithm(...given: Given) {
  return biases(given, {
    bucketOf: (distance, sizes) => {
      const exact = exactly(sizes)
      if (distance < exact) return distance
      const share = Math.log(distance / exact) / Math.log(sizes.maxDistance / exact)
      return Math.min(exact + Math.floor(share * sizes.nBuckets), sizes.nBuckets - 1)
    },
  })
}

export function largeFromZero(...given: Given) {
  return biases(given, {
    bucketOf: (distance, sizes) => {
      const exact = exactly(sizes)
      return distance < exact ? distance : bounded(distance, sizes) - exact
    },
  })
}

export function rounded(...given: Given) {
  return biases(given, { bucketOf: (distance, sizes) => bounded(distance, sizes, Math.round) })
}

export function roundedUp(...given: Given) {
  return biases(given, { bucketOf: (distance, sizes) => bounded(distance, sizes, Math.ceil) })
}

export function distance128(...given: Given) {
  return biases(given, {
    bucketOf: (distance, sizes) => bounded(distance, { ...sizes, maxDistance: 128 }),
  })
}

export function lengthForMaxDistance(...given: Given) {
  return biases(given, {
    bucketOf: (distance, sizes) =>
      bounded(distance, { ...sizes, maxDistance: Math.max(sizes.S, sizes.nBuckets) }),
  })
}

export function firstHeadForAll(...given: Given) {
  return biases(given, { biasOf: (learned, bucket) => learned[bucket]![0]! })
}

export function meanOfHeads(...given: Given) {
  return biases(given, {
    biasOf: (learned, bucket) => {
      const heads = learned[bucket]!
      return heads.reduce((sum, one) => sum + one, 0) / heads.length
    },
  })
}

export function tableReadByHeads(...given: Given) {
  return biases(given, {
    biasOf: (learned, bucket, h) => learned.flat()[h * learned.length + bucket]!,
  })
}

export function headsLast(...given: Given) {
  const { buckets, bias } = biases(given, {})
  return { buckets, bias: tf.transpose(bias, [1, 2, 0]) }
}

export function reshapedToHeads(...given: Given) {
  const { buckets, bias } = biases(given, {})
  return { buckets, bias: tf.reshape(tf.transpose(bias, [1, 2, 0]), bias.shape) }
}

export const misconceptions = [
  {
    id: 'RB1',
    name: 'distanceReversed',
    sameAs: 'a bias with t - s for s - t: past and future are exchanged',
    hints: [
      'Query 3 looks at key 1. Is that key in its past or in its future? And in your code?',
      'Which sign has your difference for a key to the left?',
      'The relative position is s - t: negative in the past.',
    ],
    solution: distanceReversed,
  },
  {
    id: 'RB2',
    name: 'positionOfKey',
    sameAs: 'a bias from the position of the key, whatever the query is',
    hints: [
      'Are two rows of your buckets ever different?',
      'What does a key at place 5 mean to query 4, and to query 40?',
      'The bucket belongs to the difference s - t.',
    ],
    solution: positionOfKey,
  },
  {
    id: 'RB3',
    name: 'oneOff',
    sameAs: 'a bias in which every row is shifted by one place',
    hints: [
      'Which bucket does a query give to itself? At distance 0 it should be bucket 0.',
      'Is there a + 1 or a - 1 in your difference?',
      'Query t and key t are at distance 0: the relative position is s - t.',
    ],
    solution: oneOff,
  },
  {
    id: 'RB4',
    name: 'alwaysBothWays',
    sameAs: 'a bias with half of the buckets for the future, even where bidirectional is false',
    hints: [
      'Does your result depend on bidirectional?',
      'A decoder never looks into the future. What becomes of the buckets that you keep for it?',
      'Where bidirectional is false, all buckets belong to the past.',
    ],
    solution: alwaysBothWays,
  },
  {
    id: 'RB5',
    name: 'alwaysOneWay',
    sameAs: 'a bias that knows only the past, even where bidirectional is true',
    hints: [
      'Does your result depend on bidirectional?',
      'Which bucket does a key to the right get?',
      'Where bidirectional is true, the second half of the buckets belongs to keys with s > t.',
    ],
    solution: alwaysOneWay,
  },
  {
    id: 'RB6',
    name: 'futureMirrored',
    sameAs: 'a one-way bias in which the future has the buckets of the past',
    hints: [
      'Which bucket does a key to the right get, when bidirectional is false?',
      'Is |s - t| the distance that the formula asks for in this case?',
      'In one direction the distance is max(t - s, 0): all keys to the right share bucket 0.',
    ],
    solution: futureMirrored,
  },
  {
    id: 'RB7',
    name: 'diagonalInFuture',
    sameAs: 'a bias in which a query itself counts as its future',
    hints: [
      'Which bucket stands on the diagonal?',
      'Is a relative position of 0 greater than 0?',
      'Only r > 0 is the future; the diagonal has bucket 0.',
    ],
    solution: diagonalInFuture,
  },
  {
    id: 'RB8',
    name: 'pastInSecondHalf',
    sameAs: 'a bias that gives the second half of the buckets to the past',
    hints: [
      'Which half do keys to the left have in your code?',
      'What is the bucket of the key just before the query? It should be 1.',
      'Add nBuckets / 2 where r > 0, not where r < 0.',
    ],
    solution: pastInSecondHalf,
  },
  {
    id: 'RB9',
    name: 'sidesNotParted',
    sameAs: 'a bias with the same buckets for both directions',
    hints: [
      'Is your table of buckets symmetric? Should "before me" and "after me" be the same?',
      'How many different buckets occur at all?',
      'Keys to the right have the second half: add nBuckets / 2.',
    ],
    solution: sidesNotParted,
  },
  {
    id: 'RB10',
    name: 'allBucketsForEachSide',
    sameAs: 'a bias whose two directions have all nBuckets each',
    hints: [
      'What is your largest bucket? How many rows does the table have?',
      'How many buckets are left for each direction, if there are two?',
      'Halve the number of buckets first; half of that half is exact.',
    ],
    solution: allBucketsForEachSide,
  },
  {
    id: 'RB11',
    name: 'noLastBucket',
    sameAs: 'a bias without a last bucket for everything farther away',
    hints: [
      'Which bucket does a distance of 50 get? Does the table have that row?',
      'What happens to the logarithm beyond maxDistance?',
      'Take the minimum with the last bucket of the direction.',
    ],
    solution: noLastBucket,
  },
  {
    id: 'RB12',
    name: 'linearOnly',
    sameAs: 'a bias in which every bucket holds one distance, without the logarithm',
    hints: [
      'At which distance does your last bucket begin? Is that maxDistance?',
      'Does your result change when maxDistance does?',
      'From the middle on, buckets grow wider: use the logarithm for d >= n/2.',
    ],
    solution: linearOnly,
  },
  {
    id: 'RB13',
    name: 'evenlySpread',
    sameAs: 'a bias in which all buckets are equally wide',
    hints: [
      'Do distances 0 and 1 have different buckets?',
      'Where is it more useful to tell distances apart: nearby, or far away?',
      'Half of the buckets hold one distance each; only then do they grow, like a logarithm.',
    ],
    solution: evenlySpread,
  },
  {
    id: 'RB14',
    name: 'logarithmOnly',
    sameAs: 'a bias with the logarithm for all distances, also the small ones',
    hints: [
      'Do distances 1, 2 and 3 have buckets 1, 2 and 3?',
      'From which distance on does the formula take a logarithm?',
      'Below n/2 the bucket is the distance itself.',
    ],
    solution: logarithmOnly,
  },
  {
    id: 'RB15',
    name: 'ratioMissing',
    sameAs: 'a bias whose logarithm is not divided by ln(maxDistance / (n/2))',
    hints: [
      'Does your result change when maxDistance does?',
      'What is your logarithm worth at maxDistance? It should be 1 there.',
      'Divide ln(d / (n/2)) by ln(maxDistance / (n/2)).',
    ],
    solution: ratioMissing,
  },
  {
    id: 'RB16',
    name: 'allBucketsInLogarithm',
    sameAs: 'a bias whose logarithm is spread over n buckets instead of n/2',
    hints: [
      'At which distance is your last bucket reached? Is it far before maxDistance?',
      'How many buckets are left after the exact ones?',
      'The logarithm, 0 to 1, is multiplied by n - n/2.',
    ],
    solution: allBucketsInLogarithm,
  },
  {
    id: 'RB17',
    name: 'largeFromZero',
    sameAs: 'a bias whose wide buckets begin at 0 again',
    hints: [
      'Do a near and a far key ever share a bucket in your code?',
      'Which bucket should the distance n/2 have?',
      'The wide buckets follow the exact ones: add n/2.',
    ],
    solution: largeFromZero,
  },
  {
    id: 'RB18',
    name: 'rounded',
    sameAs: 'a bias with the nearest whole number instead of the one below',
    hints: [
      'Small distances are right. What do you do with 4.6?',
      'Where does a bucket begin: at a whole number, or half-way before it?',
      'The formula rounds down: Math.floor.',
    ],
    solution: rounded,
  },
  {
    id: 'RB19',
    name: 'roundedUp',
    sameAs: 'a bias with the whole number above instead of the one below',
    hints: [
      'Small distances are right. What do you do with 4.6?',
      'Which bucket has the first distance after n/2?',
      'The formula rounds down: Math.floor.',
    ],
    solution: roundedUp,
  },
  {
    id: 'RB20',
    name: 'distance128',
    sameAs: 'a bias with 128 for maxDistance, as in the paper',
    hints: [
      'Does your result change when maxDistance does?',
      'Is there a number in your code that should be a parameter?',
      'Use maxDistance as it is passed in.',
    ],
    solution: distance128,
  },
  {
    id: 'RB21',
    name: 'lengthForMaxDistance',
    sameAs: 'a bias with the number of keys for maxDistance',
    hints: [
      'Do the buckets of the first tokens change when the sequence gets longer?',
      'Where does the distance of your last bucket come from?',
      'Use maxDistance as it is passed in, not S.',
    ],
    solution: lengthForMaxDistance,
  },
  {
    id: 'RB22',
    name: 'firstHeadForAll',
    sameAs: 'a bias with what head 0 has learned, for all heads',
    hints: [
      'Head 0 is right. Is head 1 different from it?',
      'Which column of the table do you read?',
      'Head h reads column h.',
    ],
    solution: firstHeadForAll,
  },
  {
    id: 'RB23',
    name: 'meanOfHeads',
    sameAs: 'a bias with the mean of all heads, for all heads',
    hints: [
      'Are all heads of your bias the same?',
      'May one head look nearby and another one far away, if they share their numbers?',
      'Head h reads column h alone.',
    ],
    solution: meanOfHeads,
  },
  {
    id: 'RB24',
    name: 'tableReadByHeads',
    sameAs: 'a bias from the table read as [H, nBuckets]',
    hints: [
      'What is a row of the table: a head or a bucket?',
      'Did you reshape the table where a transposition was due?',
      'The table is [nBuckets, H]: a row for each bucket, a column for each head.',
    ],
    solution: tableReadByHeads,
  },
  {
    id: 'RB25',
    name: 'headsLast',
    sameAs: 'a bias with the heads as its last axis, [T, S, H]',
    hints: [
      'Which shape does tf.gather(table, buckets) have?',
      'Where do scores have their axis of heads?',
      'Move the last axis to the front: [H, T, S].',
    ],
    solution: headsLast,
  },
  {
    id: 'RB26',
    name: 'reshapedToHeads',
    sameAs: 'a bias whose axis of heads was moved by a reshape instead of a transposition',
    hints: [
      'The shape is right. Does head 0 of your bias hold numbers of head 0 alone?',
      'Which operation moves numbers, and which only gives them other labels?',
      'From [T, S, H] to [H, T, S] it takes tf.transpose(…, [2, 0, 1]).',
    ],
    solution: reshapedToHeads,
  },
] satisfies readonly Misconception[]
