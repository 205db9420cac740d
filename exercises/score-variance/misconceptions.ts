/** Known wrong solutions. Each is the correct experiment with one thing changed. */
import type { Misconception } from '../exercise.ts'

type Rows = number[][]
type Given = [q: Rows, k: Rows, widths: number[]]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly channels?: (row: number[], d: number) => number[]
  /** What the scaled scores are divided by, at width d of D. */
  readonly divisor?: (d: number, D: number) => number
  readonly weigh?: (scores: Rows) => Rows
  readonly variance?: (scores: Rows, weights: Rows) => number
  readonly largest?: (weights: Rows) => number
  readonly entropy?: (weights: Rows) => number
  /** The last word on the measured numbers of one width. */
  readonly finish?: (raw: Numbers, scaled: Numbers, d: number) => Numbers
}

interface Numbers {
  readonly variance: number
  readonly largest: number
  readonly entropy: number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const mean = (numbers: readonly number[]) => total(numbers) / numbers.length
const dot = (one: number[], other: number[]) => total(one.map((entry, at) => entry * other[at]!))
const transposed = (rows: Rows) => rows[0]!.map((_, column) => rows.map((row) => row[column]!))

function softmax(scores: number[]): number[] {
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)))
  return exponentials.map((one) => one / total(exponentials))
}
function spread(numbers: number[]): number {
  const centre = mean(numbers)
  return mean(numbers.map((one) => (one - centre) ** 2))
}
/** -w ln w, which is 0 for a weight of 0. */
const surprise = (weight: number) => (weight > 0 ? -weight * Math.log(weight) : 0)
const entropyOf = (weights: number[]) => total(weights.map(surprise))

function experiment(
  [q, k, widths]: Given,
  {
    channels = (row, d) => row.slice(0, d),
    divisor = Math.sqrt,
    weigh = (scores) => scores.map(softmax),
    variance = (scores) => spread(scores.flat()),
    largest = (weights) => mean(weights.map((row) => Math.max(...row))),
    entropy = (weights) => mean(weights.map(entropyOf)),
    finish = (_, scaled) => scaled,
  }: Change,
) {
  const measure = (d: number, by: number): Numbers => {
    const scores = q.map((query) => k.map((key) => dot(channels(query, d), channels(key, d)) / by))
    const weights = weigh(scores)
    return {
      variance: variance(scores, weights),
      largest: largest(weights),
      entropy: entropy(weights),
    }
  }
  const pairs = widths.map((d) => {
    const raw = measure(d, 1)
    return { raw, scaled: finish(raw, measure(d, divisor(d, q[0]!.length)), d) }
  })
  const columns = (kind: 'raw' | 'scaled') => ({
    variance: pairs.map((pair) => pair[kind].variance),
    largest: pairs.map((pair) => pair[kind].largest),
    entropy: pairs.map((pair) => pair[kind].entropy),
  })
  return { raw: columns('raw'), scaled: columns('scaled') }
}

export function neverScaled(...given: Given) {
  return experiment(given, { divisor: () => 1 })
}

export function dividedByWidth(...given: Given) {
  return experiment(given, { divisor: (d) => d })
}

export function multipliedByRoot(...given: Given) {
  return experiment(given, { divisor: (d) => 1 / Math.sqrt(d) })
}

export function rootOfAllChannels(...given: Given) {
  return experiment(given, { divisor: (_, D) => Math.sqrt(D) })
}

export function allChannels(...given: Given) {
  return experiment(given, { channels: (row) => row })
}

export function lastChannels(...given: Given) {
  return experiment(given, { channels: (row, d) => row.slice(-d) })
}

export function oneChannel(...given: Given) {
  return experiment(given, { channels: (row, d) => [row[d - 1]!] })
}

export function standardDeviation(...given: Given) {
  return experiment(given, { variance: (scores) => Math.sqrt(spread(scores.flat())) })
}

export function dividedByOneLess(...given: Given) {
  return experiment(given, {
    variance: (scores) => {
      const count = scores.flat().length
      return (spread(scores.flat()) * count) / Math.max(1, count - 1)
    },
  })
}

export function meanNotSubtracted(...given: Given) {
  return experiment(given, { variance: (scores) => mean(scores.flat().map((one) => one ** 2)) })
}

export function variancePerQuery(...given: Given) {
  return experiment(given, { variance: (scores) => mean(scores.map(spread)) })
}

export function varianceOfWeights(...given: Given) {
  return experiment(given, { variance: (_, weights) => spread(weights.flat()) })
}

export function varianceByRoot(...given: Given) {
  return experiment(given, {
    finish: (raw, scaled, d) => ({ ...scaled, variance: raw.variance / Math.sqrt(d) }),
  })
}

export function weightsScaled(...given: Given) {
  return experiment(given, {
    finish: (raw, scaled, d) => ({ ...scaled, largest: raw.largest / Math.sqrt(d) }),
  })
}

export function softmaxOverQueries(...given: Given) {
  return experiment(given, {
    weigh: (scores) => transposed(transposed(scores).map(softmax)),
  })
}

export function oneSoftmaxForAll(...given: Given) {
  return experiment(given, {
    weigh: (scores) => {
      const all = softmax(scores.flat())
      const S = scores[0]!.length
      return scores.map((_, t) => all.slice(t * S, (t + 1) * S))
    },
  })
}

export function withoutMaximum(...given: Given) {
  return experiment(given, {
    weigh: (scores) =>
      scores.map((row) => row.map((score) => Math.exp(score) / total(row.map(Math.exp)))),
  })
}

export function largestOfAll(...given: Given) {
  return experiment(given, { largest: (weights) => Math.max(...weights.flat()) })
}

export function bits(...given: Given) {
  return experiment(given, { entropy: (weights) => mean(weights.map(entropyOf)) / Math.LN2 })
}

export function signForgotten(...given: Given) {
  return experiment(given, { entropy: (weights) => -mean(weights.map(entropyOf)) })
}

export function entropySummed(...given: Given) {
  return experiment(given, { entropy: (weights) => total(weights.map(entropyOf)) })
}

export function meanOfAllTerms(...given: Given) {
  return experiment(given, { entropy: (weights) => mean(weights.flat().map(surprise)) })
}

export function entropyOfMeanWeights(...given: Given) {
  return experiment(given, { entropy: (weights) => entropyOf(transposed(weights).map(mean)) })
}

export function logarithmOfZero(...given: Given) {
  return experiment(given, {
    entropy: (weights) =>
      mean(weights.map((row) => total(row.map((weight) => -weight * Math.log(weight))))),
  })
}

export const misconceptions = [
  {
    id: 'SV1',
    name: 'neverScaled',
    sameAs: 'scaled numbers that are those of the raw scores',
    hints: [
      'Are your two records the same?',
      'What is done to the scores before the second measurement?',
      'Scaled scores are q · k / √d.',
    ],
    solution: neverScaled,
  },
  {
    id: 'SV2',
    name: 'dividedByWidth',
    sameAs: 'scores divided by d instead of √d',
    hints: [
      'What is your scaled variance for large d: near 1, or near 0?',
      'Dividing numbers by c divides their variance by c². Which c makes d into 1?',
      'Divide the scores by √d.',
    ],
    solution: dividedByWidth,
  },
  {
    id: 'SV3',
    name: 'multipliedByRoot',
    sameAs: 'scores multiplied by √d instead of divided',
    hints: ['Should the scale make the variance larger or smaller?', 'Divide the scores by √d.'],
    solution: multipliedByRoot,
  },
  {
    id: 'SV4',
    name: 'rootOfAllChannels',
    sameAs: 'scores divided by √D, the root of all channels, at every width',
    hints: [
      'Is the full width right, and every smaller one wrong?',
      'How many products does the score have at width d?',
      'Divide by √d, the width in use.',
    ],
    solution: rootOfAllChannels,
  },
  {
    id: 'SV5',
    name: 'allChannels',
    sameAs: 'scores over all channels, whatever the width',
    hints: [
      'Is your raw variance the same at every width?',
      'Where does your dot product stop?',
      'At width d the dot product runs over the first d channels.',
    ],
    solution: allChannels,
  },
  {
    id: 'SV6',
    name: 'lastChannels',
    sameAs: 'scores over the last d channels',
    hints: [
      'Is the full width right?',
      'Which channels belong to width 1?',
      'Take the channels 0 to d - 1.',
    ],
    solution: lastChannels,
  },
  {
    id: 'SV7',
    name: 'oneChannel',
    sameAs: 'scores from a single channel, number d - 1',
    hints: [
      'Is width 1 right?',
      'How many products does the score have at width d?',
      'Add up the products of the channels 0 to d - 1.',
    ],
    solution: oneChannel,
  },
  {
    id: 'SV8',
    name: 'standardDeviation',
    sameAs: 'standard deviations instead of variances',
    hints: [
      'Double all queries. By what does a variance grow? And yours?',
      'A variance is the mean of squares; no root is taken.',
    ],
    solution: standardDeviation,
  },
  {
    id: 'SV9',
    name: 'dividedByOneLess',
    sameAs: 'a variance that divides by T·S - 1',
    hints: [
      'Is your variance a little too large, by the same factor everywhere?',
      'By how many do you divide the sum of squares, and how many scores are there?',
      'Divide by the number of scores, T·S.',
    ],
    solution: dividedByOneLess,
  },
  {
    id: 'SV10',
    name: 'meanNotSubtracted',
    sameAs: 'the mean of squared scores, from which their mean is not subtracted',
    hints: [
      'All scores are 1. What is their variance? What is yours?',
      'Subtract the mean of the scores before you square.',
    ],
    solution: meanNotSubtracted,
  },
  {
    id: 'SV11',
    name: 'variancePerQuery',
    sameAs: 'the variance within each query, as a mean over the queries',
    hints: [
      'Around how many different means do you measure?',
      'One mean and one variance for all T·S scores.',
    ],
    solution: variancePerQuery,
  },
  {
    id: 'SV12',
    name: 'varianceOfWeights',
    sameAs: 'the variance of the weights, not of the scores',
    hints: ['Can your variance be larger than 1?', 'Measure the scores before the softmax.'],
    solution: varianceOfWeights,
  },
  {
    id: 'SV13',
    name: 'varianceByRoot',
    sameAs: 'a scaled variance that is the raw one divided by √d',
    hints: [
      'Dividing numbers by c divides their variance by what?',
      'Scores go by √d, their variance by d.',
    ],
    solution: varianceByRoot,
  },
  {
    id: 'SV14',
    name: 'weightsScaled',
    sameAs: 'a largest weight that is divided by √d, in place of the scores',
    hints: [
      'Is your largest weight sometimes smaller than 1/S? Can it be?',
      'Divide the scores before the softmax, and take the largest weight of what comes out.',
    ],
    solution: weightsScaled,
  },
  {
    id: 'SV15',
    name: 'softmaxOverQueries',
    sameAs: 'a softmax over the queries instead of the keys',
    hints: [
      'Add up the weights of one query. Is it 1?',
      'Each query spreads a total weight of 1 over the keys.',
    ],
    solution: softmaxOverQueries,
  },
  {
    id: 'SV16',
    name: 'oneSoftmaxForAll',
    sameAs: 'one softmax over all T·S scores',
    hints: ['Add up the weights of one query. Is it 1?', 'Each query has a softmax of its own.'],
    solution: oneSoftmaxForAll,
  },
  {
    id: 'SV17',
    name: 'withoutMaximum',
    sameAs: 'a softmax that does not subtract the largest score first',
    hints: [
      'What is Math.exp(900)? And Infinity divided by Infinity?',
      'Subtract the largest score of each query before exp. The weights stay the same.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'SV18',
    name: 'largestOfAll',
    sameAs: 'the largest weight of all queries together',
    hints: [
      'How many largest weights are there at one width?',
      'Take the largest weight of each query, then the mean over the queries.',
    ],
    solution: largestOfAll,
  },
  {
    id: 'SV19',
    name: 'bits',
    sameAs: 'entropies in bits',
    hints: [
      'Two keys with a weight of 0.5 each: is your entropy 1 or 0.6931?',
      'Use the natural logarithm.',
    ],
    solution: bits,
  },
  {
    id: 'SV20',
    name: 'signForgotten',
    sameAs: 'entropies without their minus sign',
    hints: [
      'What sign has the logarithm of a number below 1?',
      'Entropy is -Σ w ln w, and never negative.',
    ],
    solution: signForgotten,
  },
  {
    id: 'SV21',
    name: 'entropySummed',
    sameAs: 'the sum of all queries’ entropies',
    hints: [
      'Two keys with equal weights, ten queries: what should come out?',
      'Take the mean over the queries.',
    ],
    solution: entropySummed,
  },
  {
    id: 'SV22',
    name: 'meanOfAllTerms',
    sameAs: 'the mean of -w ln w over all T·S weights',
    hints: [
      'Two keys with equal weights: the entropy is ln 2. What is yours?',
      'Add up over the keys of a query; the mean is over the queries only.',
    ],
    solution: meanOfAllTerms,
  },
  {
    id: 'SV23',
    name: 'entropyOfMeanWeights',
    sameAs: 'the entropy of the mean weights',
    hints: [
      'Query 0 looks at key 0 alone, query 1 at key 1 alone. How much choice has each? What is your number?',
      'First the entropy of each query, then the mean.',
    ],
    solution: entropyOfMeanWeights,
  },
  {
    id: 'SV24',
    name: 'logarithmOfZero',
    sameAs: 'entropies that are NaN where a weight is 0',
    hints: [
      'What is Math.log(0)? And 0 times that?',
      'As w goes to 0, so does w ln w. Leave such terms out.',
    ],
    solution: logarithmOfZero,
  },
] satisfies readonly Misconception[]
