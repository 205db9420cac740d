/** Known wrong solutions: each is the correct network with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { LstmWeights } from './stub.ts'

type Weights = LstmWeights

interface State {
  readonly h: tf.Tensor
  readonly c: tf.Tensor
}

/** Sums before the gates, [B, H] each. */
interface Sums {
  readonly i: tf.Tensor
  readonly f: tf.Tensor
  readonly g: tf.Tensor
  readonly o: tf.Tensor
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly blocks?: (sums: tf.Tensor) => Sums
  readonly cell?: (sums: Sums, c: tf.Tensor) => tf.Tensor
  readonly state?: (sums: Sums, cell: tf.Tensor) => tf.Tensor
  /** From the state before and after a step to the one that is kept; `live` is [B, 1], false on padding. */
  readonly keep?: (live: tf.Tensor, after: State, before: State) => State
}

function unroll(
  x: tf.Tensor3D,
  lengths: tf.Tensor1D,
  start: State,
  { Wx, Wh, b }: Weights,
  pieces: Pieces,
): State {
  const { blocks = inOrder('ifgo'), cell = gatedCell, state = gatedState, keep = freeze } = pieces
  let now = start
  const steps = tf.unstack(x, 1).map((input, t) => {
    const sums = blocks(
      tf.add(tf.add(tf.matMul(input, Wx, false, true), b), tf.matMul(now.h, Wh, false, true)),
    )
    const c = cell(sums, now.c)
    const live = tf.expandDims(tf.less(t, lengths), 1)
    now = keep(live, { h: state(sums, c), c }, now)
    return now
  })
  return allOf(steps)
}

function allOf(steps: readonly State[]): State {
  const stacked = (states: tf.Tensor[]) => tf.stack(states, 1)
  return { h: stacked(steps.map(({ h }) => h)), c: stacked(steps.map(({ c }) => c)) }
}

/** Reads the blocks of rows in the order of the letters. */
function inOrder(letters: string): (sums: tf.Tensor) => Sums {
  return (sums) => {
    const parts = tf.split(sums, 4, 1)
    const part = (letter: string) => parts[letters.indexOf(letter)]!
    return { i: part('i'), f: part('f'), g: part('g'), o: part('o') }
  }
}

function gatedCell({ i, f, g }: Sums, c: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)))
}

function gatedState({ o }: Sums, cell: tf.Tensor): tf.Tensor {
  return tf.mul(tf.sigmoid(o), tf.tanh(cell))
}

function freeze(live: tf.Tensor, after: State, before: State): State {
  return { h: tf.where(live, after.h, before.h), c: tf.where(live, after.c, before.c) }
}

type X = tf.Tensor3D
type Lengths = tf.Tensor1D
type Start = tf.Tensor2D

export function orderIfog(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, { blocks: inOrder('ifog') })
}

export function orderIofg(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, { blocks: inOrder('iofg') })
}

export function orderIgfo(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, { blocks: inOrder('igfo') })
}

export function orderFigo(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, { blocks: inOrder('figo') })
}

export function blocksInterleaved(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  const [B, H] = h0.shape
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    blocks: (sums) => {
      const [i, f, g, o] = tf.unstack(tf.reshape(sums, [B, H, 4]), 2)
      return { i: i!, f: f!, g: g!, o: o! }
    },
  })
}

export function candidateSigmoid(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: ({ i, f, g }, c) =>
      tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.sigmoid(g))),
  })
}

export function gatesTanh(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: ({ i, f, g }, c) => tf.add(tf.mul(tf.tanh(f), c), tf.mul(tf.tanh(i), tf.tanh(g))),
    state: ({ o }, cell) => tf.mul(tf.tanh(o), tf.tanh(cell)),
  })
}

export function cellNotBent(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    state: ({ o }, cell) => tf.mul(tf.sigmoid(o), cell),
  })
}

export function cellBentTwice(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: (sums, c) => tf.tanh(gatedCell(sums, c)),
    state: ({ o }, cell) => tf.mul(tf.sigmoid(o), cell),
  })
}

export function nothingForgotten(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: ({ i, g }, c) => tf.add(c, tf.mul(tf.sigmoid(i), tf.tanh(g))),
  })
}

export function gatesCoupled(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: ({ f, g }, c) =>
      tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sub(1, tf.sigmoid(f)), tf.tanh(g))),
  })
}

export function forgetBiasAdded(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: (sums, c) => gatedCell({ ...sums, f: tf.add(sums.f, 1) }, c),
  })
}

export function outputFromOldCell(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  let old: tf.Tensor = c0
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    state: ({ o }) => tf.mul(tf.sigmoid(o), tf.tanh(old)),
    keep: (live, after, before) => {
      const now = freeze(live, after, before)
      old = now.c
      return now
    },
  })
}

export function unitByUnit(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights): State {
  const [Wx, Wh, b] = [weights.Wx.arraySync(), weights.Wh.arraySync(), weights.b.arraySync()]
  const [states, cells, steps] = [h0.arraySync(), c0.arraySync(), lengths.arraySync()]
  const H = h0.shape[1]
  const dot = (one: number[], other: number[]) =>
    one.reduce((sum, entry, k) => sum + entry * other[k]!, 0)
  const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum))
  const all = x.arraySync().map((inputs, item) => {
    const [h, c] = [states[item]!, cells[item]!]
    return inputs.map((input, t) => {
      if (t < steps[item]!) {
        for (let j = 0; j < H; j++) {
          const sum = (row: number) => b[row]! + dot(Wx[row]!, input) + dot(Wh[row]!, h)
          c[j] = sigmoid(sum(H + j)) * c[j]! + sigmoid(sum(j)) * Math.tanh(sum(2 * H + j))
          h[j] = sigmoid(sum(3 * H + j)) * Math.tanh(c[j]!)
        }
      }
      return { h: [...h], c: [...c] }
    })
  })
  return {
    h: tf.tensor(all.map((item) => item.map(({ h }) => h))),
    c: tf.tensor(all.map((item) => item.map(({ c }) => c))),
  }
}

export function withoutBias(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  const b = tf.zerosLike(weights.b)
  return unroll(x, lengths, { h: h0, c: c0 }, { ...weights, b }, {})
}

export function stateAndCellExchanged(
  x: X,
  lengths: Lengths,
  h0: Start,
  c0: Start,
  weights: Weights,
) {
  const { h, c } = unroll(x, lengths, { h: h0, c: c0 }, weights, {})
  return { h: c, c: h }
}

export function startsExchanged(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: c0, c: h0 }, weights, {})
}

export function startsFromZeros(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: tf.zerosLike(h0), c: tf.zerosLike(c0) }, weights, {})
}

export function cellReset(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    cell: (sums) => gatedCell(sums, c0),
  })
}

export function paddingRead(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, { keep: (_live, after) => after })
}

export function paddingZeroed(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  return unroll(x, lengths, { h: h0, c: c0 }, weights, {
    keep: (live, { h, c }) => ({
      h: tf.where(live, h, tf.zerosLike(h)),
      c: tf.where(live, c, tf.zerosLike(c)),
    }),
  })
}

export function lengthOffByOne(x: X, lengths: Lengths, h0: Start, c0: Start, weights: Weights) {
  const longer: Lengths = tf.add(lengths, 1)
  return unroll(x, longer, { h: h0, c: c0 }, weights, {})
}

export const misconceptions = [
  {
    id: 'LS1',
    name: 'orderIfog',
    sameAs: 'an LSTM with the blocks in the order i, f, o, g',
    hints: [
      'Which two of the four blocks do you read right, and which not?',
      'Libraries stack the blocks in different orders. What does the stub say?',
      'The order here is i, f, g, o: the candidate is the third block, the output gate the last.',
    ],
    solution: orderIfog,
  },
  {
    id: 'LS2',
    name: 'orderIofg',
    sameAs: 'an LSTM with the blocks in the order i, o, f, g, as ONNX has it',
    hints: [
      'Where did you look up the order of the blocks?',
      'Libraries stack the blocks in different orders. What does the stub say?',
      'The order here is i, f, g, o.',
    ],
    solution: orderIofg,
  },
  {
    id: 'LS3',
    name: 'orderIgfo',
    sameAs: 'an LSTM with the blocks in the order i, g, f, o, as in old TensorFlow cells',
    hints: [
      'Where did you look up the order of the blocks?',
      'Libraries stack the blocks in different orders. What does the stub say?',
      'The order here is i, f, g, o: the forget gate is the second block, the candidate the third.',
    ],
    solution: orderIgfo,
  },
  {
    id: 'LS4',
    name: 'orderFigo',
    sameAs: 'an LSTM with input gate and forget gate exchanged',
    hints: [
      'Which gate multiplies the old cell, and which the candidate?',
      'With the input gate shut, does your cell keep what it held?',
      'Block 0 is the input gate, block 1 the forget gate: c = σ(f) ⊙ c + σ(i) ⊙ tanh(g).',
    ],
    solution: orderFigo,
  },
  {
    id: 'LS5',
    name: 'blocksInterleaved',
    sameAs: 'an LSTM that takes the four sums of a unit from four neighbouring rows',
    hints: [
      'Which rows belong to the input gate: 0 to H − 1, or every fourth?',
      'What does your reshape put side by side?',
      'The blocks follow one another: H rows for i, then H for f, then g, then o.',
    ],
    solution: blocksInterleaved,
  },
  {
    id: 'LS6',
    name: 'candidateSigmoid',
    sameAs: 'an LSTM with a sigmoid around the candidate g',
    hints: [
      'Can your cell ever go down other than by forgetting?',
      'Three of the four blocks are gates, between 0 and 1. What is the fourth?',
      'The candidate is tanh(g): it may be negative.',
    ],
    solution: candidateSigmoid,
  },
  {
    id: 'LS7',
    name: 'gatesTanh',
    sameAs: 'an LSTM with tanh for all gates',
    hints: [
      'What does a gate of −0.5 do to what passes through it?',
      'Between which two numbers does a gate lie?',
      'A gate is a sigmoid, from 0 (shut) to 1 (open); only the candidate and the cell go through tanh.',
    ],
    solution: gatesTanh,
  },
  {
    id: 'LS8',
    name: 'cellNotBent',
    sameAs: 'an LSTM without tanh on the cell: h = σ(o) ⊙ c',
    hints: [
      'c is right and h is not. Can your h be above 1?',
      'How large can a cell become that gathers for many steps?',
      'The output gate lets tanh(c) through, not c.',
    ],
    solution: cellNotBent,
  },
  {
    id: 'LS9',
    name: 'cellBentTwice',
    sameAs: 'an LSTM that keeps tanh(c) as its cell',
    hints: [
      'Can your cell be above 1? Should it be able to?',
      'What becomes of a memory that goes through tanh at every step?',
      'tanh is on the way out only: c itself is handed on as it is.',
    ],
    solution: cellBentTwice,
  },
  {
    id: 'LS10',
    name: 'nothingForgotten',
    sameAs: 'the LSTM of 1997, which has no forget gate',
    hints: [
      'Where does your code use the second block?',
      'How could your cell get rid of something it no longer needs?',
      'The old cell is multiplied by σ(f) before the new is added.',
    ],
    solution: nothingForgotten,
  },
  {
    id: 'LS11',
    name: 'gatesCoupled',
    sameAs: 'an LSTM whose input gate is 1 minus its forget gate',
    hints: [
      'Where does your code use the first block?',
      'Can your cell keep everything and take in something new at once?',
      'The input gate has weights of its own here: σ(i).',
    ],
    solution: gatesCoupled,
  },
  {
    id: 'LS12',
    name: 'forgetBiasAdded',
    sameAs: 'an LSTM that adds 1 to the sums of the forget gate',
    hints: [
      'Which gate is off? What is the sum before it?',
      'Some libraries add a constant there, so that a new network remembers. Does the formula?',
      'Such a 1 belongs to the initial value of b; nothing is added here.',
    ],
    solution: forgetBiasAdded,
  },
  {
    id: 'LS13',
    name: 'outputFromOldCell',
    sameAs: 'an LSTM that shows the cell as it was before the step',
    hints: [
      'c is right and h is not. Which c goes into your h?',
      'Which line comes first in the formula, the one for c or the one for h?',
      'h reads the new cell: σ(o) ⊙ tanh(c) after c has been updated.',
    ],
    solution: outputFromOldCell,
  },
  {
    id: 'LS14',
    name: 'unitByUnit',
    sameAs: 'an LSTM whose units read each other’s new states',
    hints: [
      'Unit 0 is right in the first step. Which h does unit 1 read?',
      'Is h changed while gates are still being computed?',
      'All gates of all units read the h of the step before: write new values to a new array.',
    ],
    solution: unitByUnit,
  },
  {
    id: 'LS15',
    name: 'withoutBias',
    sameAs: 'an LSTM without its biases',
    hints: [
      'What is each gate when x and h are 0?',
      'Where does your code use b?',
      'Add b to the sums, block by block.',
    ],
    solution: withoutBias,
  },
  {
    id: 'LS16',
    name: 'stateAndCellExchanged',
    sameAs: 'an LSTM that returns h and c exchanged',
    hints: [
      'Which of your two results leaves the range from −1 to 1?',
      'Which of the two should stay inside?',
      'h is what the gate lets out; c is the memory behind it.',
    ],
    solution: stateAndCellExchanged,
  },
  {
    id: 'LS17',
    name: 'startsExchanged',
    sameAs: 'an LSTM that starts with h0 as its cell and c0 as its state',
    hints: [
      'Which of the two meets Wh?',
      'In which order do the parameters come: state first, or cell first?',
      'h0 is the first state, c0 the first cell.',
    ],
    solution: startsExchanged,
  },
  {
    id: 'LS18',
    name: 'startsFromZeros',
    sameAs: 'an LSTM that starts from zeros instead of h0 and c0',
    hints: [
      'What does step 0 read?',
      'Where does your code use h0 and c0?',
      'Begin with h0 and c0: a decoder starts from what its encoder has read.',
    ],
    solution: startsFromZeros,
  },
  {
    id: 'LS19',
    name: 'cellReset',
    sameAs: 'an LSTM that goes back to c0 at every step',
    hints: [
      'Step 0 is right. Which cell does step 1 read?',
      'Is the variable for the cell updated inside your loop?',
      'c goes from step to step, just as h does.',
    ],
    solution: cellReset,
  },
  {
    id: 'LS20',
    name: 'paddingRead',
    sameAs: 'an LSTM that reads padding like any other step',
    hints: [
      'Change x after the end of an item: what moves?',
      'Where does your code use lengths?',
      'From step lengths[b] on, h and c of item b stay as they are.',
    ],
    solution: paddingRead,
  },
  {
    id: 'LS21',
    name: 'paddingZeroed',
    sameAs: 'an LSTM whose states become zeros on padding',
    hints: [
      'What is the last row of h for an item that ended early?',
      'Who reads h[b][T − 1] later, and what is it to find there?',
      'Past its length an item keeps its last state and its last cell.',
    ],
    solution: paddingZeroed,
  },
  {
    id: 'LS22',
    name: 'lengthOffByOne',
    sameAs: 'an LSTM that reads one step of padding',
    hints: [
      'An item of length 2 has which steps: 0 and 1, or 0, 1 and 2?',
      'Is it t < length or t <= length?',
      'Step t counts while t < lengths[b].',
    ],
    solution: lengthOffByOne,
  },
] satisfies readonly Misconception[]
