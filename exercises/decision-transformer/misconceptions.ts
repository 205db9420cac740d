/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { AgentWeights, Block, Linear, Norm } from './stub.ts'

type Given = [
  rewards: tf.Tensor2D,
  states: tf.Tensor3D,
  actions: tf.Tensor3D,
  timesteps: tf.Tensor2D,
  weights: AgentWeights,
  nHeads: number,
]

/** The three embedded kinds of tokens without their times, and the times, each [B, T, dModel]. */
interface Embedded {
  readonly returns: tf.Tensor
  readonly states: tf.Tensor
  readonly actions: tf.Tensor
  readonly when: tf.Tensor
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly toGo?: (rewards: tf.Tensor2D) => tf.Tensor
  readonly actions?: (actions: tf.Tensor3D) => tf.Tensor3D
  readonly when?: (timesteps: tf.Tensor2D, time: tf.Tensor2D) => tf.Tensor
  /** The sequence, [B, tokens, dModel]. */
  readonly sequence?: (embedded: Embedded) => tf.Tensor
  /** true where token t may attend to token s, [tokens, tokens]. */
  readonly mask?: (tokens: number) => tf.Tensor
  /** What the head reads, [B, T, dModel]. */
  readonly read?: (x: tf.Tensor, T: number) => tf.Tensor
  readonly lastNorm?: (x: tf.Tensor, norm: Norm) => tf.Tensor
  readonly head?: (x: tf.Tensor, head: Linear) => tf.Tensor
}

const right: Required<Pieces> = {
  toGo: (rewards) => tf.cumsum(rewards, 1, false, true),
  actions: (actions) => actions,
  when: (timesteps, time) => tf.gather(time, timesteps),
  sequence: ({ returns, states, actions, when }) =>
    interleaved([returns, states, actions].map((kind) => tf.add(kind, when))),
  mask: lowerTriangle,
  read: (x, T) => tokenOfStep(x, T, 1),
  lastNorm: layerNorm,
  head: linear,
}

function agent([rewards, states, actions, timesteps, weights, nHeads]: Given, wrong: Pieces) {
  const pieces = { ...right, ...wrong }
  const T = rewards.shape[1]
  const returnsToGo = pieces.toGo(rewards)
  let x = pieces.sequence({
    returns: linear(tf.expandDims(returnsToGo, 2), weights.embedReturn),
    states: linear(states, weights.embedState),
    actions: linear(pieces.actions(actions), weights.embedAction),
    when: pieces.when(timesteps, weights.time),
  })
  const mask = pieces.mask(x.shape[1]!)
  for (const block of weights.blocks) x = applyBlock(x, block, nHeads, mask)
  const read = pieces.read(pieces.lastNorm(x, weights.lnF), T)
  return { returnsToGo, predictions: pieces.head(read, weights.head) }
}

/** Kinds of tokens, each [B, T, dModel], step by step: [B, kinds · T, dModel]. */
function interleaved(kinds: readonly tf.Tensor[]): tf.Tensor {
  const [B, T, dModel] = kinds[0]!.shape as [number, number, number]
  return tf.reshape(tf.stack([...kinds], 2), [B, kinds.length * T, dModel])
}

/** Of a sequence of steps, the token at one place of every step: [B, T, dModel]. */
function tokenOfStep(x: tf.Tensor, T: number, place: number): tf.Tensor {
  const perStep = x.shape[1]! / T
  const places = Array.from({ length: T }, (_, t) => perStep * t + place)
  return tf.gather(x, tf.tensor1d(places, 'int32'), 1)
}

function lowerTriangle(tokens: number): tf.Tensor {
  return tf.lessEqual(tf.range(0, tokens), tf.reshape(tf.range(0, tokens), [tokens, 1]))
}

function applyBlock(x: tf.Tensor, p: Block, nHeads: number, mask: tf.Tensor): tf.Tensor {
  const y = tf.add(x, attend(layerNorm(x, p.ln1), p.attention, nHeads, mask))
  const inner = linear(layerNorm(y, p.ln2), { w: p.ffn.w1, b: p.ffn.b1 })
  const phi = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(inner, Math.SQRT1_2))))
  return tf.add(y, linear(tf.mul(inner, phi), { w: p.ffn.w2, b: p.ffn.b2 }))
}

function attend(x: tf.Tensor, p: Block['attention'], nHeads: number, mask: tf.Tensor): tf.Tensor {
  const [B, T, width] = x.shape as [number, number, number]
  const project = (w: tf.Tensor2D, b: tf.Tensor1D) =>
    tf.transpose(tf.reshape(linear(x, { w, b }), [B, T, nHeads, width / nHeads]), [0, 2, 1, 3])
  const scores = tf.matMul(project(p.wq, p.bq), project(p.wk, p.bk), false, true)
  const scaled = tf.div(scores, Math.sqrt(width / nHeads))
  const shares = tf.softmax(tf.where(mask, scaled, -Infinity)) // [B, H, T, T]
  const heads = tf.transpose(tf.matMul(shares, project(p.wv, p.bv)), [0, 2, 1, 3])
  return linear(tf.reshape(heads, [B, T, width]), { w: p.wo, b: p.bo })
}

function layerNorm(x: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true)
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma), beta)
}

function linear(x: tf.Tensor, { w, b }: Linear): tf.Tensor {
  return tf.add(tf.matMul(x, w, false, true), b)
}

export function readAtAction(...given: Given) {
  return agent(given, { read: (x, T) => tokenOfStep(x, T, 2) })
}

export function readAtReturn(...given: Given) {
  return agent(given, { read: (x, T) => tokenOfStep(x, T, 0) })
}

export function lastTokensRead(...given: Given) {
  return agent(given, { read: (x, T) => tf.slice(x, [0, 2 * T, 0], [-1, T, -1]) })
}

export function kindByKind(...given: Given) {
  return agent(given, {
    sequence: ({ returns, states, actions, when }) =>
      tf.concat(
        [returns, states, actions].map((kind) => tf.add(kind, when)),
        1,
      ),
    read: (x, T) => tf.slice(x, [0, T, 0], [-1, T, -1]),
  })
}

export function kindByKindReadByStep(...given: Given) {
  return agent(given, {
    sequence: ({ returns, states, actions, when }) =>
      tf.concat(
        [returns, states, actions].map((kind) => tf.add(kind, when)),
        1,
      ),
  })
}

export function stateBeforeReturn(...given: Given) {
  return agent(given, {
    sequence: ({ returns, states, actions, when }) =>
      interleaved([states, returns, actions].map((kind) => tf.add(kind, when))),
    read: (x, T) => tokenOfStep(x, T, 0),
  })
}

export function actionsOneLate(...given: Given) {
  return agent(given, {
    actions: (actions) => {
      const [B, T, dAction] = actions.shape
      const earlier = tf.slice(actions, [0, 0, 0], [B, T - 1, dAction])
      return tf.concat([tf.zeros<tf.Rank.R3>([B, 1, dAction]), earlier], 1)
    },
  })
}

export function withoutReturns(...given: Given) {
  return agent(given, {
    sequence: ({ states, actions, when }) =>
      interleaved([states, actions].map((kind) => tf.add(kind, when))),
    read: (x, T) => tokenOfStep(x, T, 0),
  })
}

export function returnSoFar(...given: Given) {
  return agent(given, { toGo: (rewards) => tf.cumsum(rewards, 1) })
}

export function withoutOwnReward(...given: Given) {
  return agent(given, { toGo: (rewards) => tf.cumsum(rewards, 1, true, true) })
}

export function rewardsThemselves(...given: Given) {
  return agent(given, { toGo: (rewards) => rewards })
}

export function wholeReturn(...given: Given) {
  return agent(given, {
    toGo: (rewards) => tf.add(tf.zerosLike(rewards), tf.sum(rewards, 1, true)),
  })
}

export function discounted(...given: Given) {
  return agent(given, {
    toGo: (rewards) => {
      const T = rewards.shape[1]
      const factor = (later: number, t: number) => (later < t ? 0 : 0.99 ** (later - t))
      const factors = Array.from({ length: T }, (_, later) =>
        Array.from({ length: T }, (_entry, t) => factor(later, t)),
      )
      return tf.matMul(rewards, tf.tensor2d(factors))
    },
  })
}

export function stepsFromZero(...given: Given) {
  return agent(given, {
    when: (timesteps, time) => {
      const T = timesteps.shape[1]
      return tf.add(tf.zeros([timesteps.shape[0], 1, 1]), tf.slice(time, [0, 0], [T, -1]))
    },
  })
}

export function positionsBySlot(...given: Given) {
  const { time } = given[4]
  return agent(given, {
    sequence: ({ returns, states, actions }) => {
      const tokens = interleaved([returns, states, actions])
      return tf.add(tokens, tf.slice(time, [0, 0], [tokens.shape[1]!, -1]))
    },
  })
}

export function withoutTime(...given: Given) {
  return agent(given, { when: (timesteps, time) => tf.zeros([...timesteps.shape, time.shape[1]]) })
}

export function timeOnStatesOnly(...given: Given) {
  return agent(given, {
    sequence: ({ returns, states, actions, when }) =>
      interleaved([returns, tf.add(states, when), actions]),
  })
}

export function timesOfFirstItem(...given: Given) {
  return agent(given, {
    when: (timesteps, time) => {
      const [B, T] = timesteps.shape
      const own = tf.slice(timesteps, [0, 0], [1, T])
      return tf.gather(time, tf.tile(own, [B, 1]))
    },
  })
}

export function everythingSeen(...given: Given) {
  return agent(given, { mask: (tokens) => tf.ones([tokens, tokens], 'bool') })
}

export function causalByStep(...given: Given) {
  return agent(given, {
    mask: (tokens) => {
      const step = tf.tensor1d(Array.from({ length: tokens }, (_, at) => Math.floor(at / 3)))
      return tf.lessEqual(step, tf.reshape(step, [tokens, 1]))
    },
  })
}

export function lastNormMissing(...given: Given) {
  return agent(given, { lastNorm: (x) => x })
}

export function squashed(...given: Given) {
  return agent(given, { head: (x, head) => tf.tanh(linear(x, head)) })
}

export const misconceptions = [
  {
    id: 'DT1',
    name: 'readAtAction',
    sameAs: 'a model that predicts an action from the token of that very action',
    hints: [
      'Edit an action. Does the prediction of the same step change?',
      'Which tokens may be known before an action is chosen?',
      'a_t is read from what stands at s_t: it has seen R_t and s_t, but not a_t.',
    ],
    solution: readAtAction,
  },
  {
    id: 'DT2',
    name: 'readAtReturn',
    sameAs: 'a model that predicts an action from the token of the return',
    hints: [
      'Edit the state of a step. Does the prediction of the same step change?',
      'Which of the three tokens of a step has seen both the return and the state?',
      'a_t is read from what stands at s_t, the second token of its step.',
    ],
    solution: readAtReturn,
  },
  {
    id: 'DT3',
    name: 'lastTokensRead',
    sameAs: 'predictions from the last T tokens of the sequence',
    hints: [
      'At which places of the sequence do the states stand?',
      'Three tokens make a step: which places belong to step t?',
      'The states stand at the places 1, 4, 7, …: 3t + 1.',
    ],
    solution: lastTokensRead,
  },
  {
    id: 'DT4',
    name: 'kindByKind',
    sameAs: 'a sequence of all returns, then all states, then all actions',
    hints: [
      'With a single step, is everything right? And with two?',
      'Which tokens stand before s_1 in your sequence? Is a_0 among them?',
      'Step by step: R_0 s_0 a_0 R_1 s_1 a_1 …, so stack the three along a new axis behind T.',
    ],
    solution: kindByKind,
  },
  {
    id: 'DT5',
    name: 'kindByKindReadByStep',
    sameAs: 'a sequence of all returns, all states, all actions, read as if it were step by step',
    hints: [
      'Name the tokens by their kind and step. In which order do they stand after your reshape?',
      'A reshape never moves a number. Which axis must run faster: the step or the kind?',
      'Stack to [B, T, 3, dModel]; only then does a reshape to [B, 3T, dModel] go step by step.',
    ],
    solution: kindByKindReadByStep,
  },
  {
    id: 'DT6',
    name: 'stateBeforeReturn',
    sameAs: 'steps in the order state, return, action',
    hints: [
      'Change the wish, by changing the last reward. Does the first prediction change?',
      'What has s_t seen in your sequence, under the causal mask?',
      'The order is return, state, action: at s_t the wish is known.',
    ],
    solution: stateBeforeReturn,
  },
  {
    id: 'DT7',
    name: 'actionsOneLate',
    sameAs: 'a sequence in which step t holds the action of step t − 1',
    hints: [
      'Is the first step right, and what comes after it wrong?',
      'Which action stands behind s_t in your sequence?',
      'Behind s_t stands a_t; the causal mask keeps s_t from seeing it. Nothing is shifted.',
    ],
    solution: actionsOneLate,
  },
  {
    id: 'DT8',
    name: 'withoutReturns',
    sameAs: 'a sequence of states and actions, without returns',
    hints: [
      'Are your returns right? Where do they go then?',
      'How would this agent know how well it is to do?',
      'Every step has three tokens: R_t, s_t, a_t.',
    ],
    solution: withoutReturns,
  },
  {
    id: 'DT9',
    name: 'returnSoFar',
    sameAs: 'the sum of the rewards up to each step',
    hints: [
      'For the rewards 3, 1: what is your first return?',
      'At the first step, is the return a matter of the past or of the future?',
      'To go: add from step t to the end.',
    ],
    solution: returnSoFar,
  },
  {
    id: 'DT10',
    name: 'withoutOwnReward',
    sameAs: 'returns that leave out the reward of their own step',
    hints: [
      'For the rewards 3, 1: what is your last return?',
      'By how much are you off at step t? Is it r_t?',
      'R_t begins with r_t.',
    ],
    solution: withoutOwnReward,
  },
  {
    id: 'DT11',
    name: 'rewardsThemselves',
    sameAs: 'the rewards in the place of the returns',
    hints: [
      'For the rewards 3, 1: what is your first return?',
      'A reward is for one step. What does the agent wish for?',
      'R_t adds the rewards from step t to the end.',
    ],
    solution: rewardsThemselves,
  },
  {
    id: 'DT12',
    name: 'wholeReturn',
    sameAs: 'the return of the whole episode at every step',
    hints: [
      'Are your returns equal at all steps?',
      'What is left to be earned once a reward has come in?',
      'R_{t+1} is R_t minus r_t.',
    ],
    solution: wholeReturn,
  },
  {
    id: 'DT13',
    name: 'discounted',
    sameAs: 'returns with a discount of 0.99 per step',
    hints: [
      'For the rewards 3, 1: is your first return a whole number?',
      'Many methods discount what lies far ahead. Does this formula?',
      'R_t is a plain sum.',
    ],
    solution: discounted,
  },
  {
    id: 'DT14',
    name: 'stepsFromZero',
    sameAs: 'times 0, 1, 2, … whatever timesteps says',
    hints: [
      'Which parameter does your function never read?',
      'A window of T steps is cut from a long episode. Does it begin at its step 0?',
      'The time of step t is row timesteps[b][t].',
    ],
    solution: stepsFromZero,
  },
  {
    id: 'DT15',
    name: 'positionsBySlot',
    sameAs: 'a position for each of the 3T tokens, as GPT has it',
    hints: [
      'Which rows of time do you add to the three tokens of one step?',
      'Did R_t, s_t and a_t happen at three times?',
      'All three tokens of a step get the same row, that of its timestep.',
    ],
    solution: positionsBySlot,
  },
  {
    id: 'DT16',
    name: 'withoutTime',
    sameAs: 'tokens without times',
    hints: [
      'Which of the weights does your function never read?',
      'Each token is its embedding plus time[timesteps[b][t]].',
    ],
    solution: withoutTime,
  },
  {
    id: 'DT17',
    name: 'timeOnStatesOnly',
    sameAs: 'times on the states only',
    hints: [
      'Without blocks all is right. And with one?',
      'To how many of the three tokens of a step do you add its time?',
      'All three get it.',
    ],
    solution: timeOnStatesOnly,
  },
  {
    id: 'DT18',
    name: 'timesOfFirstItem',
    sameAs: 'the times of item 0 in every item',
    hints: [
      'Is item 0 right, and are the others wrong?',
      'timesteps is [B, T]: every item may come from another part of its episode.',
    ],
    solution: timesOfFirstItem,
  },
  {
    id: 'DT19',
    name: 'everythingSeen',
    sameAs: 'a model without a causal mask',
    hints: [
      'Edit the last action. Which predictions change?',
      'While it acts, does the agent know what it will see next?',
      'Token i of the sequence sees tokens 0 to i.',
    ],
    solution: everythingSeen,
  },
  {
    id: 'DT20',
    name: 'causalByStep',
    sameAs: 'a mask that lets the tokens of a step see each other',
    hints: [
      'Edit an action. Does the prediction of the same step change?',
      'How large is your mask: [T, T] blown up, or [3T, 3T] from the start?',
      'The mask goes token by token: s_t sees R_t, but not a_t.',
    ],
    solution: causalByStep,
  },
  {
    id: 'DT21',
    name: 'lastNormMissing',
    sameAs: 'a model without the norm before its head',
    hints: ['Which of the weights does your function never read?', 'The head reads LN_F(x).'],
    solution: lastNormMissing,
  },
  {
    id: 'DT22',
    name: 'squashed',
    sameAs: 'predictions that go through tanh',
    hints: [
      'Are all your predictions between −1 and 1?',
      'The published code squashes its actions, since its robots need it. Does this formula?',
      'The head is linear: head · LN_F(x) + b.',
    ],
    solution: squashed,
  },
] satisfies readonly Misconception[]
