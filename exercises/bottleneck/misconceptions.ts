/** Known wrong solutions. Each is the correct measurement with one thing changed. */
import type { Misconception } from '../exercise.ts'

/** One sentence, cut to its first n words, with all that a read needs. */
interface Cut {
  readonly n: number
  /** All L words of the sentence. */
  readonly sentence: number[]
  readonly words: number[][]
  readonly signs: number[][]
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** What is added to the memory for position s. */
  readonly written?: (cut: Cut, s: number) => number[]
  /** The positions whose words are kept, in both memories. */
  readonly kept?: (cut: Cut) => number[]
  readonly isOverwritten?: boolean
  readonly isCarriedOver?: boolean
  readonly readBack?: (memory: number[], cut: Cut, t: number) => number[]
  readonly scores?: (cut: Cut, t: number, kept: number[]) => number[]
  readonly weights?: (scores: number[]) => number[]
  readonly value?: (cut: Cut, s: number) => number[]
  /** The words among which the nearest one is looked for. */
  readonly candidates?: (cut: Cut) => number[]
  /** One number from what was right, [N, n]. */
  readonly share?: (right: boolean[][], L: number) => number
  readonly lengths?: (L: number) => number[]
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const dot = (one: readonly number[], other: readonly number[]) =>
  total(one.map((entry, d) => entry * other[d]!))
const times = (one: readonly number[], other: readonly number[]) =>
  one.map((entry, d) => entry * other[d]!)
const range = (length: number) => Array.from({ length }, (_, at) => at)
const wordAt = ({ words, sentence }: Cut, s: number) => words[sentence[s]!]!

const products = ({ signs }: Cut, t: number, kept: number[]) =>
  kept.map((s) => dot(signs[t]!, signs[s]!))
const scaled = (cut: Cut, t: number, kept: number[]) =>
  products(cut, t, kept).map((product) => product / Math.sqrt(cut.signs[0]!.length))

function softmax(scores: number[]): number[] {
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)))
  return exponentials.map((one) => one / total(exponentials))
}

function measured(
  words: number[][],
  signs: number[][],
  sentences: number[][],
  {
    written = (cut, s) => times(cut.signs[s]!, wordAt(cut, s)),
    kept = ({ n }) => range(n),
    isOverwritten = false,
    isCarriedOver = false,
    readBack = (memory, cut, t) => times(cut.signs[t]!, memory),
    scores = scaled,
    weights = softmax,
    value = wordAt,
    candidates = ({ words: all }) => range(all.length),
    share = (right) => right.flat().filter(Boolean).length / right.flat().length,
    lengths = (L) => range(L).map((at) => at + 1),
  }: Change,
): number[][] {
  const empty = words[0]!.map(() => 0)
  const nearest = (read: number[], cut: Cut) =>
    candidates(cut).reduce((best, word) =>
      dot(read, words[word]!) > dot(read, words[best]!) ? word : best,
    )
  const columns = lengths(signs.length).map((n) => {
    let memory = empty
    const [byVector, byAttention]: [boolean[][], boolean[][]] = [[], []]
    for (const sentence of sentences) {
      const cut = { n, sentence, words, signs }
      if (!isCarriedOver) memory = empty
      for (const s of kept(cut)) {
        const before = isOverwritten ? empty : memory
        memory = written(cut, s).map((entry, d) => entry + before[d]!)
      }
      const filled = memory
      byVector.push(range(n).map((t) => nearest(readBack(filled, cut, t), cut) === sentence[t]))
      byAttention.push(
        range(n).map((t) => {
          const shares = weights(scores(cut, t, kept(cut)))
          const read = empty.map((_, d) =>
            total(kept(cut).map((s, at) => shares[at]! * value(cut, s)[d]!)),
          )
          return nearest(read, cut) === sentence[t]
        }),
      )
    }
    return [share(byVector, signs.length), share(byAttention, signs.length)]
  })
  return [0, 1].map((memory) => columns.map((column) => column[memory]!))
}

export function withoutSigns(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { written: wordAt, readBack: (memory) => memory })
}

export function signsNotRemoved(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { readBack: (memory) => memory })
}

export function signsNotWritten(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { written: wordAt })
}

export function overwritten(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { isOverwritten: true })
}

export function wholeSentenceKept(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { kept: ({ sentence }) => range(sentence.length) })
}

export function carriedOver(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { isCarriedOver: true })
}

export function newestWordOnly(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    share: (right) => right.filter((row) => row.at(-1)).length / right.length,
  })
}

export function oldestWordOnly(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    share: (right) => right.filter((row) => row[0]).length / right.length,
  })
}

export function wholeSentencesCounted(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    share: (right) => right.filter((row) => row.every(Boolean)).length / right.length,
  })
}

export function dividedByLongest(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    share: (right, L) => right.flat().filter(Boolean).length / (right.length * L),
  })
}

export function firstSentenceOnly(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences.slice(0, 1), {})
}

export function lengthsFromZero(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    lengths: range,
    share: (right) => right.flat().filter(Boolean).length / Math.max(1, right.flat().length),
  })
}

export function notScaled(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { scores: products })
}

export function dividedByWidth(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    scores: (cut, t, kept) => products(cut, t, kept).map((one) => one / cut.signs[0]!.length),
  })
}

export function plainMean(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { weights: (scores) => scores.map(() => 1) })
}

export function scoresAsWeights(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, { weights: (scores) => scores })
}

export function bestKeyOnly(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    scores: (_, t, kept) => kept.map((s) => (s === t ? 1 : 0)),
    weights: (scores) => scores,
  })
}

export function signedValues(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    value: (cut, s) => times(cut.signs[s]!, wordAt(cut, s)),
  })
}

export function wordsAsKeys(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {
    scores: (cut, t, kept) =>
      kept.map((s) => dot(wordAt(cut, t), wordAt(cut, s)) / Math.sqrt(words[0]!.length)),
  })
}

export function guessedFromTheSentence(
  words: number[][],
  signs: number[][],
  sentences: number[][],
) {
  return measured(words, signs, sentences, {
    candidates: ({ sentence, n }) => sentence.slice(0, n),
  })
}

export function rowsExchanged(words: number[][], signs: number[][], sentences: number[][]) {
  return measured(words, signs, sentences, {}).reverse()
}

export const misconceptions = [
  {
    id: 'BN1',
    name: 'withoutSigns',
    sameAs: 'one vector in which words are added without the signs of their positions',
    hints: [
      'Does your memory of “dog bites man” differ from that of “man bites dog”?',
      'What tells position 0 from position 1, once everything has been added up?',
      'Multiply each word by the signs of its position before you add it, and the sum by the same signs before you read.',
    ],
    solution: withoutSigns,
  },
  {
    id: 'BN2',
    name: 'signsNotRemoved',
    sameAs: 'one vector that is read without multiplying by the signs of the position',
    hints: [
      'Take a sentence of one word. Is what you read the word itself?',
      'What is a sign times itself?',
      'Multiply the memory by the signs of the position that you ask for: they cancel those of its own word.',
    ],
    solution: signsNotRemoved,
  },
  {
    id: 'BN3',
    name: 'signsNotWritten',
    sameAs: 'one vector that is read with signs but was written without them',
    hints: [
      'Take a sentence of one word. Is what you read the word itself?',
      'Where do signs come in: when you write, when you read, or both?',
      'Both: each word gets the signs of its position before it is added.',
    ],
    solution: signsNotWritten,
  },
  {
    id: 'BN4',
    name: 'overwritten',
    sameAs: 'one vector that holds the newest word only',
    hints: [
      'After three words: how many of them are in your memory?',
      'What happens to the first word when the second one is written?',
      'Add every word to what is there already.',
    ],
    solution: overwritten,
  },
  {
    id: 'BN5',
    name: 'wholeSentenceKept',
    sameAs: 'memories that hold all L words, whatever the length',
    hints: [
      'At length 1, how many words should be in the memory? How many are in yours?',
      'Sentences are cut to their first n words. Does that happen before or after you write?',
      'At length n, write and attend to the first n words only.',
    ],
    solution: wholeSentenceKept,
  },
  {
    id: 'BN6',
    name: 'carriedOver',
    sameAs: 'one vector that is not emptied between two sentences',
    hints: [
      'Do cases with a single sentence pass?',
      'Exchange two sentences. Should the recall change? Does yours?',
      'Each sentence starts with an empty memory: zeros.',
    ],
    solution: carriedOver,
  },
  {
    id: 'BN7',
    name: 'newestWordOnly',
    sameAs: 'the recall of the last word alone',
    hints: [
      'At length n, how many words of each sentence are asked for?',
      'Ask for every position 0 to n - 1, not only for the one that was written last.',
    ],
    solution: newestWordOnly,
  },
  {
    id: 'BN8',
    name: 'oldestWordOnly',
    sameAs: 'the recall of the first word alone',
    hints: [
      'At length n, how many words of each sentence are asked for?',
      'Ask for every position 0 to n - 1, not only for position 0.',
    ],
    solution: oldestWordOnly,
  },
  {
    id: 'BN9',
    name: 'wholeSentencesCounted',
    sameAs: 'the share of sentences in which every word is right',
    hints: [
      'A sentence has 4 words and 3 of them are read back. What does it count?',
      'Recall counts words: three of four are 0.75.',
    ],
    solution: wholeSentencesCounted,
  },
  {
    id: 'BN10',
    name: 'dividedByLongest',
    sameAs: 'right words divided by N · L at every length',
    hints: [
      'What is your recall at length 1, where nothing can go wrong?',
      'How many words were asked for at length n?',
      'Divide by N · n, the number of words that were asked for.',
    ],
    solution: dividedByLongest,
  },
  {
    id: 'BN11',
    name: 'firstSentenceOnly',
    sameAs: 'the recall of the first sentence alone',
    hints: [
      'Do cases with a single sentence pass?',
      'Over what do you take the mean?',
      'Count over all N sentences.',
    ],
    solution: firstSentenceOnly,
  },
  {
    id: 'BN12',
    name: 'lengthsFromZero',
    sameAs: 'curves that begin at length 0',
    hints: [
      'How many words do the sentences of your first column have?',
      'Column n - 1 belongs to length n: the lengths are 1 to L.',
    ],
    solution: lengthsFromZero,
  },
  {
    id: 'BN13',
    name: 'notScaled',
    sameAs: 'attention without the division by √D',
    hints: [
      'Is your row for one vector right?',
      'What is the score of a position with itself, before and after the scale?',
      'Divide each product of signs by √D before the softmax.',
    ],
    solution: notScaled,
  },
  {
    id: 'BN14',
    name: 'dividedByWidth',
    sameAs: 'attention with scores divided by D instead of √D',
    hints: [
      'Is your row for one vector right?',
      'A position’s score with itself should be √D. What is yours?',
      'Divide by √D, not by D.',
    ],
    solution: dividedByWidth,
  },
  {
    id: 'BN15',
    name: 'plainMean',
    sameAs: 'attention that gives every word the same weight',
    hints: [
      'Do two positions of a sentence read different things by your attention?',
      'What do your weights depend on?',
      'The weight of word s for position t comes from the product of their signs.',
    ],
    solution: plainMean,
  },
  {
    id: 'BN16',
    name: 'scoresAsWeights',
    sameAs: 'attention whose weights are the scores, without softmax',
    hints: [
      'Can one of your weights be negative? Should it?',
      'Which step turns scores into shares that sum to 1?',
      'Apply the softmax to the scores of each position.',
    ],
    solution: scoresAsWeights,
  },
  {
    id: 'BN17',
    name: 'bestKeyOnly',
    sameAs: 'attention that takes the word with the highest score alone',
    hints: [
      'Is your recall by attention exactly 1 everywhere?',
      'Looking a word up by its position is no measurement. What does the formula mix in?',
      'Read the weighted mean over all n words, and guess from that.',
    ],
    solution: bestKeyOnly,
  },
  {
    id: 'BN18',
    name: 'signedValues',
    sameAs: 'attention over words that were multiplied by their signs',
    hints: [
      'Is your row for one vector right?',
      'What does attention average: the words as they are, or as they were written into the one vector?',
      'The values are the plain word vectors. Signs serve as keys only.',
    ],
    solution: signedValues,
  },
  {
    id: 'BN19',
    name: 'wordsAsKeys',
    sameAs: 'attention that asks with the word it is looking for',
    hints: [
      'What does your query know? May it know the answer?',
      'You ask “what stands at position t?”. Which vector stands for a position?',
      'Query and keys are the signs of positions; the word vectors are the values.',
    ],
    solution: wordsAsKeys,
  },
  {
    id: 'BN20',
    name: 'guessedFromTheSentence',
    sameAs: 'guesses among the words of the sentence alone',
    hints: [
      'Among how many words does your reader choose?',
      'Does the reader know which words occur in the sentence?',
      'Compare what was read with all V words.',
    ],
    solution: guessedFromTheSentence,
  },
  {
    id: 'BN21',
    name: 'rowsExchanged',
    sameAs: 'the two rows exchanged',
    hints: [
      'Which row should fall with the length of the sentence?',
      'Row 0 is the one vector, row 1 is attention.',
    ],
    solution: rowsExchanged,
  },
] satisfies readonly Misconception[]
