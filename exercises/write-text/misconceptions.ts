/** Known wrong solutions. Each is the correct one with one thing changed; the model computes in plain numbers. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

interface Settings {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
}

type Rows = number[][]
type Tree = tf.Tensor | { readonly [field: string]: Tree }

/** The fields of a model's weights, as numbers. */
interface Gpt {
  readonly wte: Rows
  readonly wpe: Rows
  readonly blocks: readonly Block[]
  readonly lnF: Norm
}

interface Norm {
  readonly gamma: number[]
  readonly beta: number[]
}

interface Block {
  readonly ln1: Norm
  readonly attention: Attention
  readonly ln2: Norm
  readonly ffn: {
    readonly w1: Rows
    readonly b1: number[]
    readonly w2: Rows
    readonly b2: number[]
  }
}

interface Attention {
  readonly wq: Rows
  readonly bq: number[]
  readonly wk: Rows
  readonly bk: number[]
  readonly wv: Rows
  readonly bv: number[]
  readonly wo: Rows
  readonly bo: number[]
}

type Given = [
  weights: Tree,
  nHeads: number,
  vocabulary: string[],
  prompt: string,
  settings: Settings,
  uniforms: number[],
]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly encode?: (prompt: string[], vocabulary: string[]) => number[]
  /** What the model reads; the prompt's length counts END. */
  readonly window?: (ids: number[], context: number, promptLength: number) => number[]
  /** Which position's vector is added to the token at place t of the window. */
  readonly position?: (t: number, context: number) => number
  /** The row of logits that is drawn from. */
  readonly row?: (length: number) => number
  readonly settings?: (settings: Settings) => Settings
  readonly uniform?: (uniforms: number[], step: number) => number
  readonly steps?: (count: number) => number
  /** Whether this token ends the text, and what is written for it otherwise. */
  readonly isEnd?: (id: number, vocabulary: string[]) => boolean
  readonly character?: (id: number, vocabulary: string[]) => string
  readonly answer?: (
    written: string[],
    prompt: string[],
    context: number,
    ended: boolean,
  ) => string[]
}

function write(
  [tree, nHeads, vocabulary, text, givenSettings, uniforms]: Given,
  {
    encode = (characters) => [0, ...characters.map((one) => vocabulary.indexOf(one) + 1)],
    window = (ids, context) => ids.slice(-context),
    position = (t) => t,
    row = (length) => length - 1,
    settings = (given) => given,
    uniform = (all, step) => all[step]!,
    steps = (count) => count,
    isEnd = (id) => id === 0,
    character = (id) => vocabulary[id - 1] ?? '',
    answer = (written, characters) => [...characters, ...written],
  }: Change,
): string {
  const weights = numbersOf(tree) as Gpt
  const context = weights.wpe.length
  const prompt = Array.from(text)
  const ids = encode(prompt, vocabulary)
  const promptLength = ids.length
  const written: string[] = []
  let ended = false
  for (let step = 0; step < steps(uniforms.length) && !ended; step++) {
    const read = window(ids, context, promptLength)
    const places = read.map((_, t) => position(t, context))
    const logits = scores(read, places, row(read.length), weights, nHeads)
    const id = draw(logits, settings(givenSettings), uniform(uniforms, step))
    ended = isEnd(id, vocabulary)
    if (ended && id === 0) break
    ids.push(id)
    written.push(character(id, vocabulary))
  }
  return answer(written, prompt, context, ended).join('')
}

/** What row `place` of the logits says after these tokens at these positions. */
function scores(
  ids: readonly number[],
  places: readonly number[],
  place: number,
  { wte, wpe, blocks, lnF }: Gpt,
  nHeads: number,
): number[] {
  let x = ids.map((id, t) => wte[id]!.map((value, c) => value + wpe[places[t]!]![c]!))
  for (const { ln1, attention, ln2, ffn } of blocks) {
    const y = sum(x, attend(normalise(x, ln1), attention, nHeads))
    const hidden = linear(normalise(y, ln2), ffn.w1, ffn.b1).map((row) => row.map(gelu))
    x = sum(y, linear(hidden, ffn.w2, ffn.b2))
  }
  const [last] = normalise([x[place]!], lnF)
  return wte.map((token) => dot(token, last!, 0, token.length))
}

function attend(x: Rows, weights: Attention, nHeads: number): Rows {
  const { wq, bq, wk, bk, wv, bv, wo, bo } = weights
  const [q, k, v] = [linear(x, wq, bq), linear(x, wk, bk), linear(x, wv, bv)]
  const dHead = x[0]!.length / nHeads
  const mixed = x.map((row) => row.map(() => 0))
  for (let h = 0; h < nHeads; h++) {
    const [first, end] = [h * dHead, (h + 1) * dHead]
    for (const [t, query] of q.entries()) {
      const scores = k.slice(0, t + 1).map((key) => dot(query, key, first, end) / Math.sqrt(dHead))
      const highest = Math.max(...scores)
      const shares = scores.map((score) => Math.exp(score - highest))
      const total = shares.reduce((all, one) => all + one, 0)
      for (const [s, share] of shares.entries()) {
        for (let c = first; c < end; c++) mixed[t]![c]! += (share / total) * v[s]![c]!
      }
    }
  }
  return linear(mixed, wo, bo)
}

function normalise(rows: Rows, { gamma, beta }: Norm): Rows {
  return rows.map((row) => {
    const mean = row.reduce((all, one) => all + one, 0) / row.length
    const variance = row.reduce((all, one) => all + (one - mean) ** 2, 0) / row.length
    const scale = 1 / Math.sqrt(variance + 1e-5)
    return row.map((value, c) => gamma[c]! * (value - mean) * scale + beta[c]!)
  })
}

function linear(rows: Rows, W: Rows, b: number[]): Rows {
  return rows.map((row) => W.map((weights, o) => dot(weights, row, 0, row.length) + b[o]!))
}

function dot(one: number[], other: number[], first: number, end: number): number {
  let product = 0
  for (let c = first; c < end; c++) product += one[c]! * other[c]!
  return product
}

function sum(one: Rows, other: Rows): Rows {
  return one.map((row, t) => row.map((value, c) => value + other[t]![c]!))
}

/** Abramowitz and Stegun's formula 7.1.26, as in tf.erf: good to 1.5e-7. */
function gelu(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2)
  const factors = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]
  const tail = factors.reduce((all, factor) => (all + factor) * t, 0) * Math.exp((-x * x) / 2)
  return (x * (1 + Math.sign(x) * (1 - tail))) / 2
}

function draw(logits: number[], { temperature, topK, topP }: Settings, uniform: number): number {
  const ranked = logits
    .map((_, id) => id)
    .sort((one, other) => logits[other]! - logits[one]! || one - other)
  if (temperature === 0) return ranked[0]!
  const likely = ranked.slice(0, topK)
  const weights = likely.map((id) => Math.exp((logits[id]! - logits[ranked[0]!]!) / temperature))
  const total = weights.reduce((all, one) => all + one, 0)
  let mass = 0
  const kept = weights.filter((weight) => {
    const isKept = mass < topP
    mass += weight / total
    return isKept
  })
  let left = uniform * kept.reduce((all, one) => all + one, 0)
  const rank = kept.findIndex((weight) => (left -= weight) < 0)
  return likely[rank]!
}

function numbersOf(tree: Tree): unknown {
  if ('arraySync' in tree) return (tree as tf.Tensor).arraySync()
  if (Array.isArray(tree)) return tree.map(numbersOf)
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, numbersOf(one)]))
}

export function noEndInFront(...given: Given) {
  return write(given, {
    encode: (prompt, vocabulary) =>
      prompt.length === 0 ? [0] : prompt.map((one) => vocabulary.indexOf(one) + 1),
  })
}

export function charactersFromZero(...given: Given) {
  return write(given, {
    encode: (prompt, vocabulary) => [0, ...prompt.map((one) => vocabulary.indexOf(one))],
  })
}

export function decodesOneFurther(...given: Given) {
  return write(given, { character: (id, vocabulary) => vocabulary[id % vocabulary.length]! })
}

export function firstRow(...given: Given) {
  return write(given, { row: () => 0 })
}

export function oldestTokensKept(...given: Given) {
  return write(given, { window: (ids, context) => ids.slice(0, context) })
}

export function windowOneShort(...given: Given) {
  return write(given, { window: (ids, context) => ids.slice(1 - context) })
}

export function windowStartsAnew(...given: Given) {
  return write(given, {
    window: (ids, context) => ids.slice(Math.floor((ids.length - 1) / context) * context),
  })
}

export function lastPositionShared(...given: Given) {
  return write(given, {
    window: (ids) => ids,
    position: (t, context) => Math.min(t, context - 1),
  })
}

export function filledWithEnd(...given: Given) {
  return write(given, {
    window: (ids, context) => [...new Array<number>(context).fill(0), ...ids].slice(-context),
  })
}

export function newestTokenOnly(...given: Given) {
  return write(given, { window: (ids) => ids.slice(-1) })
}

export function promptOnly(...given: Given) {
  return write(given, {
    window: (ids, context, promptLength) => ids.slice(0, promptLength).slice(-context),
  })
}

export function oneNumberForAll(...given: Given) {
  return write(given, { uniform: (all) => all[0]! })
}

export function numbersFromTheEnd(...given: Given) {
  return write(given, { uniform: (all, step) => all[all.length - 1 - step]! })
}

export function firstNumberSkipped(...given: Given) {
  return write(given, {
    uniform: (all, step) => all[step + 1]!,
    steps: (count) => count - 1,
  })
}

export function alwaysTheLikeliest(...given: Given) {
  return write(given, { settings: (settings) => ({ ...settings, temperature: 0 }) })
}

export function settingsIgnored(...given: Given) {
  return write(given, { settings: () => ({ temperature: 1, topK: Infinity, topP: 1 }) })
}

export function goesOnAfterEnd(...given: Given) {
  return write(given, { isEnd: () => false })
}

export function stopsAtFullStop(...given: Given) {
  return write(given, { isEnd: (id, vocabulary) => id === 0 || vocabulary[id - 1] === '.' })
}

export function endWritten(...given: Given) {
  return write(given, {
    answer: (written, prompt, _, ended) => [...prompt, ...written, ...(ended ? ['undefined'] : [])],
  })
}

export function promptDropped(...given: Given) {
  return write(given, { answer: (written) => written })
}

export function textCropped(...given: Given) {
  return write(given, {
    answer: (written, prompt, context) => [...prompt, ...written].slice(-context),
  })
}

export const misconceptions = [
  {
    id: 'WT1',
    name: 'noEndInFront',
    sameAs: 'a model that does not read an END in front of the prompt',
    hints: [
      'How many tokens does the model read in your first step?',
      'In training every story came behind the END of another one. What tells the model here that a story begins?',
      'The tokens are END and then the prompt, also when the prompt is not empty.',
    ],
    solution: noEndInFront,
  },
  {
    id: 'WT2',
    name: 'charactersFromZero',
    sameAs: 'a prompt whose characters have the ids 0, 1, …, instead of 1, 2, …',
    hints: [
      'Which id does the first character of the vocabulary get? Which one belongs to END?',
      'What does your model read if you turn its tokens back into characters?',
      'Id 0 is END, so the character at place i of the vocabulary has the id i + 1.',
    ],
    solution: charactersFromZero,
  },
  {
    id: 'WT3',
    name: 'decodesOneFurther',
    sameAs: 'a text in which every new character is the one after the right one',
    hints: [
      'Which place of the vocabulary does id 1 stand for?',
      'Turn the prompt into ids and back. Is it the same text?',
      'Id i is the character at place i − 1: id 0 belongs to END.',
    ],
    solution: decodesOneFurther,
  },
  {
    id: 'WT4',
    name: 'firstRow',
    sameAs: 'a choice from the logits of the first position',
    hints: [
      'The model gives one row of logits for each token it reads. Which one do you draw from?',
      'How many tokens has that position read?',
      'Only the last row has read everything: it says what comes next.',
    ],
    solution: firstRow,
  },
  {
    id: 'WT5',
    name: 'oldestTokensKept',
    sameAs: 'a model that reads the oldest tokens, not the newest',
    hints: [
      'Does your text repeat one character once it has grown long?',
      'Which end do you cut off when there are too many tokens?',
      'The window holds the newest `context` tokens.',
    ],
    solution: oldestTokensKept,
  },
  {
    id: 'WT6',
    name: 'windowOneShort',
    sameAs: 'a window of one token less than the model can read',
    hints: [
      'How many tokens does your window hold when the text is long? How many rows does wpe have?',
      'Does the next token need a place in the window?',
      'The window holds up to `context` tokens.',
    ],
    solution: windowOneShort,
  },
  {
    id: 'WT7',
    name: 'windowStartsAnew',
    sameAs: 'a window that is emptied whenever it is full',
    hints: [
      'How many tokens does the model read just after the window was full?',
      'Should it forget everything at once, or one token at a time?',
      'The window slides: it always holds the newest `context` tokens.',
    ],
    solution: windowStartsAnew,
  },
  {
    id: 'WT8',
    name: 'lastPositionShared',
    sameAs: 'a model that reads all tokens, with one position for all that have none of their own',
    hints: [
      'How many tokens does your model read when the text is longer than wpe?',
      'Has it ever been trained on so many, with a position that comes twice?',
      'Leave the oldest tokens out before you call the model; positions then begin at 0 again.',
    ],
    solution: lastPositionShared,
  },
  {
    id: 'WT9',
    name: 'filledWithEnd',
    sameAs: 'a short window that is filled up with END',
    hints: [
      'How many tokens does the model read in your first step? At which position does the prompt begin?',
      'Has anybody written that many ENDs?',
      'A short window stays short: gptForward takes any number of tokens from 1 to context.',
    ],
    solution: filledWithEnd,
  },
  {
    id: 'WT10',
    name: 'newestTokenOnly',
    sameAs: 'a model that reads only the newest character',
    hints: [
      'Are your words right, and is the story wrong?',
      'How could the model know the colour, from what you show it?',
      'It has to read the whole text, as far as it fits into the window.',
    ],
    solution: newestTokenOnly,
  },
  {
    id: 'WT11',
    name: 'promptOnly',
    sameAs: 'a model that reads the prompt in every step, and never what was written',
    hints: [
      'What is different for the model in the second step?',
      'Do you append the new token to what the model reads?',
      'Each step reads the text as it is now.',
    ],
    solution: promptOnly,
  },
  {
    id: 'WT12',
    name: 'oneNumberForAll',
    sameAs: 'one uniform number for all characters',
    hints: [
      'Which uniform number decides the second character?',
      'uniforms has one number for each step.',
    ],
    solution: oneNumberForAll,
  },
  {
    id: 'WT13',
    name: 'numbersFromTheEnd',
    sameAs: 'uniform numbers taken from the end of the list',
    hints: [
      'Which uniform number decides your first character?',
      'pop takes the last number. Which one should be the first?',
      'Step 0 takes uniforms[0], step 1 takes uniforms[1].',
    ],
    solution: numbersFromTheEnd,
  },
  {
    id: 'WT14',
    name: 'firstNumberSkipped',
    sameAs: 'a text that leaves out the first uniform number',
    hints: [
      'How many characters do you write with 3 uniform numbers?',
      'At which number does your loop begin?',
      'Step 0 takes uniforms[0]; there are as many steps as numbers.',
    ],
    solution: firstNumberSkipped,
  },
  {
    id: 'WT15',
    name: 'alwaysTheLikeliest',
    sameAs: 'the likeliest character in every step',
    hints: [
      'Does your text change when the uniform numbers do?',
      'Only a temperature of 0 means the likeliest; otherwise a token is drawn.',
    ],
    solution: alwaysTheLikeliest,
  },
  {
    id: 'WT16',
    name: 'settingsIgnored',
    sameAs: 'a draw from all tokens at temperature 1, whatever the settings are',
    hints: [
      'Where do temperature, topK and topP come into your code?',
      'With temperature 0 the uniform numbers should not matter. Do they?',
      'Hand the settings on to `sample`.',
    ],
    solution: settingsIgnored,
  },
  {
    id: 'WT17',
    name: 'goesOnAfterEnd',
    sameAs: 'a text that goes on after END',
    hints: [
      'What does your code do when token 0 is drawn?',
      'The next story belongs into another text.',
      'END closes the text: stop, even if uniform numbers are left.',
    ],
    solution: goesOnAfterEnd,
  },
  {
    id: 'WT18',
    name: 'stopsAtFullStop',
    sameAs: 'a text that ends at the first full stop that is written',
    hints: [
      'How many sentences has a story?',
      'Which token says that a text is over? Is it a character?',
      'Only END, id 0, closes a text. A full stop is a character like any other.',
    ],
    solution: stopsAtFullStop,
  },
  {
    id: 'WT19',
    name: 'endWritten',
    sameAs: 'a text that has the word "undefined" at its end',
    hints: [
      'What is vocabulary[-1] in JavaScript?',
      'Do you look for END before or after you turn the token into a character?',
      'END is no character: stop before anything is written for it.',
    ],
    solution: endWritten,
  },
  {
    id: 'WT20',
    name: 'promptDropped',
    sameAs: 'only what was written, without the prompt',
    hints: [
      'With what should your text begin?',
      'The result is the prompt and everything written after it.',
    ],
    solution: promptDropped,
  },
  {
    id: 'WT21',
    name: 'textCropped',
    sameAs: 'a text that has lost its beginning, because it was cropped to the window',
    hints: [
      'With what should your text begin?',
      'The model cannot read the oldest characters any more. Are they gone from the text?',
      'Crop a copy for the model; the text keeps everything.',
    ],
    solution: textCropped,
  },
] satisfies readonly Misconception[]
