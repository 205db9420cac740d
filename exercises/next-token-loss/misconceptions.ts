/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [logits: tf.Tensor3D, ids: tf.Tensor2D, lengths: tf.Tensor1D]

/** A row of logits and the token that it is scored on. */
type Prediction = readonly [row: number[], due: number]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The predictions of one text, from its rows of logits, its tokens and its length. */
  readonly predictions?: (rows: number[][], tokens: number[], length: number) => Prediction[]
  readonly surprise?: (row: number[], due: number) => number
  /** One number from the losses of every text. */
  readonly reduce?: (losses: number[][], tokens: number[][], lengths: number[]) => number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const mean = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : total(numbers) / numbers.length

function logSumExp(row: readonly number[]): number {
  const highest = Math.max(...row)
  return highest + Math.log(total(row.map((score) => Math.exp(score - highest))))
}

const surpriseOf = (row: readonly number[], due: number) => logSumExp(row) - row[due]!

/** Row t with token t + `ahead`, for every t with both of them real. */
const pairs =
  (ahead: number) =>
  (rows: number[][], tokens: number[], length: number): Prediction[] =>
    rows.flatMap((row, t) =>
      t < length && t + ahead >= 0 && t + ahead < length ? [[row, tokens[t + ahead]!]] : [],
    )

function lossWith(
  [logits, ids, lengths]: Given,
  {
    predictions = pairs(1),
    surprise = surpriseOf,
    reduce = (losses) => mean(losses.flat()),
  }: Change,
): number {
  const [scores, tokens, real] = [logits.arraySync(), ids.arraySync(), lengths.arraySync()]
  const losses = tokens.map((row, b) =>
    predictions(scores[b]!, row, real[b]!).map(([given, due]) => surprise(given, due)),
  )
  return reduce(losses, tokens, real)
}

export function noShift(...given: Given) {
  return lossWith(given, { predictions: pairs(0) })
}

export function shiftedTwice(...given: Given) {
  return lossWith(given, { predictions: pairs(2) })
}

export function tokenBefore(...given: Given) {
  return lossWith(given, { predictions: pairs(-1) })
}

export function rolled(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens, length) =>
      rows.slice(0, length).map((row, t) => [row, tokens[(t + 1) % length]!]),
  })
}

export function flattenedFirst(...given: Given) {
  const [logits, ids, lengths] = given
  const [B, T] = ids.shape
  const rows = logits.arraySync().flat()
  const tokens = ids.arraySync().flat()
  const real = lengths.arraySync()
  const losses: number[] = []
  for (let at = 0; at + 1 < B * T; at++) {
    const isReal = (at + 1) % T < real[Math.floor((at + 1) / T)]!
    if (isReal) losses.push(surpriseOf(rows[at]!, tokens[at + 1]!))
  }
  return mean(losses)
}

export function meanOfMeans(...given: Given) {
  return lossWith(given, {
    reduce: (losses) => mean(losses.filter((ofText) => ofText.length > 0).map(mean)),
  })
}

export function paddingScored(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens) => tokens.slice(1).map((due, t) => [rows[t]!, due]),
  })
}

export function firstPaddingScored(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens, length) =>
      tokens.slice(1, length + 1).map((due, t) => [rows[t]!, due]),
  })
}

export function lastTokenNotScored(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens, length) => pairs(1)(rows, tokens, length - 1),
  })
}

export function lastTokenOnly(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens, length) => pairs(1)(rows, tokens, length).slice(-1),
  })
}

export function summed(...given: Given) {
  return lossWith(given, { reduce: (losses) => total(losses.flat()) })
}

export function dividedByTokens(...given: Given) {
  return lossWith(given, { reduce: (losses, _, real) => total(losses.flat()) / total(real) })
}

export function dividedByAllPlaces(...given: Given) {
  return lossWith(given, {
    reduce: (losses, tokens) =>
      total(losses.flat()) / (tokens.length * Math.max(1, tokens[0]!.length - 1)),
  })
}

export function dividedByTexts(...given: Given) {
  return lossWith(given, { reduce: (losses) => total(losses.flat()) / losses.length })
}

export function tokenZeroIgnored(...given: Given) {
  return lossWith(given, {
    predictions: (rows, tokens, length) =>
      pairs(1)(rows, tokens, length).filter(([, due]) => due !== 0),
  })
}

export function firstTextOnly(...given: Given) {
  return lossWith(given, { reduce: (losses) => mean(losses[0]!) })
}

export function softmaxTwice(...given: Given) {
  return lossWith(given, {
    surprise: (row, due) => {
      const logSum = logSumExp(row)
      return surpriseOf(
        row.map((score) => Math.exp(score - logSum)),
        due,
      )
    },
  })
}

export function logarithmOfZero(...given: Given) {
  return lossWith(given, {
    surprise: (row, due) => -Math.log(Math.exp(row[due]! - logSumExp(row))),
  })
}

export function perplexity(...given: Given) {
  return lossWith(given, { reduce: (losses) => Math.exp(mean(losses.flat())) })
}

export function meanOfNothing(...given: Given) {
  return lossWith(given, { reduce: (losses) => total(losses.flat()) / losses.flat().length })
}

export const misconceptions = [
  {
    id: 'NL1',
    name: 'noShift',
    sameAs: 'a loss that scores each position on the very token that it has read',
    hints: [
      'Which tokens has position t read? Which one should it predict?',
      'How low could your loss fall for a model that only repeats what it reads?',
      'Position t is scored on token t + 1.',
    ],
    solution: noShift,
  },
  {
    id: 'NL2',
    name: 'shiftedTwice',
    sameAs: 'a loss that scores each position on the token after the next one',
    hints: [
      'By how many places is a target ahead of its row of logits in your code?',
      'Are the targets shifted already when your loop adds one more?',
      'One shift is enough: position t predicts token t + 1.',
    ],
    solution: shiftedTwice,
  },
  {
    id: 'NL3',
    name: 'tokenBefore',
    sameAs: 'a loss that scores each position on the token before it',
    hints: [
      'Which row of logits has nothing to predict: the first or the last? Which one do you drop?',
      'Does your position 3 look for a token that comes or for one that was?',
      'Drop the last row of logits and the first token, not the other way round.',
    ],
    solution: tokenBefore,
  },
  {
    id: 'NL4',
    name: 'rolled',
    sameAs: 'a loss in which the last position has to predict the first token',
    hints: [
      'Edit the first token of a text and nothing else. Should the loss change? Does yours?',
      'What takes the place of the token after the last one in your targets?',
      'A shift that goes round brings token 0 back at the end. That row has no target: leave it out.',
    ],
    solution: rolled,
  },
  {
    id: 'NL5',
    name: 'flattenedFirst',
    sameAs: 'a loss in which the end of one text has to predict the start of the next one',
    hints: [
      'Does a batch of one text come out right, and a larger one not?',
      'After [B, T] has become [B · T], which token comes after the last one of text 0?',
      'Shift inside each text first; flatten afterwards.',
    ],
    solution: flattenedFirst,
  },
  {
    id: 'NL6',
    name: 'meanOfMeans',
    sameAs: 'the mean over texts of each text’s mean loss',
    hints: [
      'Are texts of equal length right, and texts of different lengths wrong?',
      'One text has 1 prediction, another has 99. Does each prediction weigh the same in your loss?',
      'Add up all losses of all texts, then divide once.',
    ],
    solution: meanOfMeans,
  },
  {
    id: 'NL7',
    name: 'paddingScored',
    sameAs: 'a loss that scores the padding as if it were text',
    hints: [
      'Write other numbers into the padding. Should the loss change? Does yours?',
      'Where does your code use lengths?',
      'Only predictions of real tokens count: t + 1 < lengths[b].',
    ],
    solution: paddingScored,
  },
  {
    id: 'NL8',
    name: 'firstPaddingScored',
    sameAs: 'a loss that scores one token too many of each padded text',
    hints: [
      'A text of 3 tokens: how many predictions can be checked? How many do you count?',
      'The row of logits is real, but is the token that it is scored on?',
      'The target has to be real: t + 1 < lengths[b], not t < lengths[b].',
    ],
    solution: firstPaddingScored,
  },
  {
    id: 'NL9',
    name: 'lastTokenNotScored',
    sameAs: 'a loss that leaves out the prediction of the last token',
    hints: [
      'A text of 3 tokens: how many predictions can be checked? How many do you count?',
      'Is one cut made twice, once for the logits and once in the length?',
      'A text of n tokens has n - 1 predictions; the last one is that of token n - 1.',
    ],
    solution: lastTokenNotScored,
  },
  {
    id: 'NL10',
    name: 'lastTokenOnly',
    sameAs: 'a loss of the last prediction of each text alone',
    hints: [
      'How many rows of logits does a text of 6 tokens give, and how many of them can be checked?',
      'One pass over the text makes a prediction at every position. Why throw most of them away?',
      'All positions count, not only the last one.',
    ],
    solution: lastTokenOnly,
  },
  {
    id: 'NL11',
    name: 'summed',
    sameAs: 'the sum of all losses instead of their mean',
    hints: [
      'Give every text twice over. Should the loss change? Does yours?',
      'Divide the sum by the number of predictions.',
    ],
    solution: summed,
  },
  {
    id: 'NL12',
    name: 'dividedByTokens',
    sameAs: 'a loss divided by the number of real tokens',
    hints: [
      'How many losses are in your sum? By what do you divide?',
      'Is every token of a text predicted by somebody?',
      'A text of n tokens has n - 1 predictions: divide by the sum of those.',
    ],
    solution: dividedByTokens,
  },
  {
    id: 'NL13',
    name: 'dividedByAllPlaces',
    sameAs: 'a loss divided by B · (T - 1), padding included',
    hints: [
      'Are texts that fill their row right, and padded ones too small?',
      'Add a column of padding to the batch. Should the loss change? Does yours?',
      'Divide by the number of predictions that count.',
    ],
    solution: dividedByAllPlaces,
  },
  {
    id: 'NL14',
    name: 'dividedByTexts',
    sameAs: 'the sum of the losses divided by the number of texts',
    hints: [
      'By how much is your loss too large: by the length of a text, perhaps?',
      'Should a longer text have a higher loss because it is longer?',
      'Divide by the number of predictions, not by B.',
    ],
    solution: dividedByTexts,
  },
  {
    id: 'NL15',
    name: 'tokenZeroIgnored',
    sameAs: 'a loss that takes every token 0 for padding',
    hints: [
      'Which losses are missing from your sum? What do their targets have in common?',
      'Is there a number here that means padding?',
      'Token 0 is a token like any other; only lengths says where the padding begins.',
    ],
    solution: tokenZeroIgnored,
  },
  {
    id: 'NL16',
    name: 'firstTextOnly',
    sameAs: 'the loss of the first text alone',
    hints: [
      'Edit the second text. Does your loss change?',
      'Where does the index of the text appear in your code?',
      'The mean runs over all texts of the batch.',
    ],
    solution: firstTextOnly,
  },
  {
    id: 'NL17',
    name: 'softmaxTwice',
    sameAs: 'a loss with softmax applied twice',
    hints: [
      'What happens to the logits on their way through your code?',
      'Does the function that you call for the loss expect scores or probabilities?',
      'logits are raw scores: one softmax, inside the cross-entropy.',
    ],
    solution: softmaxTwice,
  },
  {
    id: 'NL18',
    name: 'logarithmOfZero',
    sameAs: 'a loss that takes the logarithm of a probability that has rounded to 0',
    hints: [
      'What is Math.exp(-800)? And the logarithm of that?',
      'Can you get from logits to a logarithm without a probability on the way?',
      '-log softmax(l)[y] is log Σ exp(l) - l[y], with the maximum subtracted before exp.',
    ],
    solution: logarithmOfZero,
  },
  {
    id: 'NL19',
    name: 'perplexity',
    sameAs: 'the perplexity, exp of the loss',
    hints: [
      'Is there one exponential too many at the end?',
      'exp(loss) is the perplexity; the loss itself is asked here.',
    ],
    solution: perplexity,
  },
  {
    id: 'NL20',
    name: 'meanOfNothing',
    sameAs: 'a loss that is 0 / 0 when no text has a second token',
    hints: [
      'What is 0 / 0?',
      'How many predictions are there when every text has one token?',
      'With nothing to predict the loss is 0 here: look at the count before you divide.',
    ],
    solution: meanOfNothing,
  },
] satisfies readonly Misconception[]
