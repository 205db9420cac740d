/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

interface Cell {
  readonly Wx: number[][]
  readonly Wh: number[][]
  readonly b: number[]
}

interface Weights {
  readonly embedding: number[][]
  readonly encoder: Cell
  readonly decoder: Cell
  readonly Wo: number[][]
  readonly bo: number[]
}

type Given = [
  source: number[][],
  sourceLengths: number[],
  target: number[][],
  targetLengths: number[],
  weights: Weights,
]

/** What the decoder reads in a step, and the word that this step has to predict; without one it is not scored. */
type Step = readonly [read: number, due: number | null]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The words that the encoder reads. */
  readonly heard?: (words: number[], length: number) => number[]
  /** The steps of the decoder, from the real words of the target and from its whole row. */
  readonly steps?: (words: number[], row: number[]) => Step[]
  /** What is read instead of the true word, once a step has given scores. */
  readonly nextRead?: (scores: number[]) => number
  /** The state from which a step starts, given that of the step before and the encoder's last one. */
  readonly startOf?: (h: number[], encoded: number[], t: number) => number[]
  readonly encoderStart?: (previous: number[] | null, zeros: number[]) => number[]
  readonly decoderCell?: (weights: Weights) => Cell
  /** One number from the losses of every item. */
  readonly reduce?: (losses: number[][], width: number) => number
}

const [BOS, EOS] = [1, 2]

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const mean = (numbers: readonly number[]) => total(numbers) / numbers.length
const dot = (one: readonly number[], other: readonly number[]) =>
  total(one.map((entry, i) => entry * other[i]!))
const step = ({ Wx, Wh, b }: Cell, x: readonly number[], h: readonly number[]) =>
  b.map((bias, unit) => Math.tanh(dot(Wx[unit]!, x) + dot(Wh[unit]!, h) + bias))

function logSumExp(scores: readonly number[]): number {
  const highest = Math.max(...scores)
  return highest + Math.log(total(scores.map((score) => Math.exp(score - highest))))
}

/** [BOS, y1], [y1, y2], …, [yn, EOS] */
const shifted = (words: number[]): Step[] =>
  [BOS, ...words].map((read, t) => [read, words[t] ?? EOS] as const)

function forced(
  [source, sourceLengths, target, targetLengths, weights]: Given,
  {
    heard = (words, length) => words.slice(0, length),
    steps = shifted,
    nextRead,
    startOf = (h) => h,
    encoderStart = (_, zeros) => zeros,
    decoderCell = ({ decoder }) => decoder,
    reduce = (losses) => mean(losses.flat()),
  }: Change,
) {
  const { embedding, encoder, Wo, bo } = weights
  const width = target[0]!.length + 1
  const losses: number[][] = []
  let previous: number[] | null = null

  const logits = source.map((words, b) => {
    let encoded = encoderStart(
      previous,
      encoder.b.map(() => 0),
    )
    for (const word of heard(words, sourceLengths[b]!)) {
      encoded = step(encoder, embedding[word]!, encoded)
    }
    let h = encoded
    let predicted: number | null = null
    const lossesHere: number[] = []
    const rows = steps(target[b]!.slice(0, targetLengths[b]), target[b]!).map(([read, due], t) => {
      h = step(decoderCell(weights), embedding[predicted ?? read]!, startOf(h, encoded, t))
      const scores = Wo.map((row, word) => dot(row, h) + bo[word]!)
      if (due !== null) lossesHere.push(logSumExp(scores) - scores[due]!)
      if (nextRead) predicted = nextRead(scores)
      return scores
    })
    previous = h
    losses.push(lossesHere)
    while (rows.length < width) rows.push(bo.map(() => 0))
    return rows
  })
  return { logits, loss: reduce(losses, width) }
}

export function noShift(...given: Given) {
  return forced(given, { steps: (words) => [...words, EOS].map((word) => [word, word] as const) })
}

export function shiftedTwice(...given: Given) {
  return forced(given, {
    steps: (words) =>
      [BOS, ...words].map((read, t) => [read, [...words, EOS][t + 1] ?? null] as const),
  })
}

export function wordBeforeDue(...given: Given) {
  return forced(given, {
    steps: (words) => [...words, EOS].map((read, t) => [read, words[t - 1] ?? BOS] as const),
  })
}

export function endNeverPredicted(...given: Given) {
  return forced(given, { steps: (words) => shifted(words).slice(0, -1) })
}

export function endNotScored(...given: Given) {
  return forced(given, {
    steps: (words) => [BOS, ...words].map((read, t) => [read, words[t] ?? null] as const),
  })
}

export function startsWithEnd(...given: Given) {
  return forced(given, {
    steps: (words) => shifted(words).map(([read, due], t) => [t === 0 ? EOS : read, due] as const),
  })
}

export function paddingScored(...given: Given) {
  return forced(given, {
    steps: (words, row) =>
      [BOS, ...row].map((read, t) => [read, t === words.length ? EOS : (row[t] ?? 0)] as const),
  })
}

export function scoresOfPadding(...given: Given) {
  return forced(given, {
    steps: (words, row) =>
      [BOS, ...row].map(
        (read, t) => [read, t < words.length ? row[t]! : t === words.length ? EOS : null] as const,
      ),
  })
}

export function dividedByAllSteps(...given: Given) {
  return forced(given, {
    reduce: (losses, width) => total(losses.flat()) / (losses.length * width),
  })
}

export function meanOfMeans(...given: Given) {
  return forced(given, { reduce: (losses) => mean(losses.map(mean)) })
}

export function summed(...given: Given) {
  return forced(given, { reduce: (losses) => total(losses.flat()) })
}

export function stateFromPaddedEnd(...given: Given) {
  return forced(given, { heard: (words) => words })
}

export function sourceReversed(...given: Given) {
  return forced(given, { heard: (words, length) => words.slice(0, length).reverse() })
}

export function freeRunning(...given: Given) {
  return forced(given, { nextRead: (scores) => scores.indexOf(Math.max(...scores)) })
}

export function encoderIgnored(...given: Given) {
  return forced(given, { startOf: (h, encoded, t) => (t === 0 ? encoded.map(() => 0) : h) })
}

export function stateReset(...given: Given) {
  return forced(given, { startOf: (_, encoded) => encoded })
}

export function encoderWeightsTwice(...given: Given) {
  return forced(given, { decoderCell: ({ encoder }) => encoder })
}

export function stateCarriedOver(...given: Given) {
  return forced(given, { encoderStart: (previous, zeros) => previous ?? zeros })
}

export const misconceptions = [
  {
    id: 'TF1',
    name: 'noShift',
    sameAs: 'a decoder that reads the very word which it has to predict',
    hints: [
      'In step 0, which word does your decoder read, and which one is it scored on?',
      'If the answer stands in the input, what does the decoder have to learn?',
      'It reads BOS, y1, …, yn and predicts y1, …, yn, EOS: the input is one step behind.',
    ],
    solution: noShift,
  },
  {
    id: 'TF2',
    name: 'shiftedTwice',
    sameAs: 'a loss in which each step has to predict the word after the next one',
    hints: [
      'Are your logits right and only the loss wrong?',
      'Step 0 reads BOS. Which word of the target should it predict? Which one do you look up?',
      'BOS in front already shifts the input by one: step t predicts target[t], not target[t + 1].',
    ],
    solution: shiftedTwice,
  },
  {
    id: 'TF3',
    name: 'wordBeforeDue',
    sameAs: 'a decoder that reads y1, …, yn, EOS and has to predict BOS, y1, …, yn',
    hints: [
      'Does your decoder predict the word that comes, or the word that was?',
      'Which of the two rows begins with BOS, and which one ends with EOS?',
      'BOS belongs in front of the input, EOS behind the words to predict.',
    ],
    solution: wordBeforeDue,
  },
  {
    id: 'TF4',
    name: 'endNeverPredicted',
    sameAs: 'a decoder that takes only as many steps as the target has words',
    hints: [
      'How would this decoder, later on its own, say that a sentence is over?',
      'A target of n words: how many predictions are there, with EOS?',
      'There are n + 1 steps: the last one reads yn and has to predict EOS.',
    ],
    solution: endNeverPredicted,
  },
  {
    id: 'TF5',
    name: 'endNotScored',
    sameAs: 'a loss that leaves out the step which has to predict EOS',
    hints: [
      'Are your logits right and only the loss wrong?',
      'A target of n words: how many steps count in the loss?',
      'The last step counts, too: after yn the right answer is EOS.',
    ],
    solution: endNotScored,
  },
  {
    id: 'TF6',
    name: 'startsWithEnd',
    sameAs: 'a decoder that reads EOS first, instead of BOS',
    hints: [
      'Which id does your decoder read in step 0?',
      'Some systems use one word for both ends. Does this one?',
      'The first input is BOS, id 1.',
    ],
    solution: startsWithEnd,
  },
  {
    id: 'TF7',
    name: 'paddingScored',
    sameAs: 'a decoder that goes on into the padding and is scored on it',
    hints: [
      'Do items that fill their row come out right, and shorter ones not?',
      'How many steps has an item whose target has 1 word, in a batch whose longest has 5?',
      'Item b has targetLengths[b] + 1 steps. After them: zeros in the logits, nothing in the loss.',
    ],
    solution: paddingScored,
  },
  {
    id: 'TF8',
    name: 'scoresOfPadding',
    sameAs: 'logits that are not zero where an item has no step any more',
    hints: [
      'Is your loss right?',
      'What should stand in the logits after the step that predicts EOS?',
      'Set the logits to 0 after the last step of each item.',
    ],
    solution: scoresOfPadding,
  },
  {
    id: 'TF9',
    name: 'dividedByAllSteps',
    sameAs: 'a loss divided by B · (T + 1), padding included',
    hints: [
      'Add a column of padding to the target. Should the loss change? Does yours?',
      'How many steps did you add up, and by how many do you divide?',
      'Divide by the number of steps that count: the sum of targetLengths[b] + 1.',
    ],
    solution: dividedByAllSteps,
  },
  {
    id: 'TF10',
    name: 'meanOfMeans',
    sameAs: 'the mean over items of each item’s mean loss',
    hints: [
      'One item has 2 steps, another has 10. Does each step weigh the same in your loss?',
      'In which order do you divide and add?',
      'Add up the losses of all steps of all items, then divide once.',
    ],
    solution: meanOfMeans,
  },
  {
    id: 'TF11',
    name: 'summed',
    sameAs: 'the sum of all losses, not their mean',
    hints: [
      'Does your loss double when the same batch is given twice over?',
      'Divide the sum by the number of steps.',
    ],
    solution: summed,
  },
  {
    id: 'TF12',
    name: 'stateFromPaddedEnd',
    sameAs: 'an encoder that reads the padding as if it were words',
    hints: [
      'Do items that fill their row come out right, and shorter ones not?',
      'What is the last thing that your encoder reads of a short sentence?',
      'Hand over the state after word sourceLengths[b]; the padding must not move it.',
    ],
    solution: stateFromPaddedEnd,
  },
  {
    id: 'TF13',
    name: 'sourceReversed',
    sameAs: 'an encoder that reads the source from its end',
    hints: [
      'Do sources of a single word come out right?',
      'The paper of 2014 turned its sources round as a trick. What is asked here?',
      'Read from the first word to the last.',
    ],
    solution: sourceReversed,
  },
  {
    id: 'TF14',
    name: 'freeRunning',
    sameAs: 'a decoder that reads its own best guess instead of the true word',
    hints: [
      'Is the first step right, and do later ones depend on what was predicted?',
      'Who decides what the decoder reads next while it learns: the decoder or the teacher?',
      'Step t reads target[t - 1], however wrong the guess was. Feeding guesses is for after the training.',
    ],
    solution: freeRunning,
  },
  {
    id: 'TF15',
    name: 'encoderIgnored',
    sameAs: 'a decoder that starts from zeros',
    hints: [
      'Change a word of the source. Does anything change in your result?',
      'By which way does the decoder learn what the sentence said?',
      'The decoder starts from the last state of the encoder.',
    ],
    solution: encoderIgnored,
  },
  {
    id: 'TF16',
    name: 'stateReset',
    sameAs: 'a decoder that starts every step from the encoder’s state',
    hints: [
      'Is step 0 right and everything after it wrong?',
      'What does step 2 know about the word read in step 1?',
      'Only step 0 starts from the encoder’s state; every later one goes on from the step before.',
    ],
    solution: stateReset,
  },
  {
    id: 'TF17',
    name: 'encoderWeightsTwice',
    sameAs: 'a decoder that uses the weights of the encoder',
    hints: [
      'Which weights does your function never read?',
      'Reader and writer are two networks: the decoder has a cell of its own, weights.decoder.',
    ],
    solution: encoderWeightsTwice,
  },
  {
    id: 'TF18',
    name: 'stateCarriedOver',
    sameAs: 'an encoder that starts an item from where the item before it ended',
    hints: [
      'Is item 0 right, and are all later ones wrong?',
      'Where in your code does the state become zero?',
      'Every sentence starts from zeros, whatever stood before it in the batch.',
    ],
    solution: stateCarriedOver,
  },
] satisfies readonly Misconception[]
