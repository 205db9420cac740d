/** Known wrong solutions: each is the correct computation with another mask, or another use of it. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Given = [
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  width: number,
  globals: tf.Tensor1D,
  links: tf.Tensor2D,
  causal: boolean,
]

/** What decides whether token t sees token s. */
interface Rules {
  readonly near: (t: number, s: number, width: number) => boolean
  readonly star: (t: boolean, s: boolean) => boolean
  readonly linked: (t: number, s: number, links: readonly (readonly number[])[]) => boolean
  readonly seen: (near: boolean, star: boolean, linked: boolean, past: boolean) => boolean
  readonly weigh: (scores: tf.Tensor, mask: tf.Tensor) => tf.Tensor
  readonly scale: number | null
}

/** What is not replaced is as it should be. */
const right: Rules = {
  near: (t, s, width) => Math.abs(t - s) <= width,
  star: (t, s) => t || s,
  linked: (t, s, links) => links[t]!.includes(s),
  seen: (near, star, linked, past) => (near || star || linked) && past,
  weigh: (scores, mask) => tf.softmax(tf.where(mask, scores, -Infinity)),
  scale: null,
}

function attend([q, k, v, width, globals, links, causal]: Given, rules: Partial<Rules>) {
  const { near, star, linked, seen, weigh, scale } = { ...right, ...rules }
  const [, T, dHead] = q.shape
  const [isGlobal, linksOf] = [Array.from(globals.dataSync(), Boolean), links.arraySync()]
  const rows = Array.from({ length: T }, (_row, t) =>
    Array.from({ length: T }, (_column, s) =>
      seen(
        near(t, s, width),
        star(isGlobal[t]!, isGlobal[s]!),
        linked(t, s, linksOf),
        !causal || s <= t,
      ),
    ),
  )
  const mask = tf.tensor2d(rows, [T, T], 'bool')
  const scores = tf.div(tf.matMul(q, k, false, true), scale ?? Math.sqrt(dHead))
  return { mask, output: tf.matMul(weigh(scores, mask), v) }
}

export function windowOneShort(...given: Given) {
  return attend(given, { near: (t, s, width) => t === s || Math.abs(t - s) < width })
}

export function windowOneWide(...given: Given) {
  return attend(given, { near: (t, s, width) => Math.abs(t - s) <= width + 1 })
}

export function windowToTheLeft(...given: Given) {
  return attend(given, { near: (t, s, width) => s <= t && t - s <= width })
}

export function windowToTheRight(...given: Given) {
  return attend(given, { near: (t, s, width) => t <= s && s - t <= width })
}

export function chunks(...given: Given) {
  return attend(given, {
    near: (t, s, width) => Math.floor(t / (width + 1)) === Math.floor(s / (width + 1)),
  })
}

export function globalSeesOnly(...given: Given) {
  return attend(given, { star: (t) => t })
}

export function globalIsSeenOnly(...given: Given) {
  return attend(given, { star: (_t, s) => s })
}

export function globalsAmongThemselves(...given: Given) {
  return attend(given, { star: (t, s) => t && s })
}

export function linksTurned(...given: Given) {
  return attend(given, { linked: (t, s, links) => links[s]!.includes(t) })
}

export function linksBothWays(...given: Given) {
  return attend(given, {
    linked: (t, s, links) => links[t]!.includes(s) || links[s]!.includes(t),
  })
}

export function firstLinkOnly(...given: Given) {
  return attend(given, { linked: (t, s, links) => links[t]![0] === s })
}

export function linksIgnored(...given: Given) {
  return attend(given, { linked: () => false })
}

export function causalityIgnored(...given: Given) {
  return attend(given, { seen: (near, star, linked) => near || star || linked })
}

export function fullHistory(...given: Given) {
  const causal = given[6]
  return attend(given, {
    seen: (near, star, linked, past) => (causal ? past : near || star || linked),
  })
}

export function causalWindowOnly(...given: Given) {
  return attend(given, { seen: (near, star, linked, past) => (near && past) || star || linked })
}

export function everyReasonNeeded(...given: Given) {
  return attend(given, { seen: (near, star, linked, past) => near && (star || linked) && past })
}

export function zeroAfterSoftmax(...given: Given) {
  return attend(given, {
    weigh: (scores, mask) => tf.mul(tf.softmax(scores), tf.cast(mask, 'float32')),
  })
}

export function hiddenScoresZero(...given: Given) {
  return attend(given, { weigh: (scores, mask) => tf.softmax(tf.where(mask, scores, 0)) })
}

export function withoutScale(...given: Given) {
  return attend(given, { scale: 1 })
}

export const misconceptions = [
  {
    id: 'LO1',
    name: 'windowOneShort',
    sameAs: 'a window that ends before the tokens at a distance of width',
    hints: [
      'With width 1, which tokens does token 5 see?',
      'Is a token at a distance of exactly width inside?',
      'The window is |t - s| ≤ width, with the equal sign. Some libraries count the token itself.',
    ],
    solution: windowOneShort,
  },
  {
    id: 'LO2',
    name: 'windowOneWide',
    sameAs: 'a window that reaches width + 1 tokens to each side',
    hints: [
      'With width 1, which tokens does token 5 see?',
      'The token itself does not count: the window has 2 · width + 1 tokens.',
    ],
    solution: windowOneWide,
  },
  {
    id: 'LO3',
    name: 'windowToTheLeft',
    sameAs: 'a window that reaches to earlier tokens only',
    hints: [
      'Does the causal case pass?',
      'When causal is false, may token 5 see token 6?',
      'The distance has no sign: |t - s| ≤ width. Causality comes on top, when it is asked for.',
    ],
    solution: windowToTheLeft,
  },
  {
    id: 'LO4',
    name: 'windowToTheRight',
    sameAs: 'a window that reaches to later tokens only',
    hints: ['May token 5 see token 4?', 'The distance has no sign: |t - s| ≤ width.'],
    solution: windowToTheRight,
  },
  {
    id: 'LO5',
    name: 'chunks',
    sameAs: 'a text cut into blocks, each of which sees itself',
    hints: [
      'Which tokens see their right neighbour in your mask, and which do not?',
      'Two neighbours stand on two sides of a cut. Do they see each other?',
      'The window moves with the token: |t - s| ≤ width, no fixed borders.',
    ],
    solution: chunks,
  },
  {
    id: 'LO6',
    name: 'globalSeesOnly',
    sameAs: 'global tokens that see everyone, but are not seen by everyone',
    hints: [
      'Does every token see the global one?',
      'You filled the row of a global token. What about its column?',
      'News travels both ways: globals[t] or globals[s].',
    ],
    solution: globalSeesOnly,
  },
  {
    id: 'LO7',
    name: 'globalIsSeenOnly',
    sameAs: 'global tokens that everyone sees, but that see their window only',
    hints: [
      'Whom does a global token see?',
      'You filled the column of a global token. What about its row?',
      'News travels both ways: globals[t] or globals[s].',
    ],
    solution: globalIsSeenOnly,
  },
  {
    id: 'LO8',
    name: 'globalsAmongThemselves',
    sameAs: 'global tokens that only see each other',
    hints: [
      'Does a far token that is not global see the global one?',
      'Is it enough that one of the two is global?',
      'One is enough: or, not and.',
    ],
    solution: globalsAmongThemselves,
  },
  {
    id: 'LO9',
    name: 'linksTurned',
    sameAs: 'links followed backwards',
    hints: [
      'links[2] holds 7. Does token 2 see token 7 in your mask, or token 7 token 2?',
      'Row t of the mask belongs to the token that looks: links[t] are true in row t.',
    ],
    solution: linksTurned,
  },
  {
    id: 'LO10',
    name: 'linksBothWays',
    sameAs: 'links that count in both directions',
    hints: [
      'links[2] holds 7. Who sees whom?',
      'A global token works both ways; a link does not: only token t sees links[t].',
    ],
    solution: linksBothWays,
  },
  {
    id: 'LO11',
    name: 'firstLinkOnly',
    sameAs: 'only the first link of every token',
    hints: ['How many links does a token have when R is 2?', 'All R entries of links[t] count.'],
    solution: firstLinkOnly,
  },
  {
    id: 'LO12',
    name: 'linksIgnored',
    sameAs: 'attention without the links',
    hints: [
      'Change links. Does your mask change?',
      'Token t sees links[t], however far away they are.',
    ],
    solution: linksIgnored,
  },
  {
    id: 'LO13',
    name: 'causalityIgnored',
    sameAs: 'a mask that does not hide the future',
    hints: [
      'Does your mask change with causal?',
      'When causal is true, what must hold besides the three reasons?',
      'No token sees a later one then: s ≤ t as well.',
    ],
    solution: causalityIgnored,
  },
  {
    id: 'LO14',
    name: 'fullHistory',
    sameAs: 'a causal mask that shows the whole past',
    hints: [
      'How many tokens does the last one see when causal is true?',
      'Does causality replace the window, or join it?',
      'Both have to hold: one of the three reasons, and s ≤ t.',
    ],
    solution: fullHistory,
  },
  {
    id: 'LO15',
    name: 'causalWindowOnly',
    sameAs: 'causality for the window, but not for global tokens and links',
    hints: [
      'When causal is true, does token 0 see the last token because it is global?',
      'To which of the three reasons does your causality apply?',
      'It applies to all: (window or global or link) and s ≤ t.',
    ],
    solution: causalWindowOnly,
  },
  {
    id: 'LO16',
    name: 'everyReasonNeeded',
    sameAs: 'a mask that wants the window and another reason as well',
    hints: [
      'A global token far away: does anyone see it?',
      'How many of the three reasons must hold?',
      'One is enough: combine them with or.',
    ],
    solution: everyReasonNeeded,
  },
  {
    id: 'LO17',
    name: 'zeroAfterSoftmax',
    sameAs: 'a mask applied to the weights, after the softmax',
    hints: [
      'Your mask is right. Add up the weights of one token: what is the sum?',
      'Mask the scores, before the softmax shares out the weight.',
    ],
    solution: zeroAfterSoftmax,
  },
  {
    id: 'LO18',
    name: 'hiddenScoresZero',
    sameAs: 'hidden scores that become 0',
    hints: [
      'Your mask is right. Which weight does the softmax give to a score of 0?',
      'A hidden score becomes -Infinity.',
    ],
    solution: hiddenScoresZero,
  },
  {
    id: 'LO19',
    name: 'withoutScale',
    sameAs: 'scores that are not divided by √dHead',
    hints: [
      'Your mask is right. What stands between q kᵀ and the softmax?',
      'Divide the scores by √dHead.',
    ],
    solution: withoutScale,
  },
] satisfies readonly Misconception[]
