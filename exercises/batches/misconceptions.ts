/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

type Given = [data: number[], T: number, uniforms: number[]]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** Where the window of row b starts, given how many starts there are. */
  readonly start?: (u: number, starts: number, b: number, T: number, N: number) => number
  readonly x?: (data: number[], start: number, T: number) => number[]
  readonly y?: (data: number[], start: number, T: number) => number[]
}

const window = (data: number[], start: number, T: number) =>
  Array.from({ length: T }, (_, t) => data[start + t]!)
const targets = (data: number[], start: number, T: number) => window(data, start + 1, T)

function batchWith(
  [data, T, uniforms]: Given,
  { start = (u, starts) => Math.floor(u * starts), x = window, y = targets }: Change,
) {
  const N = data.length
  const places = uniforms.map((u, b) => start(u, N - T, b, T, N))
  return {
    x: places.map((place) => x(data, place, T)),
    y: places.map((place) => y(data, place, T)),
  }
}

export function startsUpToTheEnd(...given: Given) {
  return batchWith(given, { start: (u, starts) => Math.floor(u * (starts + 1)) })
}

export function lastStartNeverDrawn(...given: Given) {
  return batchWith(given, { start: (u, starts) => Math.floor(u * (starts - 1)) })
}

export function rounded(...given: Given) {
  return batchWith(given, { start: (u, starts) => Math.round(u * (starts - 1)) })
}

export function oneStartForAll(data: number[], T: number, uniforms: number[]) {
  return batchWith([data, T, uniforms.map(() => uniforms[0]!)], {})
}

export function noShift(...given: Given) {
  return batchWith(given, { y: window })
}

export function shiftedTwice(...given: Given) {
  return batchWith(given, { y: (data, start, T) => window(data, start + 2, T) })
}

export function rolledInWindow(...given: Given) {
  return batchWith(given, {
    y: (data, start, T) => [...window(data, start + 1, T - 1), data[start]!],
  })
}

export function exchanged(...given: Given) {
  return batchWith(given, { x: targets, y: window })
}

export function timeFirst(...given: Given) {
  const { x, y } = batchWith(given, {})
  const turned = (rows: number[][]) => rows[0]!.map((_, t) => rows.map((row) => row[t]!))
  return { x: turned(x), y: turned(y) }
}

export function oneAfterTheOther(...given: Given) {
  return batchWith(given, { start: (_u, starts, b, T) => (b * T) % starts })
}

export function everyTthStart(...given: Given) {
  return batchWith(given, {
    start: (u, _starts, _b, T, N) => Math.floor(u * Math.floor((N - 1) / T)) * T,
  })
}

export function roundTheEnd(...given: Given) {
  const N = given[0].length
  const wrapped = (ahead: number) => (data: number[], start: number, T: number) =>
    Array.from({ length: T }, (_, t) => data[(start + t + ahead) % N]!)
  return batchWith(given, {
    start: (u) => Math.floor(u * N),
    x: wrapped(0),
    y: wrapped(1),
  })
}

export function clampedAtTheEnd(...given: Given) {
  return batchWith(given, {
    start: (u, starts, _b, _T, N) => Math.min(Math.floor(u * N), starts - 1),
  })
}

export function remainderOfStarts(...given: Given) {
  return batchWith(given, { start: (u, starts, _b, _T, N) => Math.floor(u * N) % starts })
}

export function sharedRow(data: number[], T: number, uniforms: number[]) {
  return batchWith([data, T, uniforms.map(() => uniforms.at(-1)!)], {})
}

export function oneTargetPerWindow(...given: Given) {
  return batchWith(given, {
    y: (data, start, T) => new Array<number>(T).fill(data[start + T]!),
  })
}

export function targetsCutFromWindow(...given: Given) {
  return batchWith(given, { y: (data, start, T) => window(data, start, T).slice(1) })
}

export function placesForTokens(data: number[], T: number, uniforms: number[]) {
  return batchWith([data.map((_, place) => place), T, uniforms], {})
}

export function nextWindow(...given: Given) {
  return batchWith(given, {
    y: (data, start, T) =>
      Array.from({ length: T }, (_, t) => data[(start + T + t) % data.length]!),
  })
}

export const misconceptions = [
  {
    id: 'GB1',
    name: 'startsUpToTheEnd',
    sameAs: 'batches with one start too many, at N - T',
    hints: [
      'How many tokens does a window need together with its targets?',
      'Which token is the last target of a window that starts at N - T?',
      'The last possible start is N - T - 1, so there are N - T of them.',
    ],
    solution: startsUpToTheEnd,
  },
  {
    id: 'GB2',
    name: 'lastStartNeverDrawn',
    sameAs: 'batches that never start at the last possible place',
    hints: [
      'Where does your window start for a uniform number just below 1?',
      'Can the last token of the data ever be a target?',
      'There are N - T starts, from 0 to N - T - 1.',
    ],
    solution: lastStartNeverDrawn,
  },
  {
    id: 'GB3',
    name: 'rounded',
    sameAs: 'batches whose starts are rounded instead of cut off',
    hints: [
      'For which uniform numbers do you start at 0? And at 1? Are these intervals equally long?',
      'What does Math.round do with 0.5?',
      'Multiply by the number of starts and take Math.floor: every start gets an equal share.',
    ],
    solution: rounded,
  },
  {
    id: 'GB4',
    name: 'oneStartForAll',
    sameAs: 'batches in which every row uses the first uniform number',
    hints: [
      'Are all your rows equal?',
      'How many uniform numbers do you read?',
      'Row b has its own start, from uniforms[b].',
    ],
    solution: oneStartForAll,
  },
  {
    id: 'GB5',
    name: 'noShift',
    sameAs: 'batches whose targets are the windows themselves',
    hints: [
      'What should position t predict: the token that it reads, or another one?',
      'How would a model get a loss of 0 on your batch without learning anything?',
      'y begins one token later than x.',
    ],
    solution: noShift,
  },
  {
    id: 'GB6',
    name: 'shiftedTwice',
    sameAs: 'batches whose targets are two tokens ahead',
    hints: [
      'By how many places does y differ from x?',
      'Is there a + 1 in more than one place of your code?',
      'y[b][t] is data[start + t + 1].',
    ],
    solution: shiftedTwice,
  },
  {
    id: 'GB7',
    name: 'rolledInWindow',
    sameAs: 'batches in which the last target is the first token of the window',
    hints: [
      'Are all your targets right except the last of each row?',
      'Which token of the data comes after the window?',
      'The last target is data[start + T], which is not in x at all.',
    ],
    solution: rolledInWindow,
  },
  {
    id: 'GB8',
    name: 'exchanged',
    sameAs: 'batches with x and y exchanged',
    hints: [
      'Which of the two comes later in the data, x or y?',
      'Should the model learn what comes next, or what came before?',
      'x begins at the start, y one token later.',
    ],
    solution: exchanged,
  },
  {
    id: 'GB9',
    name: 'timeFirst',
    sameAs: 'batches with windows in columns instead of rows',
    hints: [
      'How many rows should x have: B or T?',
      'Is a window one of your rows or one of your columns?',
      'x[b] is the whole window b.',
    ],
    solution: timeFirst,
  },
  {
    id: 'GB10',
    name: 'oneAfterTheOther',
    sameAs: 'batches of windows that stand one after the other, whatever the uniform numbers',
    hints: [
      'Do other uniform numbers change your batch?',
      'What is it for that every batch is drawn anew?',
      'Row b starts at its own uniform number times N - T, cut off to a whole number.',
    ],
    solution: oneAfterTheOther,
  },
  {
    id: 'GB11',
    name: 'everyTthStart',
    sameAs: 'batches of windows that never overlap, since they start at multiples of T only',
    hints: [
      'At which places do your windows start? Do you see a pattern?',
      'May two windows overlap?',
      'A window may start at any of the N - T places.',
    ],
    solution: everyTthStart,
  },
  {
    id: 'GB12',
    name: 'roundTheEnd',
    sameAs: 'batches of windows that go on at the beginning of the data when they reach its end',
    hints: [
      'How many starts do you draw from: N, or fewer?',
      'Is the first token of the data what comes after the last one?',
      'Draw only starts from which the window and its targets fit.',
    ],
    solution: roundTheEnd,
  },
  {
    id: 'GB13',
    name: 'clampedAtTheEnd',
    sameAs: 'batches that draw from all N places and push what does not fit back to the last start',
    hints: [
      'How many starts do you draw from: N, or fewer?',
      'How often will your last start come, compared with all others?',
      'Multiply the uniform number by N - T: then everything fits and every start is equally likely.',
    ],
    solution: clampedAtTheEnd,
  },
  {
    id: 'GB14',
    name: 'remainderOfStarts',
    sameAs: 'batches that draw from all N places and take the remainder by N - T',
    hints: [
      'How many starts do you draw from: N, or fewer?',
      'Which starts come twice as often as others when you take a remainder?',
      'Multiply the uniform number by N - T: then everything fits and every start is equally likely.',
    ],
    solution: remainderOfStarts,
  },
  {
    id: 'GB15',
    name: 'sharedRow',
    sameAs: 'batches in which every row is the last window',
    hints: [
      'Are all your rows equal? To which window?',
      'How many arrays does new Array(B).fill([]) make?',
      'Make a new array for every row.',
    ],
    solution: sharedRow,
  },
  {
    id: 'GB16',
    name: 'oneTargetPerWindow',
    sameAs: 'batches in which every position has to predict the token after the window',
    hints: [
      'How many different targets does a row of yours have?',
      'Position 0 has read one token. What does it have to predict?',
      'Each position has a target of its own, the token right after it.',
    ],
    solution: oneTargetPerWindow,
  },
  {
    id: 'GB17',
    name: 'targetsCutFromWindow',
    sameAs: 'targets that end where the window ends, one token too short',
    hints: [
      'How many targets should a window of T tokens have?',
      'Which token has the last position to predict? Is it in x?',
      'Read y from the data, not from x: data[start + 1] to data[start + T].',
    ],
    solution: targetsCutFromWindow,
  },
  {
    id: 'GB18',
    name: 'placesForTokens',
    sameAs: 'batches of places in the data instead of the tokens there',
    hints: [
      'Are your numbers places or tokens?',
      'Where does your code read data?',
      'Look up what stands at the places: data[start + t].',
    ],
    solution: placesForTokens,
  },
  {
    id: 'GB19',
    name: 'nextWindow',
    sameAs: 'batches whose targets are the whole window that follows',
    hints: [
      'By how many places does y differ from x?',
      'Which token does position 0 have to predict: the one after it, or the one after the window?',
      'y is one token ahead of x, not T.',
    ],
    solution: nextWindow,
  },
] satisfies readonly Misconception[]
