/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

type Given = [documents: string[], ids: number[]]

interface Result {
  vocabulary: string[]
  tokens: number[]
  texts: string[]
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The characters of a text. */
  readonly split?: (text: string) => string[]
  readonly vocabularyOf?: (characters: string[], ofDocuments: string[][]) => string[]
  /** The id of the character at a place of the vocabulary, which has V of them; -1 is no place. */
  readonly idAt?: (place: number, character: string, V: number) => number
  readonly end?: (V: number) => number
  /** All documents as tokens, given the ids of each. */
  readonly join?: (ofDocuments: number[][], end: number) => number[]
  /** The character that an id stands for. */
  readonly characterOf?: (id: number, vocabulary: string[]) => string
  /** The documents: `closed` ones, and the one after the last END, if it has characters. */
  readonly finish?: (closed: string[], open: string) => string[]
}

const byCodePoint = (one: string, other: string) => one.codePointAt(0)! - other.codePointAt(0)!
const sorted = (characters: string[]) => [...new Set(characters)].sort(byCodePoint)

function tokenizer(
  [documents, ids]: Given,
  {
    split = (text) => Array.from(text),
    vocabularyOf = sorted,
    idAt = (place) => place + 1,
    end = () => 0,
    join = (ofDocuments, END) => ofDocuments.flatMap((tokens) => [...tokens, END]),
    characterOf = (id, vocabulary) => vocabulary[id - 1] ?? '',
    finish = (closed, open) => (open === '' ? closed : [...closed, open]),
  }: Change,
): Result {
  const ofDocuments = documents.map(split)
  const vocabulary = vocabularyOf(ofDocuments.flat(), ofDocuments)
  const V = vocabulary.length
  const END = end(V)
  const tokens = join(
    ofDocuments.map((text) =>
      text.map((character) => idAt(vocabulary.indexOf(character), character, V)),
    ),
    END,
  )
  const closed: string[] = []
  let open = ''
  for (const id of ids) {
    if (id === END) closed.push(open)
    open = id === END ? '' : open + characterOf(id, vocabulary)
  }
  return { vocabulary, tokens, texts: finish(closed, open) }
}

export function orderOfAppearance(...given: Given) {
  return tokenizer(given, { vocabularyOf: (characters) => [...new Set(characters)] })
}

export function endAfterCharacters(...given: Given) {
  return tokenizer(given, {
    idAt: (place) => place,
    end: (V) => V,
    characterOf: (id, vocabulary) => vocabulary[id] ?? '',
  })
}

export function endTakesFirstCharacter(...given: Given) {
  return tokenizer(given, {
    idAt: (place) => place,
    characterOf: (id, vocabulary) => vocabulary[id] ?? '',
  })
}

export function endsBetweenOnly(...given: Given) {
  return tokenizer(given, {
    join: (ofDocuments, END) =>
      ofDocuments.flatMap((tokens, at) => (at === 0 ? tokens : [END, ...tokens])),
  })
}

export function noEnds(...given: Given) {
  return tokenizer(given, { join: (ofDocuments) => ofDocuments.flat() })
}

export function endsInFront(...given: Given) {
  return tokenizer(given, {
    join: (ofDocuments, END) => ofDocuments.flatMap((tokens) => [END, ...tokens]),
  })
}

export function endOnceOnly(...given: Given) {
  return tokenizer(given, { join: (ofDocuments, END) => [...ofDocuments.flat(), END] })
}

export function vocabularyOfFirst(...given: Given) {
  return tokenizer(given, { vocabularyOf: (_, [first = []]) => sorted(first) })
}

export function duplicatesKept(...given: Given) {
  return tokenizer(given, { vocabularyOf: (characters) => characters.toSorted(byCodePoint) })
}

export function halfCharacters(...given: Given) {
  return tokenizer(given, { split: (text) => text.split('') })
}

export function codePoints(...given: Given) {
  return tokenizer(given, { idAt: (_, character) => character.codePointAt(0)! })
}

export function smallLettersOnly(...given: Given) {
  return tokenizer(given, { split: (text) => Array.from(text.toLowerCase()) })
}

export function spacesDropped(...given: Given) {
  return tokenizer(given, { split: (text) => Array.from(text.replaceAll(' ', '')) })
}

export function sortedLikeADictionary(...given: Given) {
  return tokenizer(given, {
    vocabularyOf: (characters) =>
      sorted(characters).sort((one, other) => byCodePoint(one.toLowerCase(), other.toLowerCase())),
  })
}

export function sortedBackwards(...given: Given) {
  return tokenizer(given, { vocabularyOf: (characters) => sorted(characters).reverse() })
}

export function sortedByHalves(...given: Given) {
  return tokenizer(given, { vocabularyOf: (characters) => [...new Set(characters)].sort() })
}

export function decodesOneFurther(...given: Given) {
  return tokenizer(given, { characterOf: (id, vocabulary) => vocabulary[id] ?? '' })
}

export function oneLongText(...given: Given) {
  return tokenizer(given, { finish: (closed, open) => [[...closed, open].join('')] })
}

export function emptyTextsDropped(...given: Given) {
  return tokenizer(given, {
    finish: (closed, open) => [...closed, open].filter((text) => text !== ''),
  })
}

export function unfinishedDropped(...given: Given) {
  return tokenizer(given, { finish: (closed) => closed })
}

export function emptyTextAtTheEnd(...given: Given) {
  return tokenizer(given, { finish: (closed, open) => [...closed, open] })
}

export const misconceptions = [
  {
    id: 'CH1',
    name: 'orderOfAppearance',
    sameAs: 'a vocabulary in the order in which characters first appear',
    hints: [
      'Which character should have id 1? Which one has it in your vocabulary?',
      'Exchange two documents: should the ids of the characters change?',
      'Sort the different characters by code point before you number them.',
    ],
    solution: orderOfAppearance,
  },
  {
    id: 'CH2',
    name: 'endAfterCharacters',
    sameAs: 'a tokenizer that numbers characters from 0 and gives END the id after them',
    hints: [
      'Which id closes a document here?',
      'Are all your ids of characters one too small?',
      'END is 0; the first character of the vocabulary is 1.',
    ],
    solution: endAfterCharacters,
  },
  {
    id: 'CH3',
    name: 'endTakesFirstCharacter',
    sameAs: 'a tokenizer that gives END and the first character the same id',
    hints: [
      'Two different things have the id 0 in your tokens. Which?',
      'How would you turn a 0 back into text?',
      'END has id 0, so characters start at 1.',
    ],
    solution: endTakesFirstCharacter,
  },
  {
    id: 'CH4',
    name: 'endsBetweenOnly',
    sameAs: 'tokens with END between the documents, but not behind the last one',
    hints: [
      'How many documents are there, and how many ENDs are in your tokens?',
      'How should a model learn that the last document is over?',
      'join puts something between items. END belongs behind each of them.',
    ],
    solution: endsBetweenOnly,
  },
  {
    id: 'CH5',
    name: 'noEnds',
    sameAs: 'tokens without any END',
    hints: [
      'Can you tell from your tokens alone where a document ends?',
      'Put END behind each document.',
    ],
    solution: noEnds,
  },
  {
    id: 'CH6',
    name: 'endsInFront',
    sameAs: 'tokens with END in front of each document instead of behind it',
    hints: [
      'What is your first token, and what is your last?',
      'Some models mark the start of a document. What does this one mark?',
      'END comes behind the characters of its document.',
    ],
    solution: endsInFront,
  },
  {
    id: 'CH7',
    name: 'endOnceOnly',
    sameAs: 'tokens with a single END behind everything',
    hints: [
      'How many documents are there, and how many ENDs are in your tokens?',
      'Is END added inside the loop over documents, or after it?',
      'Each document has an END of its own.',
    ],
    solution: endOnceOnly,
  },
  {
    id: 'CH8',
    name: 'vocabularyOfFirst',
    sameAs: 'a vocabulary made of the first document alone',
    hints: [
      'Does every character of every document have an id?',
      'What does indexOf give for something that is not there? And plus 1?',
      'Collect the characters of all documents first, then number them, then encode.',
    ],
    solution: vocabularyOfFirst,
  },
  {
    id: 'CH9',
    name: 'duplicatesKept',
    sameAs: 'a vocabulary in which a character stands as often as it occurs',
    hints: [
      'How often does "m" stand in your vocabulary after reading "emma"?',
      'A Set holds each thing once.',
    ],
    solution: duplicatesKept,
  },
  {
    id: 'CH10',
    name: 'halfCharacters',
    sameAs: 'a tokenizer that cuts an emoji into two halves',
    hints: [
      'What is "😀".length in JavaScript? How many characters do you see?',
      'text[i], split("") and charCodeAt count pieces of 16 bits. What do for…of and [...text] count?',
      'Walk through a text with for…of, Array.from(text) or [...text]: they keep code points whole.',
    ],
    solution: halfCharacters,
  },
  {
    id: 'CH11',
    name: 'codePoints',
    sameAs: 'tokens that are the code points themselves',
    hints: [
      'How large may an id be when the vocabulary has 4 characters?',
      'Which function gives you 101 for "e"?',
      'The id is the place of the character in the vocabulary, counted from 1.',
    ],
    solution: codePoints,
  },
  {
    id: 'CH12',
    name: 'smallLettersOnly',
    sameAs: 'a tokenizer that turns capitals into small letters',
    hints: [
      'Can you turn your tokens back into exactly the text they came from?',
      'A and a are two characters: change nothing in the text.',
    ],
    solution: smallLettersOnly,
  },
  {
    id: 'CH13',
    name: 'spacesDropped',
    sameAs: 'a tokenizer that leaves spaces out',
    hints: [
      'Can you turn your tokens back into exactly the text they came from?',
      'A space is a character like any other and has an id.',
    ],
    solution: spacesDropped,
  },
  {
    id: 'CH14',
    name: 'sortedLikeADictionary',
    sameAs: 'a vocabulary sorted like a dictionary, capitals beside their small letters',
    hints: [
      'Which comes first in your vocabulary, "B" or "a"? What are their code points?',
      'localeCompare sorts for people, and in each country differently.',
      'Sort by code point: the capitals A to Z come before all small letters.',
    ],
    solution: sortedLikeADictionary,
  },
  {
    id: 'CH15',
    name: 'sortedBackwards',
    sameAs: 'a vocabulary sorted from the highest code point down',
    hints: [
      'Which character has id 1 in your vocabulary?',
      'What sign should a comparison give when its first argument comes first?',
      'The smallest code point comes first.',
    ],
    solution: sortedBackwards,
  },
  {
    id: 'CH16',
    name: 'decodesOneFurther',
    sameAs: 'texts in which every character is the one after the right one',
    hints: [
      'Are your tokens right and only the texts wrong?',
      'id 1 stands for which place of the array vocabulary?',
      'Arrays begin at 0 and characters at id 1: id i is vocabulary[i - 1].',
    ],
    solution: decodesOneFurther,
  },
  {
    id: 'CH17',
    name: 'oneLongText',
    sameAs: 'a single text, with nothing in the place of END',
    hints: [
      'How many ENDs are among the ids, and how many texts do you return?',
      'Each END closes a text; the next character begins another one.',
    ],
    solution: oneLongText,
  },
  {
    id: 'CH18',
    name: 'emptyTextsDropped',
    sameAs: 'texts without the empty ones',
    hints: [
      'What do two ENDs one after the other mean?',
      'A document may be empty; its END still closes it.',
    ],
    solution: emptyTextsDropped,
  },
  {
    id: 'CH19',
    name: 'unfinishedDropped',
    sameAs: 'texts without the one that no END has closed',
    hints: [
      'What happens in your code to characters that come after the last END?',
      'A text that is still being written counts too: look at what is left after the loop.',
    ],
    solution: unfinishedDropped,
  },
  {
    id: 'CH20',
    name: 'emptyTextAtTheEnd',
    sameAs: 'texts with an empty one behind the last END',
    hints: [
      'How many texts are in the ids 1, 0? How many do you return?',
      'split gives one piece more than there are separators.',
      'After the last END there is a text only if characters follow.',
    ],
    solution: emptyTextAtTheEnd,
  },
  {
    id: 'CH21',
    name: 'sortedByHalves',
    sameAs: 'a vocabulary sorted by pieces of 16 bits instead of by code point',
    hints: [
      'Which comes first in your vocabulary, "！" or "😀"? What are their code points?',
      'By what does sort compare when it is given no function: by characters, or by pieces of 16 bits?',
      'Give sort a function that compares code points; codePointAt(0) tells them.',
    ],
    solution: sortedByHalves,
  },
] satisfies readonly Misconception[]
