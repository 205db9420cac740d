/** Known wrong solutions: each is the correct layer with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { FeedForwardWeights } from './stub.ts'

type Weights = FeedForwardWeights

/** Φ, the share of a standard normal distribution below h. */
const phi = (h: tf.Tensor) => tf.mul(0.5, tf.add(1, tf.erf(tf.mul(h, Math.SQRT1_2))))
const gelu = (h: tf.Tensor) => tf.mul(h, phi(h))

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

function withActivation(x: tf.Tensor, w: Weights, activation: (h: tf.Tensor) => tf.Tensor) {
  return linear(activation(linear(x, w.w1, w.b1)), w.w2, w.b2)
}

export function tanhForm(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => {
    const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(h, tf.mul(0.044715, tf.pow(h, 3))))
    return tf.mul(tf.mul(0.5, h), tf.add(1, tf.tanh(inner)))
  })
}

export function sigmoidForm(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(h, tf.sigmoid(tf.mul(1.702, h))))
}

export function swish(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(h, tf.sigmoid(h)))
}

export function relu(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, tf.relu)
}

export function rootForgotten(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(h, tf.mul(0.5, tf.add(1, tf.erf(h)))))
}

export function notHalved(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(2, gelu(h)))
}

export function shareAlone(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, phi)
}

export function erfAlone(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(h, tf.erf(tf.mul(h, Math.SQRT1_2))))
}

export function wrongTail(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => tf.mul(h, phi(tf.neg(h))))
}

export function shortSeries(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => {
    const z = tf.mul(h, Math.SQRT1_2)
    // erf's power series around 0, cut off after eight terms.
    let term: tf.Tensor = z
    let sum: tf.Tensor = z
    for (let n = 1; n < 8; n++) {
      term = tf.mul(term, tf.div(tf.mul(tf.square(z), -1), n))
      sum = tf.add(sum, tf.div(term, 2 * n + 1))
    }
    const erf = tf.mul(2 / Math.sqrt(Math.PI), sum)
    return tf.mul(h, tf.mul(0.5, tf.add(1, erf)))
  })
}

export function withoutActivation(x: tf.Tensor3D, weights: Weights) {
  return withActivation(x, weights, (h) => h)
}

export function activationAtEnd(x: tf.Tensor3D, { w1, b1, w2, b2 }: Weights) {
  return gelu(linear(linear(x, w1, b1), w2, b2))
}

export function activationAtBothEnds(x: tf.Tensor3D, weights: Weights) {
  return gelu(withActivation(x, weights, gelu))
}

export function activationFirst(x: tf.Tensor3D, { w1, b1, w2, b2 }: Weights) {
  return linear(linear(gelu(x), w1, b1), w2, b2)
}

export function firstBiasMissing(x: tf.Tensor3D, { w1, b1, w2, b2 }: Weights) {
  return linear(gelu(linear(x, w1, tf.zerosLike(b1))), w2, b2)
}

export function secondBiasMissing(x: tf.Tensor3D, { w1, b1, w2, b2 }: Weights) {
  return linear(gelu(linear(x, w1, b1)), w2, tf.zerosLike(b2))
}

export function weightsReshaped(x: tf.Tensor3D, { w1, b1, w2, b2 }: Weights) {
  const reshaped = (W: tf.Tensor2D) => tf.reshape(W, [W.shape[1], W.shape[0]])
  const inner = tf.add(tf.matMul<tf.Tensor>(x, reshaped(w1)), b1)
  return tf.add(tf.matMul(gelu(inner), reshaped(w2)), b2)
}

export function residualAdded(x: tf.Tensor3D, weights: Weights) {
  return tf.add(x, withActivation(x, weights, gelu))
}

export function itemsAndTokensExchanged(x: tf.Tensor3D, weights: Weights) {
  const [B, T, dModel] = x.shape
  const byToken = tf.transpose(x, [1, 0, 2]) // [T, B, dModel]
  return tf.reshape(withActivation(byToken, weights, gelu), [B, T, dModel])
}

export const misconceptions = [
  {
    id: 'FF1',
    name: 'tanhForm',
    sameAs: 'the feed-forward layer with the approximation of GELU by tanh',
    hints: [
      'Your values are nearly right. How large is the difference near -2.5, and how large near 0?',
      'There are several formulas for GELU. Which one does the statement ask for?',
      'The exact form uses erf: h · (1 + erf(h / √2)) / 2. The form with tanh and 0.044715 is an approximation.',
    ],
    solution: tanhForm,
  },
  {
    id: 'FF2',
    name: 'sigmoidForm',
    sameAs: 'the feed-forward layer with h · sigmoid(1.702 h) for GELU',
    hints: [
      'Your values are about 0.02 off. Where does the number 1.702 come from?',
      'A sigmoid looks like Φ. Is it the same curve?',
      'Φ(h) = (1 + erf(h / √2)) / 2; the sigmoid is a cheap approximation of it.',
    ],
    solution: sigmoidForm,
  },
  {
    id: 'FF3',
    name: 'swish',
    sameAs: 'the feed-forward layer with h · sigmoid(h), which is called SiLU or Swish',
    hints: [
      'How far is your gelu(1) from 0.8413?',
      'Which curve multiplies h in GELU: the sigmoid, or the share Φ of a normal distribution?',
      'Φ(h) = (1 + erf(h / √2)) / 2.',
    ],
    solution: swish,
  },
  {
    id: 'FF4',
    name: 'relu',
    sameAs: 'the feed-forward layer with ReLU for GELU',
    hints: [
      'What is your gelu(-0.75)? Should it be 0?',
      'What does GELU let through when h is a little below 0?',
      'GELU is h · Φ(h): it goes through -0.17 at -0.75.',
    ],
    solution: relu,
  },
  {
    id: 'FF5',
    name: 'rootForgotten',
    sameAs: 'the feed-forward layer with erf(h) for erf(h / √2)',
    hints: [
      'How far is your gelu(1) from 0.8413?',
      'erf belongs to a normal distribution of variance 1/2. What has to be done to h first?',
      'Divide h by √2 inside erf.',
    ],
    solution: rootForgotten,
  },
  {
    id: 'FF6',
    name: 'notHalved',
    sameAs: 'the feed-forward layer with twice the GELU',
    hints: [
      'What is gelu(30), nearly? What is yours?',
      'Between which numbers does 1 + erf lie? And Φ?',
      'Φ(h) is (1 + erf(h / √2)) / 2: the half makes a share of it, between 0 and 1.',
    ],
    solution: notHalved,
  },
  {
    id: 'FF7',
    name: 'shareAlone',
    sameAs: 'the feed-forward layer with Φ(h) instead of h · Φ(h)',
    hints: [
      'What is gelu(0), and what gelu(30)? What are yours?',
      'Φ says how much of h is let through. What is it a share of?',
      'GELU multiplies: h · Φ(h).',
    ],
    solution: shareAlone,
  },
  {
    id: 'FF8',
    name: 'erfAlone',
    sameAs: 'the feed-forward layer with h · erf(h / √2) for GELU',
    hints: [
      'Is your gelu(-30) near 0?',
      'Between which numbers does erf lie, and between which does a share lie?',
      'Φ(h) is (1 + erf(h / √2)) / 2: add 1 and halve.',
    ],
    solution: erfAlone,
  },
  {
    id: 'FF9',
    name: 'wrongTail',
    sameAs: 'the feed-forward layer with h · Φ(−h): the other tail',
    hints: [
      'What is gelu(30), nearly? What is yours?',
      'Should large positive numbers pass, or large negative ones?',
      'Φ(h) grows with h: 1 + erf, not 1 − erf.',
    ],
    solution: wrongTail,
  },
  {
    id: 'FF10',
    name: 'shortSeries',
    sameAs: 'the feed-forward layer with a power series for erf that ends too early',
    hints: [
      'What is your gelu(30)? It should be 30.',
      'For which inputs is your erf right, and for which does it leave the range from -1 to 1?',
      'A power series around 0 fails for large numbers. Use tf.erf, or set erf to ±1 beyond about 6.',
    ],
    solution: shortSeries,
  },
  {
    id: 'FF11',
    name: 'withoutActivation',
    sameAs: 'the two linear layers with nothing between them',
    hints: [
      'What can two linear layers do together that one cannot?',
      'What happens in your code between W1 and W2?',
      'gelu acts on the hidden values, after b1 and before W2.',
    ],
    solution: withoutActivation,
  },
  {
    id: 'FF12',
    name: 'activationAtEnd',
    sameAs: 'the feed-forward layer with gelu after the second layer instead of between the two',
    hints: [
      'Can your result be less than -0.17? Should it be able to?',
      'How wide is the tensor to which you apply gelu: dFF or dModel?',
      'gelu stands between the layers: W2 gelu(W1 x + b1) + b2.',
    ],
    solution: activationAtEnd,
  },
  {
    id: 'FF13',
    name: 'activationAtBothEnds',
    sameAs: 'the feed-forward layer with gelu after both linear layers',
    hints: [
      'Can your result be less than -0.17? Should it be able to?',
      'How often does gelu appear in the formula?',
      'The second layer ends with b2: nothing comes after it.',
    ],
    solution: activationAtBothEnds,
  },
  {
    id: 'FF14',
    name: 'activationFirst',
    sameAs: 'the feed-forward layer with gelu before the first layer',
    hints: [
      'What does the first linear layer get to see of a feature of -5?',
      'How wide is the tensor to which you apply gelu: dFF or dModel?',
      'gelu acts on W1 x + b1, not on x.',
    ],
    solution: activationFirst,
  },
  {
    id: 'FF15',
    name: 'firstBiasMissing',
    sameAs: 'the feed-forward layer without b1',
    hints: [
      'What should come out for a token of zeros? Write it down with b1 and b2.',
      'Where does your code use b1?',
      'Add b1 to the hidden values before gelu.',
    ],
    solution: firstBiasMissing,
  },
  {
    id: 'FF16',
    name: 'secondBiasMissing',
    sameAs: 'the feed-forward layer without b2',
    hints: [
      'Is every token off by the same vector?',
      'Where does your code use b2?',
      'Add b2 after the second product.',
    ],
    solution: secondBiasMissing,
  },
  {
    id: 'FF17',
    name: 'weightsReshaped',
    sameAs: 'the feed-forward layer with weights reshaped instead of transposed',
    hints: [
      'W1 is [dFF, dModel]. Do the numbers of one row stay together in your code?',
      'What does a reshape do to the order of the values? And a transpose?',
      'Let the product transpose: tf.matMul(x, w1, false, true).',
    ],
    solution: weightsReshaped,
  },
  {
    id: 'FF18',
    name: 'residualAdded',
    sameAs: 'x + FFN(x), with the residual that belongs to the block around it',
    hints: [
      'How far is your result from the expected one? Compare the difference with x.',
      'Where is x in the formula, other than inside W1 x?',
      'The residual is added by the block, in a later exercise; return FFN(x) alone.',
    ],
    solution: residualAdded,
  },
  {
    id: 'FF19',
    name: 'itemsAndTokensExchanged',
    sameAs: 'the feed-forward layer with items and tokens exchanged on the way',
    hints: [
      'Are the right rows there, in the wrong places?',
      'A transpose and a reshape can give the same shape. Which one undoes a transpose?',
      'No axis has to move here: matMul works on the last two axes, and x is [B, T, dModel] already.',
    ],
    solution: itemsAndTokensExchanged,
  },
] satisfies readonly Misconception[]
