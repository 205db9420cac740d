/** Known wrong solutions: each is the correct block with another wiring, norm or activation. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { BlockParameters } from './stub.ts'

type Mask = tf.Tensor2D | null
type Layer = (y: tf.Tensor) => tf.Tensor
type Norm = (y: tf.Tensor, gamma: tf.Tensor1D, beta: tf.Tensor1D) => tf.Tensor

type Attend = typeof attention

interface Layers {
  readonly ln1: Layer
  readonly attention: Layer
  readonly ln2: Layer
  readonly ffn: Layer
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly wire?: (x: tf.Tensor, layers: Layers) => tf.Tensor
  readonly norm?: Norm
  readonly attend?: Attend
  readonly hidden?: Layer
  readonly output?: Layer
}

function block(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask, pieces: Pieces) {
  const { wire = preNorm, norm = layerNorm, attend = attention } = pieces
  const { hidden = gelu, output = (y) => y } = pieces
  return wire(x, {
    ln1: (y) => norm(y, p.ln1.gamma, p.ln1.beta),
    attention: (y) => attend(y, p.attention, nHeads, mask),
    ln2: (y) => norm(y, p.ln2.gamma, p.ln2.beta),
    ffn: (y) => output(linear(hidden(linear(y, p.ffn.w1, p.ffn.b1)), p.ffn.w2, p.ffn.b2)),
  })
}

function preNorm(x: tf.Tensor, { ln1, attention, ln2, ffn }: Layers): tf.Tensor {
  const y = tf.add(x, attention(ln1(x)))
  return tf.add(y, ffn(ln2(y)))
}

function layerNorm(y: tf.Tensor, gamma: tf.Tensor1D, beta: tf.Tensor1D): tf.Tensor {
  const { mean, variance } = tf.moments(y, -1, true)
  return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma, beta)
}

function affine(standard: tf.Tensor, gamma: tf.Tensor1D, beta: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.mul(standard, gamma), beta)
}

function attention(
  y: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: BlockParameters['attention'],
  nHeads: number,
  mask: Mask,
  {
    scale = Math.sqrt((y.shape[2] as number) / nHeads),
    merge = (z: tf.Tensor) => tf.transpose(z, [0, 2, 1, 3]),
  } = {},
): tf.Tensor {
  const [B, T, width] = y.shape as [number, number, number]
  const split = (z: tf.Tensor) =>
    tf.transpose(tf.reshape(z, [B, T, nHeads, width / nHeads]), [0, 2, 1, 3])
  const [q, k, v] = [split(linear(y, wq, bq)), split(linear(y, wk, bk)), split(linear(y, wv, bv))]
  const scores = tf.div(tf.matMul(q, k, false, true), scale) // [B, H, T, T]
  const shares = tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores)
  const merged = tf.reshape(merge(tf.matMul(shares, v)), [B, T, width])
  return linear(merged, wo, bo) // [B, T, dModel]
}

function gelu(y: tf.Tensor): tf.Tensor {
  return tf.mul(y, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(y, Math.SQRT1_2)))))
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

export function postNorm(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const y = ln1(tf.add(input, attend(input)))
      return ln2(tf.add(y, ffn(y)))
    },
  })
}

export function secondSumFromInput(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const y = tf.add(input, attend(ln1(input)))
      return tf.add(input, ffn(ln2(y)))
    },
  })
}

export function inputAddedTwice(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, layers) => tf.add(input, preNorm(input, layers)),
  })
}

export function sumsFromNormed(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const first = ln1(input)
      const second = ln2(tf.add(first, attend(first)))
      return tf.add(second, ffn(second))
    },
  })
}

export function firstNormTwice(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, { ...p, ln2: p.ln1 }, nHeads, mask, {})
}

export function noResiduals(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => ffn(ln2(attend(ln1(input)))),
  })
}

export function noFirstResidual(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const y = attend(ln1(input))
      return tf.add(y, ffn(ln2(y)))
    },
  })
}

export function noSecondResidual(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) =>
      ffn(ln2(tf.add(input, attend(ln1(input))))),
  })
}

export function inParallel(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) =>
      tf.add(tf.add(input, attend(ln1(input))), ffn(ln2(input))),
  })
}

export function feedForwardFirst(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const y = tf.add(input, ffn(ln2(input)))
      return tf.add(y, attend(ln1(y)))
    },
  })
}

export function secondNormMissing(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ffn }) => {
      const y = tf.add(input, attend(ln1(input)))
      return tf.add(y, ffn(y))
    },
  })
}

export function tanhGelu(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    hidden: (y) => {
      const inner = tf.mul(
        Math.sqrt(2 / Math.PI),
        tf.add(y, tf.mul(0.044715, tf.mul(y, tf.square(y)))),
      )
      return tf.mul(tf.mul(0.5, y), tf.add(1, tf.tanh(inner)))
    },
  })
}

export function sigmoidGelu(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => tf.mul(y, tf.sigmoid(tf.mul(1.702, y))) })
}

export function reluInstead(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => tf.relu(y) })
}

export function noActivation(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => y })
}

export function activationAtTheEnd(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => y, output: gelu })
}

export function epsilonOutside(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, -1, true)
      return affine(tf.div(tf.sub(y, mean), tf.add(tf.sqrt(variance), 1e-5)), gamma, beta)
    },
  })
}

export function epsilonMissing(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, -1, true)
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(variance)), gamma, beta)
    },
  })
}

export function sampleVariance(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  const width = x.shape[2]
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, -1, true)
      const sample = tf.mul(variance, width / Math.max(width - 1, 1))
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(sample, 1e-5))), gamma, beta)
    },
  })
}

export function normOverTheBatch(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, [0, 1], true)
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma, beta)
    },
  })
}

export function maskIgnored(x: tf.Tensor3D, p: BlockParameters, nHeads: number) {
  return block(x, p, nHeads, null, {})
}

export function normAtTheEnd(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, layers) => layers.ln2(preNorm(input, layers)),
  })
}

export function attentionLost(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln2, ffn }) => tf.add(input, ffn(ln2(input))),
  })
}

export function firstNormMissing(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { attention: attend, ln2, ffn }) => {
      const y = tf.add(input, attend(input))
      return tf.add(y, ffn(ln2(y)))
    },
  })
}

export function feedForwardReadsInput(
  x: tf.Tensor3D,
  p: BlockParameters,
  nHeads: number,
  mask: Mask,
) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ffn }) => {
      const normed = ln1(input)
      return tf.add(tf.add(input, attend(normed)), ffn(normed))
    },
  })
}

export function normsExchanged(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, { ...p, ln1: p.ln2, ln2: p.ln1 }, nHeads, mask, {})
}

export function normsUnscaled(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => layerNorm(y, tf.onesLike(gamma), tf.zerosLike(beta)),
  })
}

export function normOverTheTokens(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, 1, true)
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma, beta)
    },
  })
}

export function normOverEverything(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y)
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5))), gamma, beta)
    },
  })
}

export function epsilonOfAMillionth(
  x: tf.Tensor3D,
  p: BlockParameters,
  nHeads: number,
  mask: Mask,
) {
  return block(x, p, nHeads, mask, {
    norm: (y, gamma, beta) => {
      const { mean, variance } = tf.moments(y, -1, true)
      return affine(tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-6))), gamma, beta)
    },
  })
}

export function erfWithoutRoot(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    hidden: (y) => tf.mul(y, tf.mul(0.5, tf.add(1, tf.erf(y)))),
  })
}

export function geluNotHalved(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => tf.mul(2, gelu(y)) })
}

export function siluInstead(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, { hidden: (y) => tf.mul(y, tf.sigmoid(y)) })
}

export function hiddenBiasForgotten(
  x: tf.Tensor3D,
  p: BlockParameters,
  nHeads: number,
  mask: Mask,
) {
  const ffn = { ...p.ffn, b1: tf.zerosLike(p.ffn.b1) }
  return block(x, { ...p, ffn }, nHeads, mask, {})
}

export function outputBiasForgotten(
  x: tf.Tensor3D,
  p: BlockParameters,
  nHeads: number,
  mask: Mask,
) {
  const ffn = { ...p.ffn, b2: tf.zerosLike(p.ffn.b2) }
  return block(x, { ...p, ffn }, nHeads, mask, {})
}

export function maskInverted(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask && tf.logicalNot(mask), {})
}

export function oneWideHead(x: tf.Tensor3D, p: BlockParameters, _nHeads: number, mask: Mask) {
  return block(x, p, 1, mask, {})
}

export function scoresUnscaled(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    attend: (y, weights, H, visible) => attention(y, weights, H, visible, { scale: 1 }),
  })
}

export function mergeWithoutSwap(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    attend: (y, weights, H, visible) => attention(y, weights, H, visible, { merge: (z) => z }),
  })
}

export function firstSumFromNormed(x: tf.Tensor3D, p: BlockParameters, nHeads: number, mask: Mask) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const normed = ln1(input)
      const y = tf.add(normed, attend(normed))
      return tf.add(y, ffn(ln2(y)))
    },
  })
}

export function secondSumFromNormed(
  x: tf.Tensor3D,
  p: BlockParameters,
  nHeads: number,
  mask: Mask,
) {
  return block(x, p, nHeads, mask, {
    wire: (input, { ln1, attention: attend, ln2, ffn }) => {
      const y = ln2(tf.add(input, attend(ln1(input))))
      return tf.add(y, ffn(y))
    },
  })
}

export const misconceptions = [
  {
    id: 'B1',
    name: 'postNorm',
    sameAs: 'the 2017 block, which normalises after each sum: LN(x + f(x))',
    hints: [
      'With all output weights zero, what does your block return: x, or something normalised?',
      'Draw the path from x to the output that goes through sums only. Is there a norm on it?',
      'Here each norm stands in front of its layer: x + attention(LN1(x)), then y + FFN(LN2(y)).',
    ],
    solution: postNorm,
  },
  {
    id: 'B2',
    name: 'secondSumFromInput',
    sameAs: 'a block whose FFN is added to the input x, not to the sum with attention',
    hints: [
      'Where does the result of attention enter your output, other than through the FFN?',
      'Which of your two sums starts from x, and which should start from y?',
      'The second sum is y + FFN(LN2(y)) with y = x + attention(LN1(x)).',
    ],
    solution: secondSumFromInput,
  },
  {
    id: 'B3',
    name: 'inputAddedTwice',
    sameAs: 'a block that adds x once more at the end',
    hints: [
      'Subtract x from your output. What is left?',
      'y already contains x. How often do you add it?',
      'The second residual adds y alone: y + FFN(LN2(y)).',
    ],
    solution: inputAddedTwice,
  },
  {
    id: 'B4',
    name: 'sumsFromNormed',
    sameAs: 'a block whose sums start from the normalised values',
    hints: [
      'With all output weights zero, does your block return x or LN(x)?',
      'Did you overwrite x with LN1(x) before adding?',
      'The norm feeds the layer only; the sum takes x as it came: x + attention(LN1(x)).',
    ],
    solution: sumsFromNormed,
  },
  {
    id: 'B5',
    name: 'firstNormTwice',
    sameAs: 'a block that uses the parameters of LN1 for both norms',
    hints: [
      'Change ln2.gamma. Does your output change?',
      'The two norms have parameters of their own; the second one reads ln2.',
    ],
    solution: firstNormTwice,
  },
  {
    id: 'B6',
    name: 'noResiduals',
    sameAs: 'a block without residual sums',
    hints: [
      'With all output weights zero, what should be left? What do you return?',
      'How does x itself reach the output?',
      'Both layers add to what came in: x + attention(…), then y + FFN(…).',
    ],
    solution: noResiduals,
  },
  {
    id: 'B7',
    name: 'noFirstResidual',
    sameAs: 'a block without the residual sum around attention',
    hints: [
      'Set wo and bo to zero. Does x still reach the FFN?',
      'y is x + attention(LN1(x)); here the x is missing.',
    ],
    solution: noFirstResidual,
  },
  {
    id: 'B8',
    name: 'noSecondResidual',
    sameAs: 'a block without the residual sum around the FFN',
    hints: [
      'Set w2 and b2 to zero. What should the block return then?',
      'The output is y + FFN(LN2(y)); here the y is missing.',
    ],
    solution: noSecondResidual,
  },
  {
    id: 'B9',
    name: 'inParallel',
    sameAs: 'attention and FFN side by side, both reading x',
    hints: [
      'What does your FFN read: x, or x after attention?',
      'Some models do run both at once. Here, can the FFN use what attention has just found?',
      'First y = x + attention(LN1(x)), then y + FFN(LN2(y)).',
    ],
    solution: inParallel,
  },
  {
    id: 'B10',
    name: 'feedForwardFirst',
    sameAs: 'a block with the FFN before attention',
    hints: [
      'Which of the two layers sees the other one’s result?',
      'Attention comes first, the FFN second.',
    ],
    solution: feedForwardFirst,
  },
  {
    id: 'B11',
    name: 'secondNormMissing',
    sameAs: 'a block whose FFN reads y without LN2',
    hints: [
      'Which parameters does your function never read?',
      'Each layer has a norm in front of it: FFN(LN2(y)).',
    ],
    solution: secondNormMissing,
  },
  {
    id: 'B12',
    name: 'tanhGelu',
    sameAs: 'the tanh approximation of GELU',
    hints: [
      'How far off are you, and where? Near hidden values of ±2.5 or everywhere?',
      'Two formulas go by the name GELU. Which of them contains erf?',
      'The tanh form is off by up to 0.0005; the exact one is x · (1 + erf(x/√2)) / 2.',
    ],
    solution: tanhGelu,
  },
  {
    id: 'B13',
    name: 'sigmoidGelu',
    sameAs: 'the approximation x · sigmoid(1.702 x) of GELU',
    hints: [
      'How far is your gelu(-2) from -0.0455?',
      'x · sigmoid(1.702 x) is the cheap approximation, off by up to 0.02; the exact form uses erf.',
    ],
    solution: sigmoidGelu,
  },
  {
    id: 'B14',
    name: 'reluInstead',
    sameAs: 'a block with ReLU in the FFN',
    hints: [
      'What does your activation give for -1?',
      'GELU lets a little through below zero: gelu(-1) is -0.1587, not 0.',
    ],
    solution: reluInstead,
  },
  {
    id: 'B15',
    name: 'noActivation',
    sameAs: 'an FFN with no activation between its two layers',
    hints: [
      'Two linear layers in a row: could one matrix do the same?',
      'gelu acts on the hidden values, between w1 and w2.',
    ],
    solution: noActivation,
  },
  {
    id: 'B16',
    name: 'activationAtTheEnd',
    sameAs: 'an FFN with gelu after the second layer',
    hints: [
      'Can your FFN ever give a value below -0.2? Should it?',
      'How many channels does the tensor have to which you apply gelu: dFF or dModel?',
      'gelu stands between the two layers: W2 gelu(W1 x + b1) + b2.',
    ],
    solution: activationAtTheEnd,
  },
  {
    id: 'B17',
    name: 'epsilonOutside',
    sameAs: 'layer norms with epsilon added outside the root',
    hints: [
      'Take a token whose channels differ by only 0.001. How large is it after your norm?',
      'Where does the 1e-5 stand in your code: under the root or beside it?',
      'Divide by √(variance + 1e-5), not by √variance + 1e-5.',
    ],
    solution: epsilonOutside,
  },
  {
    id: 'B18',
    name: 'epsilonMissing',
    sameAs: 'layer norms without epsilon',
    hints: [
      'Take a token whose channels differ by only 0.001. How large is it after your norm?',
      'Divide by √(variance + 1e-5): for small variances the 1e-5 decides.',
    ],
    solution: epsilonMissing,
  },
  {
    id: 'B19',
    name: 'sampleVariance',
    sameAs: 'layer norms whose variance divides by dModel - 1',
    hints: [
      'Normalise (1, 0, 0, 0) by hand. Is the first entry 1.732 or 1.5?',
      'Here the variance describes the channels at hand and estimates nothing: divide by dModel.',
    ],
    solution: sampleVariance,
  },
  {
    id: 'B20',
    name: 'normOverTheBatch',
    sameAs: 'norms over the tokens and items, channel by channel',
    hints: [
      'Edit one token. Do the others change, even where nobody attends to it?',
      'Over which axes do you take mean and variance? A layer norm looks at one token.',
      'Normalise each token over its own channels, the last axis; over the batch it is batch norm.',
    ],
    solution: normOverTheBatch,
  },
  {
    id: 'B21',
    name: 'maskIgnored',
    sameAs: 'a block that does not pass its mask on to attention',
    hints: [
      'Do the cases without a mask pass?',
      'Where does the mask go after it enters your function?',
      'Scores become -Infinity where the mask is false, before the softmax.',
    ],
    solution: maskIgnored,
  },
  {
    id: 'B22',
    name: 'normAtTheEnd',
    sameAs: 'a block with LN2 once more after its last sum',
    hints: [
      'With all output weights zero, what does your block return: x, or something normalised?',
      'How many norms does one block have, and what does each of them feed?',
      'The last step of a block is a sum. The norm after the last block belongs to the model.',
    ],
    solution: normAtTheEnd,
  },
  {
    id: 'B23',
    name: 'attentionLost',
    sameAs: 'a block without attention: x + FFN(LN2(x))',
    hints: [
      'Change wo or bo. Does your output change?',
      'Tensor operations return a new tensor. Is the sum with attention the one that you go on with?',
      'y = x + attention(LN1(x)) goes into the FFN and into the last sum.',
    ],
    solution: attentionLost,
  },
  {
    id: 'B24',
    name: 'firstNormMissing',
    sameAs: 'a block whose attention reads x without LN1',
    hints: [
      'Which parameters does your function never read?',
      'Each layer has a norm in front of it: attention(LN1(x)).',
    ],
    solution: firstNormMissing,
  },
  {
    id: 'B25',
    name: 'feedForwardReadsInput',
    sameAs: 'a block whose FFN reads LN1(x), as attention does',
    hints: [
      'What does your FFN read: the tokens before attention, or after it?',
      'Change ln2.gamma. Does your output change?',
      'The FFN reads LN2(y), where y already holds what attention found.',
    ],
    solution: feedForwardReadsInput,
  },
  {
    id: 'B26',
    name: 'normsExchanged',
    sameAs: 'a block with the parameters of LN1 and LN2 exchanged',
    hints: [
      'Which of the two norms stands in front of attention?',
      'ln1 feeds attention, ln2 feeds the FFN; here they are exchanged.',
    ],
    solution: normsExchanged,
  },
  {
    id: 'B27',
    name: 'normsUnscaled',
    sameAs: 'layer norms without gamma and beta',
    hints: [
      'Which parameters does your function never read?',
      'After dividing by the deviation two steps are left. Which?',
      'Each norm ends with gamma · … + beta, channel by channel.',
    ],
    solution: normsUnscaled,
  },
  {
    id: 'B28',
    name: 'normOverTheTokens',
    sameAs: 'norms over the tokens of an item, channel by channel',
    hints: [
      'Edit one token. Do the others change, even where nobody attends to it?',
      'x is [B, T, dModel]. Along which axis do you take mean and variance?',
      'Normalise each token over its own channels, the last axis.',
    ],
    solution: normOverTheTokens,
  },
  {
    id: 'B29',
    name: 'normOverEverything',
    sameAs: 'norms with one mean and one variance for the whole tensor',
    hints: [
      'How many means does your norm compute: one, or one per token?',
      'Without an axis, tf.mean and tf.moments run over everything.',
      'Normalise each token over its own channels: axis -1, keeping the axis (keepDims) so that it broadcasts.',
    ],
    solution: normOverEverything,
  },
  {
    id: 'B30',
    name: 'epsilonOfAMillionth',
    sameAs: 'layer norms with 1e-6 under the root',
    hints: [
      'Which epsilon do your norms use, and which one is in the formula?',
      'Libraries differ: 1e-3, 1e-5, 1e-6, 1e-12. Here it is 1e-5.',
    ],
    solution: epsilonOfAMillionth,
  },
  {
    id: 'B31',
    name: 'erfWithoutRoot',
    sameAs: 'GELU with erf(x) instead of erf(x / √2)',
    hints: [
      'How far is your gelu(-1) from -0.1587?',
      'Φ, the normal distribution, is (1 + erf(x / √2)) / 2: the argument of erf is divided by √2.',
    ],
    solution: erfWithoutRoot,
  },
  {
    id: 'B32',
    name: 'geluNotHalved',
    sameAs: 'GELU without the division by 2',
    hints: [
      'For a large x, gelu(x) is nearly x. What is yours?',
      'gelu(x) = x · (1 + erf(x / √2)) / 2: one half is missing.',
    ],
    solution: geluNotHalved,
  },
  {
    id: 'B33',
    name: 'siluInstead',
    sameAs: 'a block with SiLU, x · sigmoid(x), in the FFN',
    hints: [
      'How far is your gelu(-1) from -0.1587?',
      'x · sigmoid(x) is SiLU, also called swish; GELU weighs x with Φ(x), which contains erf.',
    ],
    solution: siluInstead,
  },
  {
    id: 'B34',
    name: 'hiddenBiasForgotten',
    sameAs: 'an FFN without b1',
    hints: [
      'Which parameters does your function never read?',
      'The first layer of the FFN has a bias: W1 x + b1.',
    ],
    solution: hiddenBiasForgotten,
  },
  {
    id: 'B35',
    name: 'outputBiasForgotten',
    sameAs: 'an FFN without b2',
    hints: [
      'Which parameters does your function never read?',
      'The second layer of the FFN has a bias: W2 gelu(…) + b2.',
    ],
    solution: outputBiasForgotten,
  },
  {
    id: 'B36',
    name: 'maskInverted',
    sameAs: 'a block whose attention sees exactly what the mask forbids',
    hints: [
      'Under a causal mask, which tokens does your token 0 see?',
      'In this course true means "may attend". Some libraries use true for "hidden".',
    ],
    solution: maskInverted,
  },
  {
    id: 'B37',
    name: 'oneWideHead',
    sameAs: 'a block with a single head as wide as the model',
    hints: [
      'Does your result change when nHeads does?',
      'Attention has nHeads heads, each dModel / nHeads wide, with weights of its own.',
    ],
    solution: oneWideHead,
  },
  {
    id: 'B38',
    name: 'scoresUnscaled',
    sameAs: 'a block whose attention does not divide by √dHead',
    hints: [
      'Do the cases with a single token pass? What is special about them?',
      'Divide every score by √dHead before the softmax.',
    ],
    solution: scoresUnscaled,
  },
  {
    id: 'B39',
    name: 'mergeWithoutSwap',
    sameAs: 'a block whose heads are merged by one reshape, without exchanging axes',
    hints: [
      'Does your attention pass its own exercise?',
      'After your merge, does the row of token 0 hold every head of token 0, or head 0 of several tokens?',
      'Exchange axes 1 and 2, [B, H, T, dHead] to [B, T, H, dHead], and only then reshape to [B, T, dModel].',
    ],
    solution: mergeWithoutSwap,
  },
  {
    id: 'B40',
    name: 'firstSumFromNormed',
    sameAs: 'a block whose first sum starts from LN1(x) instead of x',
    hints: [
      'With all output weights zero, does your block return x or LN1(x)?',
      'Is the x that you add to attention still the x that came in?',
      'The norm feeds the layer only; the sum takes x as it came: x + attention(LN1(x)).',
    ],
    solution: firstSumFromNormed,
  },
  {
    id: 'B41',
    name: 'secondSumFromNormed',
    sameAs: 'a block whose second sum starts from LN2(y) instead of y',
    hints: [
      'With all output weights zero, does your block return x or LN2(x)?',
      'What do you add to the result of the FFN: y, or what the FFN read?',
      'The norm feeds the layer only; the sum takes y as it is: y + FFN(LN2(y)).',
    ],
    solution: secondSumFromNormed,
  },
] satisfies readonly Misconception[]
