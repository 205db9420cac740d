/** Known wrong solutions: each is the correct network with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { GruWeights } from './stub.ts'

type X = tf.Tensor3D
type Start = tf.Tensor2D
type Weights = GruWeights

/** The weights by block, each with its share of Wx, Wh and b. */
interface Block {
  readonly Wx: tf.Tensor2D
  readonly Wh: tf.Tensor2D
  readonly b: tf.Tensor1D
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly blocks?: (weights: Weights) => [r: Block, z: Block, n: Block]
  readonly reset?: (input: tf.Tensor, h: tf.Tensor, block: Block) => tf.Tensor
  readonly update?: (input: tf.Tensor, h: tf.Tensor, r: tf.Tensor, block: Block) => tf.Tensor
  readonly candidate?: (input: tf.Tensor, h: tf.Tensor, r: tf.Tensor, block: Block) => tf.Tensor
  readonly mix?: (z: tf.Tensor, h: tf.Tensor, n: tf.Tensor, r: tf.Tensor) => tf.Tensor
  /** The state that the next step reads. */
  readonly next?: (state: tf.Tensor) => tf.Tensor
}

function unroll(x: X, h0: Start, weights: Weights, pieces: Pieces): tf.Tensor {
  const { blocks = inOrder(0, 1, 2), reset = gate, candidate = afterReset } = pieces
  const { update = updateGate, mix = keepByUpdate, next = handedOn } = pieces
  const [ofReset, ofUpdate, ofCandidate] = blocks(weights)
  let h: tf.Tensor = h0
  const states = tf.unstack(x, 1).map((input) => {
    const r = reset(input, h, ofReset)
    const z = update(input, h, r, ofUpdate)
    const state = mix(z, h, candidate(input, h, r, ofCandidate), r)
    h = next(state)
    return state
  })
  return tf.stack(states, 1) // [B, T, H]
}

/** Where in the stack the blocks r, z and n are read. */
function inOrder(...places: [number, number, number]) {
  return ({ Wx, Wh, b }: Weights): [Block, Block, Block] => {
    const [ofInput, ofState] = [tf.split<tf.Tensor2D>(Wx, 3), tf.split<tf.Tensor2D>(Wh, 3)]
    const biases = tf.split<tf.Tensor1D>(b, 3)
    const block = (place: number): Block => ({
      Wx: ofInput[place]!,
      Wh: ofState[place]!,
      b: biases[place]!,
    })
    return [block(places[0]), block(places[1]), block(places[2])]
  }
}

function sum(input: tf.Tensor, state: tf.Tensor, { Wx, Wh, b }: Block): tf.Tensor {
  return tf.add(tf.add(tf.matMul(input, Wx, false, true), b), tf.matMul(state, Wh, false, true))
}

function gate(input: tf.Tensor, h: tf.Tensor, block: Block): tf.Tensor {
  return tf.sigmoid(sum(input, h, block))
}

function updateGate(input: tf.Tensor, h: tf.Tensor, _r: tf.Tensor, block: Block): tf.Tensor {
  return gate(input, h, block)
}

function afterReset(input: tf.Tensor, h: tf.Tensor, r: tf.Tensor, block: Block): tf.Tensor {
  return tf.tanh(sum(input, tf.mul(r, h), block))
}

function keepByUpdate(z: tf.Tensor, h: tf.Tensor, n: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), n))
}

function handedOn(state: tf.Tensor): tf.Tensor {
  return state
}

export function updateReversed(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { mix: (z, h, n) => keepByUpdate(tf.sub(1, z), h, n) })
}

export function resetAfterProduct(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    candidate: (input, h, r, { Wx, Wh, b }) => {
      const fromState = tf.mul(r, tf.matMul(h, Wh, false, true))
      return tf.tanh(tf.add(tf.add(tf.matMul(input, Wx, false, true), b), fromState))
    },
  })
}

export function orderZrn(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { blocks: inOrder(1, 0, 2) })
}

export function candidateFirst(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { blocks: inOrder(1, 2, 0) })
}

export function blocksInterleaved(x: X, h0: Start, weights: Weights) {
  const H = h0.shape[1]
  return unroll(x, h0, weights, {
    blocks: ({ Wx, Wh, b }) => {
      const rows = (first: number) => Array.from({ length: H }, (_, j) => 3 * j + first)
      const block = (first: number): Block => {
        const places = tf.tensor1d(rows(first), 'int32')
        return { Wx: tf.gather(Wx, places), Wh: tf.gather(Wh, places), b: tf.gather(b, places) }
      }
      return [block(0), block(1), block(2)]
    },
  })
}

export function withoutReset(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    candidate: (input, h, _r, block) => tf.tanh(sum(input, h, block)),
  })
}

export function resetEverywhere(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    update: (input, h, r, block) => gate(input, tf.mul(r, h), block),
  })
}

export function resetInMixture(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { mix: (z, h, n, r) => keepByUpdate(z, tf.mul(r, h), n) })
}

export function withoutUpdate(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { mix: (_z, _h, n) => n })
}

export function candidateNotScaled(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { mix: (z, h, n) => tf.add(tf.mul(z, h), n) })
}

export function candidateSigmoid(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    candidate: (input, h, r, block) => tf.sigmoid(sum(input, tf.mul(r, h), block)),
  })
}

export function gatesTanh(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    reset: (input, h, block) => tf.tanh(sum(input, h, block)),
    update: (input, h, _r, block) => tf.tanh(sum(input, h, block)),
  })
}

export function stateBentAgain(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { mix: (z, h, n) => tf.tanh(keepByUpdate(z, h, n)) })
}

export function withoutBias(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, { ...weights, b: tf.zerosLike(weights.b) }, {})
}

export function initialStateIgnored(x: X, h0: Start, weights: Weights) {
  return unroll(x, tf.zerosLike(h0), weights, {})
}

export function initialStateAlways(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, { next: () => h0 })
}

export function readBackwards(x: X, h0: Start, weights: Weights) {
  const states = unroll(tf.reverse3d(x, 1), h0, weights, {})
  return tf.reverse(states, 1)
}

export function recurrentTransposed(x: X, h0: Start, weights: Weights) {
  return unroll(x, h0, weights, {
    blocks: (all) => {
      const transposed = (block: Block): Block => ({ ...block, Wh: tf.transpose(block.Wh) })
      const [r, z, n] = inOrder(0, 1, 2)(all)
      return [transposed(r), transposed(z), transposed(n)]
    },
  })
}

export function lastStateOnly(x: X, h0: Start, weights: Weights) {
  const states = unroll(x, h0, weights, {})
  const [B, T, H] = states.shape as [number, number, number]
  return tf.reshape(tf.slice(states, [0, T - 1, 0], [B, 1, H]), [B, H])
}

export const misconceptions = [
  {
    id: 'GR1',
    name: 'updateReversed',
    sameAs: 'a GRU in which z = 1 takes the candidate instead of keeping the state',
    hints: [
      'What is left of the old state when z is 1? And when it is 0?',
      'Papers and libraries disagree on which of the two z stands for. What does the stub say?',
      'Here z keeps: h = z ⊙ h + (1 − z) ⊙ n.',
    ],
    solution: updateReversed,
  },
  {
    id: 'GR2',
    name: 'resetAfterProduct',
    sameAs: 'a GRU that resets after the product, r ⊙ (Wh h), as PyTorch does',
    hints: [
      'With one unit you are right. What is different with two?',
      'Does the reset gate act on the numbers of h, or on the sums that Wh makes of them?',
      'Here the reset comes first: Wh (r ⊙ h).',
    ],
    solution: resetAfterProduct,
  },
  {
    id: 'GR3',
    name: 'orderZrn',
    sameAs: 'a GRU with the blocks in the order z, r, n, as in Keras',
    hints: [
      'Which of the two gates do you read from the first H rows?',
      'Libraries stack the blocks in different orders. What does the stub say?',
      'The order here is r, z, n: reset gate, update gate, candidate.',
    ],
    solution: orderZrn,
  },
  {
    id: 'GR4',
    name: 'candidateFirst',
    sameAs: 'a GRU with the blocks in the order n, r, z',
    hints: [
      'Which of the three blocks do you read from the first H rows?',
      'Libraries stack the blocks in different orders. What does the stub say?',
      'The order here is r, z, n: the candidate comes last.',
    ],
    solution: candidateFirst,
  },
  {
    id: 'GR5',
    name: 'blocksInterleaved',
    sameAs: 'a GRU that takes the three sums of a unit from three neighbouring rows',
    hints: [
      'Which rows belong to the reset gate: 0 to H − 1, or every third?',
      'What does your reshape put side by side?',
      'The blocks follow one another: H rows for r, then H for z, then H for n.',
    ],
    solution: blocksInterleaved,
  },
  {
    id: 'GR6',
    name: 'withoutReset',
    sameAs: 'a GRU without its reset gate',
    hints: [
      'Does changing the first block of the weights change your result?',
      'How could your candidate forget the past and begin anew?',
      'The candidate reads r ⊙ h instead of h.',
    ],
    solution: withoutReset,
  },
  {
    id: 'GR7',
    name: 'resetEverywhere',
    sameAs: 'a GRU whose update gate reads the reset state as well',
    hints: [
      'Which h does your update gate read?',
      'In how many places does r appear in the formula?',
      'Only the candidate reads r ⊙ h; both gates read h itself.',
    ],
    solution: resetEverywhere,
  },
  {
    id: 'GR8',
    name: 'resetInMixture',
    sameAs: 'a GRU that keeps a share of r ⊙ h instead of h',
    hints: [
      'With z = 1, does the state stay what it was in your code?',
      'In how many places does r appear in the formula?',
      'What z keeps is the old h itself: z ⊙ h + (1 − z) ⊙ n.',
    ],
    solution: resetInMixture,
  },
  {
    id: 'GR9',
    name: 'withoutUpdate',
    sameAs: 'a GRU that takes the candidate as it is, without the update gate',
    hints: [
      'With z = 1, does the state stay what it was in your code?',
      'Does changing the second block of the weights change your result?',
      'The new state mixes the old one and the candidate: z ⊙ h + (1 − z) ⊙ n.',
    ],
    solution: withoutUpdate,
  },
  {
    id: 'GR10',
    name: 'candidateNotScaled',
    sameAs: 'a GRU that adds the whole candidate: h = z ⊙ h + n',
    hints: [
      'Can a number of your state be above 1?',
      'The two shares of a mixture sum to what?',
      'What is kept and what is new share the place: z ⊙ h + (1 − z) ⊙ n.',
    ],
    solution: candidateNotScaled,
  },
  {
    id: 'GR11',
    name: 'candidateSigmoid',
    sameAs: 'a GRU with a sigmoid around the candidate',
    hints: [
      'Can your candidate be negative?',
      'Two of the three blocks are gates, between 0 and 1. What is the third?',
      'The candidate is tanh of its sum.',
    ],
    solution: candidateSigmoid,
  },
  {
    id: 'GR12',
    name: 'gatesTanh',
    sameAs: 'a GRU with tanh for its gates',
    hints: [
      'What does a gate of −0.5 do to what passes through it?',
      'Between which two numbers does a gate lie?',
      'r and z are sigmoids, from 0 (shut) to 1 (open).',
    ],
    solution: gatesTanh,
  },
  {
    id: 'GR13',
    name: 'stateBentAgain',
    sameAs: 'a GRU with tanh around the new state as well',
    hints: [
      'With z = 1, does the state stay what it was in your code?',
      'How often does tanh appear in the formula?',
      'The mixture is the new state as it is: tanh is in the candidate only.',
    ],
    solution: stateBentAgain,
  },
  {
    id: 'GR14',
    name: 'withoutBias',
    sameAs: 'a GRU without its biases',
    hints: [
      'What are r, z and n when x and h are 0?',
      'Where does your code use b?',
      'Add b to the sums, block by block.',
    ],
    solution: withoutBias,
  },
  {
    id: 'GR15',
    name: 'initialStateIgnored',
    sameAs: 'a GRU that starts from zeros instead of h0',
    hints: [
      'What does step 0 read?',
      'Where does your code use h0?',
      'Begin with h0: a decoder starts from what its encoder has read.',
    ],
    solution: initialStateIgnored,
  },
  {
    id: 'GR16',
    name: 'initialStateAlways',
    sameAs: 'a GRU that reads h0 in every step',
    hints: [
      'Step 0 is right. Which state does step 1 read?',
      'Does the variable that holds the state change inside your loop?',
      'Step t reads the state of step t − 1.',
    ],
    solution: initialStateAlways,
  },
  {
    id: 'GR17',
    name: 'readBackwards',
    sameAs: 'a GRU that reads from the end to the beginning',
    hints: [
      'Edit the last input: which states change in your result?',
      'Which step reads h0?',
      'Begin with step 0; state t may know steps 0 … t only.',
    ],
    solution: readBackwards,
  },
  {
    id: 'GR18',
    name: 'recurrentTransposed',
    sameAs: 'a GRU with the three square blocks of Wh transposed',
    hints: [
      'Which numbers of a block of Wh belong to unit 0: a row or a column?',
      'The blocks are square, so that both fit. What did you do with Wx?',
      'Weights are [out, in]: tf.matMul(h, W, false, true).',
    ],
    solution: recurrentTransposed,
  },
  {
    id: 'GR19',
    name: 'lastStateOnly',
    sameAs: 'only the last state of the GRU',
    hints: [
      'How many axes does the result have?',
      'What becomes of the states before the last one?',
      'Return the state after every step: [B, T, H].',
    ],
    solution: lastStateOnly,
  },
] satisfies readonly Misconception[]
