/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'
import type { Draws, Special } from './stub.ts'

type Given = [ids: number[][], special: Special, draws: Draws, logits: number[][][]]

/** One token with its draws. */
interface Token {
  readonly id: number
  readonly t: number
  readonly pick: number
  readonly change: number
  readonly word: number
  readonly vocab: number
  readonly special: Special
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly isPicked?: (token: Token) => boolean
  readonly becomes?: (token: Token) => number
  /** The label, given whether the token is picked and what it became. */
  readonly label?: (token: Token, picked: boolean, became: number) => number
  readonly isScored?: (label: number, picked: boolean) => boolean
  /** Which class is looked up in the scores. */
  readonly due?: (label: number, token: Token) => number
  readonly sees?: (row: readonly number[], t: number, s: number, PAD: number) => boolean
  readonly reduce?: (losses: number[][], tokens: number) => number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const mean = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : total(numbers) / numbers.length

const isWord = ({ id, special: { PAD, CLS, SEP } }: Token) => id !== PAD && id !== CLS && id !== SEP
const picked = (token: Token) => isWord(token) && token.pick < 0.15
const randomId = ({ word, vocab }: Token) => Math.floor(word * vocab)

function changedTo(token: Token): number {
  if (token.change < 0.8) return token.special.MASK
  return token.change < 0.9 ? randomId(token) : token.id
}

function crossEntropy(scores: readonly number[], due: number): number {
  const highest = Math.max(...scores)
  return highest + Math.log(total(scores.map((score) => Math.exp(score - highest)))) - scores[due]!
}

function masked(
  [ids, special, draws, logits]: Given,
  {
    isPicked = picked,
    becomes = changedTo,
    label = ({ id }, isChosen) => (isChosen ? id : -100),
    isScored = (due) => due !== -100,
    due = (own) => own,
    sees = (row, _, s, PAD) => row[s] !== PAD,
    reduce = (losses) => mean(losses.flat()),
  }: Change,
) {
  const tokens = ids.map((row, b) =>
    row.map((id, t): Token => {
      const [pick, change, word] = [draws.pick[b]![t]!, draws.change[b]![t]!, draws.word[b]![t]!]
      return { id, t, pick, change, word, vocab: logits[b]![t]!.length, special }
    }),
  )
  const inputs = tokens.map((row) =>
    row.map((token) => (isPicked(token) ? becomes(token) : token.id)),
  )
  const labels = tokens.map((row, b) =>
    row.map((token, t) => label(token, isPicked(token), inputs[b]![t]!)),
  )
  const losses = tokens.map((row, b) =>
    row.flatMap((token, t) => {
      const own = labels[b]![t]!
      if (!isScored(own, isPicked(token))) return []
      return [crossEntropy(logits[b]![t]!, due(own, token))]
    }),
  )
  return {
    inputs,
    labels,
    sees: ids.map((row) => row.map((_, t) => row.map((_id, s) => sees(row, t, s, special.PAD)))),
    loss: reduce(losses, total(ids.map((row) => row.length))),
  }
}

export function everythingScored(...given: Given) {
  return masked(given, { label: ({ id }) => id })
}

export function everythingInLoss(...given: Given) {
  return masked(given, { isScored: () => true, due: (_, { id }) => id })
}

export function labelsInverted(...given: Given) {
  return masked(given, { label: ({ id }, isChosen) => (isChosen ? -100 : id) })
}

export function keptNotScored(...given: Given) {
  return masked(given, {
    label: ({ id, change }, isChosen) => (isChosen && change < 0.9 ? id : -100),
  })
}

export function onlyMasksScored(...given: Given) {
  return masked(given, {
    label: ({ id, change }, isChosen) => (isChosen && change < 0.8 ? id : -100),
  })
}

export function labelZeroIgnored(...given: Given) {
  return masked(given, { isScored: (own) => own > 0 })
}

export function labelsAreInputs(...given: Given) {
  return masked(given, { label: (_, isChosen, became) => (isChosen ? became : -100) })
}

export function specialsPicked(...given: Given) {
  return masked(given, { isPicked: ({ pick }) => pick < 0.15 })
}

export function paddingPicked(...given: Given) {
  return masked(given, {
    isPicked: ({ id, pick, special: { CLS, SEP } }) => id !== CLS && id !== SEP && pick < 0.15,
  })
}

export function pickedFromAbove(...given: Given) {
  return masked(given, { isPicked: (token) => isWord(token) && token.pick > 0.15 })
}

export function tenthOfTheRest(...given: Given) {
  return masked(given, {
    becomes: (token) => {
      if (token.change < 0.8) return token.special.MASK
      return token.change < 0.82 ? randomId(token) : token.id
    },
  })
}

export function alwaysMask(...given: Given) {
  return masked(given, { becomes: ({ special }) => special.MASK })
}

export function neverRandom(...given: Given) {
  return masked(given, {
    becomes: ({ change, special, id }) => (change < 0.8 ? special.MASK : id),
  })
}

export function keptAndRandomExchanged(...given: Given) {
  return masked(given, {
    becomes: (token) => {
      if (token.change < 0.8) return token.special.MASK
      return token.change < 0.9 ? token.id : randomId(token)
    },
  })
}

export function roundedWord(...given: Given) {
  return masked(given, {
    becomes: (token) =>
      token.change >= 0.8 && token.change < 0.9
        ? Math.round(token.word * token.vocab)
        : changedTo(token),
  })
}

export function samePickForAll(...given: Given) {
  const [ids, special, draws, logits] = given
  const pick = draws.pick.map(() => draws.pick[0]!)
  return masked([ids, special, { ...draws, pick }, logits], {})
}

export function causal(...given: Given) {
  return masked(given, { sees: (row, t, s, PAD) => row[s] !== PAD && s <= t })
}

export function paddingSeen(...given: Given) {
  return masked(given, { sees: () => true })
}

export function paddingHiddenAsQuery(...given: Given) {
  return masked(given, { sees: (row, t, _, PAD) => row[t] !== PAD })
}

export function maskedSeesOthersOnly(...given: Given) {
  return masked(given, { sees: (row, t, s, PAD) => row[s] !== PAD && s !== t })
}

export function dividedByAllTokens(...given: Given) {
  return masked(given, { reduce: (losses, tokens) => total(losses.flat()) / tokens })
}

export function meanOfMeans(...given: Given) {
  return masked(given, { reduce: (losses) => mean(losses.map(mean)) })
}

export function summed(...given: Given) {
  return masked(given, { reduce: (losses) => total(losses.flat()) })
}

export function dividedByNothing(...given: Given) {
  return masked(given, { reduce: (losses) => total(losses.flat()) / losses.flat().length })
}

export const misconceptions = [
  {
    id: 'BM1',
    name: 'everythingScored',
    sameAs: 'a label for every token, picked or not',
    hints: [
      'How hard is it to predict a word that stands in the input?',
      'For which tokens is the model asked anything here?',
      'A label is the true id where a token was picked, and -100 everywhere else.',
    ],
    solution: everythingScored,
  },
  {
    id: 'BM2',
    name: 'everythingInLoss',
    sameAs: 'right labels, but a loss over all tokens',
    hints: [
      'Change the scores of a token that was not picked. Should the loss move? Does yours?',
      'The loss is the mean over the tokens whose label is not -100.',
    ],
    solution: everythingInLoss,
  },
  {
    id: 'BM3',
    name: 'labelsInverted',
    sameAs: 'labels exactly where nothing was picked',
    hints: [
      'Which tokens are worth predicting: those that were hidden, or those that were not?',
      'Does your code choose the tokens that are picked, or those that are not?',
      'Picked: the true id. Not picked: -100.',
    ],
    solution: labelsInverted,
  },
  {
    id: 'BM4',
    name: 'keptNotScored',
    sameAs: 'no label for picked tokens that stay as they are',
    hints: [
      'Why does BERT keep one picked token in ten, rather than not picking it at all?',
      'How should the model know that a word in its input may be asked for?',
      'Picked means scored, whatever becomes of the token.',
    ],
    solution: keptNotScored,
  },
  {
    id: 'BM5',
    name: 'onlyMasksScored',
    sameAs: 'labels only where a token became MASK',
    hints: [
      'What would the model learn to do with a word that is not MASK?',
      'Picked means scored, whatever becomes of the token: MASK, another word, or itself.',
    ],
    solution: onlyMasksScored,
  },
  {
    id: 'BM6',
    name: 'labelZeroIgnored',
    sameAs: 'a loss that leaves out the labels equal to 0',
    hints: [
      'Are your labels right and only the loss wrong?',
      'Is 0 a special id here?',
      'Only -100 means "not scored"; id 0 is a word like any other.',
    ],
    solution: labelZeroIgnored,
  },
  {
    id: 'BM7',
    name: 'labelsAreInputs',
    sameAs: 'labels that repeat what the token became',
    hints: [
      'Which word has the model to guess: the one that it sees, or the one that was there?',
      'Did you overwrite the ids before you made the labels from them?',
      'The label is the true id, from before the change.',
    ],
    solution: labelsAreInputs,
  },
  {
    id: 'BM8',
    name: 'specialsPicked',
    sameAs: 'a choice that may fall on CLS, SEP and PAD',
    hints: [
      'What could be learned from guessing where a sentence begins?',
      'Which ids can never be picked, however small their draw is?',
      'A token is picked when its draw is below 0.15 and it is none of CLS, SEP, PAD.',
    ],
    solution: specialsPicked,
  },
  {
    id: 'BM9',
    name: 'paddingPicked',
    sameAs: 'a choice that may fall on PAD',
    hints: [
      'Are items without padding right?',
      'Three kinds of tokens are never picked. Which ones do you leave out?',
      'PAD is never picked, just as CLS and SEP are not.',
    ],
    solution: paddingPicked,
  },
  {
    id: 'BM10',
    name: 'pickedFromAbove',
    sameAs: 'a choice of the tokens whose draw is above 0.15',
    hints: [
      'Which share of the words do you pick: about 15 % or about 85 %?',
      'A uniform number is below 0.15 with probability 0.15.',
    ],
    solution: pickedFromAbove,
  },
  {
    id: 'BM11',
    name: 'tenthOfTheRest',
    sameAs: 'rates of 80, 2 and 18 percent: a tenth of what is left becomes random',
    hints: [
      'Of 1000 picked tokens, how many become random words in your code?',
      'Is the 10 % a share of all picked tokens, or of those that are not MASK?',
      'Random is 0.8 <= change < 0.9: a tenth of all picked tokens, half of the rest.',
    ],
    solution: tenthOfTheRest,
  },
  {
    id: 'BM12',
    name: 'alwaysMask',
    sameAs: 'MASK in the place of every picked token',
    hints: [
      'When the model is used later, how often will it see MASK?',
      'What does `change` decide?',
      'Below 0.8 MASK, below 0.9 a random id, else nothing.',
    ],
    solution: alwaysMask,
  },
  {
    id: 'BM13',
    name: 'neverRandom',
    sameAs: 'MASK or no change, never another word',
    hints: [
      'Which of the draws does your function never read?',
      'Between 0.8 and 0.9 a picked token becomes floor(word · vocab).',
    ],
    solution: neverRandom,
  },
  {
    id: 'BM14',
    name: 'keptAndRandomExchanged',
    sameAs: 'kept tokens between 0.8 and 0.9, and random ones above',
    hints: [
      'The rates are right. What happens at change = 0.85, and what at 0.95?',
      'The order is MASK, random, kept.',
    ],
    solution: keptAndRandomExchanged,
  },
  {
    id: 'BM15',
    name: 'roundedWord',
    sameAs: 'random ids that are rounded to the nearest whole number',
    hints: [
      'Which id do you get for word = 0.99? Does it exist?',
      'How often does id 0 come out, compared with id 1?',
      'floor(word · vocab) gives each of 0 to vocab - 1 equally often.',
    ],
    solution: roundedWord,
  },
  {
    id: 'BM16',
    name: 'samePickForAll',
    sameAs: 'the draws of item 0 for the choice in every item',
    hints: [
      'Is item 0 right, and are the others wrong?',
      'draws.pick is [B, T]: every token of every item has its own number.',
    ],
    solution: samePickForAll,
  },
  {
    id: 'BM17',
    name: 'causal',
    sameAs: 'a causal mask left on',
    hints: [
      'To guess a hidden word, may the model read what comes after it?',
      'GPT reads from left to right. What does the B in BERT stand for?',
      'Every token sees all real tokens, before and after it.',
    ],
    solution: causal,
  },
  {
    id: 'BM18',
    name: 'paddingSeen',
    sameAs: 'attention that may read the padding',
    hints: [
      'Are items without padding right?',
      'What can be learned from a PAD token?',
      'sees[b][t][s] is false where token s is PAD.',
    ],
    solution: paddingSeen,
  },
  {
    id: 'BM19',
    name: 'paddingHiddenAsQuery',
    sameAs: 'padding that may not look, but may be looked at',
    hints: [
      'sees[b][t][s]: which of t and s is the one that looks?',
      'If a row is false everywhere, what is its softmax?',
      'Hide PAD as a key, s; what a PAD token sees as a query does not matter and stays as for the others.',
    ],
    solution: paddingHiddenAsQuery,
  },
  {
    id: 'BM20',
    name: 'maskedSeesOthersOnly',
    sameAs: 'tokens that may not see themselves',
    hints: [
      'Does a token give its own answer away here? What does it hold, once it is MASK?',
      'A token sees all real tokens, itself among them.',
    ],
    solution: maskedSeesOthersOnly,
  },
  {
    id: 'BM21',
    name: 'dividedByAllTokens',
    sameAs: 'a loss divided by B · T',
    hints: [
      'Add a column of padding. Should the loss change? Does yours?',
      'How many losses did you add up, and by how many do you divide?',
      'Divide by the number of picked tokens.',
    ],
    solution: dividedByAllTokens,
  },
  {
    id: 'BM22',
    name: 'meanOfMeans',
    sameAs: 'the mean over items of each item’s mean loss',
    hints: [
      'One item has 1 picked token, another has 5. Does each weigh the same in your loss?',
      'Add up the losses of all picked tokens of all items, then divide once.',
    ],
    solution: meanOfMeans,
  },
  {
    id: 'BM23',
    name: 'summed',
    sameAs: 'the sum of all losses, not their mean',
    hints: [
      'Does your loss double when the same batch is given twice over?',
      'Divide the sum by the number of picked tokens.',
    ],
    solution: summed,
  },
  {
    id: 'BM24',
    name: 'dividedByNothing',
    sameAs: 'a loss of 0 / 0 when nothing was picked',
    hints: [
      'What does your loss give for a batch without a picked token?',
      'In JavaScript 0 / 0 is NaN, and one NaN ends a training run.',
      'Nothing picked: return a loss of 0.',
    ],
    solution: dividedByNothing,
  },
] satisfies readonly Misconception[]
