/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

interface Model {
  readonly token: number[][]
  readonly position: number[][]
}

type Given = [model: Model, prompt: number[], steps: number, end: number | null]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly start?: (prompt: number[], block: number) => number[]
  readonly steps?: (steps: number, prompt: number[]) => number
  /** What the model reads. */
  readonly window?: (ids: number[], block: number, prompt: number[]) => number[]
  readonly choose?: (logits: number[][]) => number
  /** Whether to stop before a step. */
  readonly isFull?: (ids: number[], block: number) => boolean
  /** Whether to stop after a step. */
  readonly isOver?: (ids: number[], end: number | null, promptLength: number) => boolean
  readonly answer?: (ids: number[], promptLength: number, end: number | null) => number[]
}

function forward({ token, position }: Model, window: readonly number[]): number[][] {
  return window.map((_, t) =>
    position[t]!.map((bias, v) => {
      const sum = window.slice(0, t + 1).reduce((total, id) => total + token[id]![v]!, 0)
      return sum / (t + 1) + bias
    }),
  )
}

const likeliest = (scores: readonly number[]) => scores.indexOf(Math.max(...scores))

function write(
  [model, prompt, givenSteps, end]: Given,
  {
    start = (ids) => ids.slice(),
    steps = (count) => count,
    window = (ids, block) => ids.slice(-block),
    choose = (logits) => likeliest(logits.at(-1)!),
    isFull = () => false,
    isOver = (ids) => ids.at(-1) === end,
    answer = (ids) => ids,
  }: Change,
): number[] {
  const block = model.position.length
  const ids = start(prompt, block)
  for (let step = 0; step < steps(givenSteps, prompt); step++) {
    if (isFull(ids, block)) break
    ids.push(choose(forward(model, window(ids, block, prompt))))
    if (isOver(ids, end, prompt.length)) break
  }
  return answer(ids, prompt.length, end)
}

export function firstRow(...given: Given) {
  return write(given, { choose: (logits) => likeliest(logits[0]!) })
}

export function bestOfAllRows(...given: Given) {
  return write(given, {
    choose: (logits) => likeliest(logits.flat()) % logits[0]!.length,
  })
}

export function oldestTokensKept(...given: Given) {
  return write(given, { window: (ids, block) => ids.slice(0, block) })
}

export function windowOneShort(...given: Given) {
  return write(given, { window: (ids, block) => ids.slice(-Math.max(1, block - 1)) })
}

export function windowStartsAnew(...given: Given) {
  return write(given, {
    window: (ids, block) => ids.slice(Math.floor((ids.length - 1) / block) * block),
  })
}

export function stopsAtFullWindow(...given: Given) {
  return write(given, { isFull: (ids, block) => ids.length >= block })
}

export function lastTokenOnly(...given: Given) {
  return write(given, { window: (ids) => ids.slice(-1) })
}

export function promptOnly(...given: Given) {
  return write(given, { window: (_, block, prompt) => prompt.slice(-block) })
}

export function filledWithZeros(...given: Given) {
  return write(given, {
    window: (ids, block) => [...new Array<number>(block).fill(0), ...ids].slice(-block),
  })
}

export function oneTokenAfterEnd(...given: Given) {
  return write(given, {
    isOver: (ids, end, promptLength) => ids.length - promptLength > 1 && ids.at(-2) === end,
  })
}

export function endDropped(...given: Given) {
  return write(given, {
    answer: (ids, promptLength, end) =>
      ids.length > promptLength && ids.at(-1) === end ? ids.slice(0, -1) : ids,
  })
}

export function neverStops(...given: Given) {
  return write(given, { isOver: () => false })
}

export function endOfPromptCounts(...given: Given) {
  return write(given, { isOver: (ids, end) => end !== null && ids.includes(end) })
}

export function oneStepTooFew(...given: Given) {
  return write(given, { steps: (steps) => steps - 1 })
}

export function oneStepTooMany(...given: Given) {
  return write(given, { steps: (steps) => steps + 1 })
}

export function promptCountsAsSteps(...given: Given) {
  return write(given, { steps: (steps, prompt) => steps - prompt.length })
}

export function promptDropped(...given: Given) {
  return write(given, { answer: (ids, promptLength) => ids.slice(promptLength) })
}

export function promptCropped(...given: Given) {
  return write(given, { start: (prompt, block) => prompt.slice(-block) })
}

export function tiesToHighestId(...given: Given) {
  return write(given, {
    choose: (logits) => logits.at(-1)!.lastIndexOf(Math.max(...logits.at(-1)!)),
  })
}

export function leastLikely(...given: Given) {
  return write(given, {
    choose: (logits) => logits.at(-1)!.indexOf(Math.min(...logits.at(-1)!)),
  })
}

export const misconceptions = [
  {
    id: 'GE1',
    name: 'firstRow',
    sameAs: 'generation that reads the first row of the logits',
    hints: [
      'How many rows of logits does the model give for a window of 4 tokens? Which do you read?',
      'What has row 0 seen? Which row has seen everything?',
      'The next token is in the last row.',
    ],
    solution: firstRow,
  },
  {
    id: 'GE2',
    name: 'bestOfAllRows',
    sameAs: 'generation that takes the best score of all rows',
    hints: [
      'How many rows of logits does the model give for a window of 4 tokens?',
      'What are the other rows about: the next token, or tokens that are there already?',
      'Only the last row tells what comes next; look for the best score in it alone.',
    ],
    solution: bestOfAllRows,
  },
  {
    id: 'GE3',
    name: 'oldestTokensKept',
    sameAs: 'generation that crops the wrong end and keeps the oldest tokens',
    hints: [
      'Are the first tokens right, until the window is full?',
      'Which tokens does your window hold when the text is longer than the block?',
      'Keep the newest tokens: the last `block` of them.',
    ],
    solution: oldestTokensKept,
  },
  {
    id: 'GE4',
    name: 'windowOneShort',
    sameAs: 'generation with a window that is one token too short',
    hints: [
      'How many tokens does your window hold when the text is long? How many may it hold?',
      'Do you leave room for the next token? Does the model need it?',
      'The window holds up to `block` tokens; the next one is not among them.',
    ],
    solution: windowOneShort,
  },
  {
    id: 'GE5',
    name: 'windowStartsAnew',
    sameAs: 'generation that begins an empty window whenever one is full',
    hints: [
      'How many tokens does the model read just after a window was full?',
      'Should the model forget everything at once, or one token at a time?',
      'The window slides: it always holds the last `block` tokens.',
    ],
    solution: windowStartsAnew,
  },
  {
    id: 'GE6',
    name: 'stopsAtFullWindow',
    sameAs: 'generation that stops when the window is full',
    hints: [
      'How long is your text at most?',
      'Is `block` a limit for what is read or for what is written?',
      'A longer text is no reason to stop: the model reads its newest part.',
    ],
    solution: stopsAtFullWindow,
  },
  {
    id: 'GE7',
    name: 'lastTokenOnly',
    sameAs: 'generation that shows the model only the newest token',
    hints: [
      'Edit the token before the last one of the prompt. Does your next token ever change?',
      'How many tokens do you give to the model?',
      'The model reads as many of the newest tokens as it can.',
    ],
    solution: lastTokenOnly,
  },
  {
    id: 'GE8',
    name: 'promptOnly',
    sameAs: 'generation that shows the model the prompt in every step',
    hints: [
      'Do you append the same token again and again?',
      'What is different for the model in the second step?',
      'The window comes from the text as it is now, with what was appended.',
    ],
    solution: promptOnly,
  },
  {
    id: 'GE9',
    name: 'filledWithZeros',
    sameAs: 'generation that fills a short window up with token 0',
    hints: [
      'Are long prompts right and short ones wrong?',
      'Has token 0 been written by anybody?',
      'A short window stays short: the model reads 1 to `block` tokens.',
    ],
    solution: filledWithZeros,
  },
  {
    id: 'GE10',
    name: 'oneTokenAfterEnd',
    sameAs: 'generation that stops one token after the end token',
    hints: [
      'What is the last token of your result when the end token was written?',
      'Do you look for the end token before or after the next one is appended?',
      'The end token is the last: look at each token as soon as it has been appended.',
    ],
    solution: oneTokenAfterEnd,
  },
  {
    id: 'GE11',
    name: 'endDropped',
    sameAs: 'generation that leaves the end token out',
    hints: [
      'What is the last token of your result when the end token was written?',
      'Append first, then ask whether to stop.',
    ],
    solution: endDropped,
  },
  {
    id: 'GE12',
    name: 'neverStops',
    sameAs: 'generation that goes on after the end token',
    hints: ['Where does your code use end?', 'Stop as soon as the end token has been appended.'],
    solution: neverStops,
  },
  {
    id: 'GE13',
    name: 'endOfPromptCounts',
    sameAs: 'generation that stops because of an end token in the prompt',
    hints: [
      'Does your text stop too early when the prompt holds the end token?',
      'In which part of the text do you look for it?',
      'Only a token that has just been appended can end the text.',
    ],
    solution: endOfPromptCounts,
  },
  {
    id: 'GE14',
    name: 'oneStepTooFew',
    sameAs: 'generation that appends one token too few',
    hints: [
      'How many tokens were asked for, and how many do you append?',
      'At which number does your loop begin, and when does it end?',
      'It takes `steps` steps, each of which appends one token.',
    ],
    solution: oneStepTooFew,
  },
  {
    id: 'GE15',
    name: 'oneStepTooMany',
    sameAs: 'generation that appends one token too many',
    hints: [
      'How many tokens were asked for, and how many do you append?',
      'With steps = 0, what should come out?',
      'It takes `steps` steps, each of which appends one token.',
    ],
    solution: oneStepTooMany,
  },
  {
    id: 'GE16',
    name: 'promptCountsAsSteps',
    sameAs: 'generation until the whole text has as many tokens as there are steps',
    hints: [
      'Do you append fewer tokens when the prompt is longer?',
      'Does steps count the whole text, or what is appended?',
      'Append `steps` tokens, however long the prompt is.',
    ],
    solution: promptCountsAsSteps,
  },
  {
    id: 'GE17',
    name: 'promptDropped',
    sameAs: 'generation that returns only what was appended',
    hints: [
      'What should the first token of your result be?',
      'The result is the prompt and everything appended to it.',
    ],
    solution: promptDropped,
  },
  {
    id: 'GE18',
    name: 'promptCropped',
    sameAs: 'generation that crops the text itself to the window, not only what the model reads',
    hints: [
      'What should the first token of your result be when the prompt is long?',
      'The model cannot read old tokens any more. Are they gone from the text?',
      'Crop a copy for the model; the text keeps all of its tokens.',
    ],
    solution: promptCropped,
  },
  {
    id: 'GE19',
    name: 'tiesToHighestId',
    sameAs: 'generation that takes the highest id of equal scores',
    hints: [
      'Two tokens have the same score. Which one do you take?',
      'Is it > or >= in your search for the best?',
      'Of equal ones the lowest id is taken.',
    ],
    solution: tiesToHighestId,
  },
  {
    id: 'GE20',
    name: 'leastLikely',
    sameAs: 'generation that appends the least likely token',
    hints: ['Is a high score good or bad?', 'Append the token with the highest score.'],
    solution: leastLikely,
  },
] satisfies readonly Misconception[]
