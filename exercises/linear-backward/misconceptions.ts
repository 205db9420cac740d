import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type X = tf.Tensor3D
type W = tf.Tensor2D

interface Gradients {
  readonly dx: tf.Tensor
  readonly dW: tf.Tensor
  readonly db: tf.Tensor
}

const rowsOf = (x: X): tf.Tensor2D => tf.reshape(x, [-1, x.shape[2]])

/** The right gradients: each wrong solution replaces one of them. */
function right(x: X, weights: W, dy: X): Gradients {
  const upstream = rowsOf(dy)
  return {
    dx: tf.reshape(tf.matMul(upstream, weights), x.shape),
    dW: tf.matMul(upstream, rowsOf(x), true, false),
    db: tf.sum(upstream, 0),
  }
}

const tokensOf = (x: X) => x.shape[0] * x.shape[1]

export function weightsTransposed(x: X, weights: W, dy: X): Gradients {
  const given = right(x, weights, dy)
  return { ...given, dW: tf.transpose(given.dW) }
}

export function inputsReshaped(x: X, weights: W, dy: X): Gradients {
  const turned = tf.reshape(dy, [dy.shape[2], -1])
  return { ...right(x, weights, dy), dW: tf.matMul(turned, rowsOf(x)) }
}

export function weightsPerItem(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), dW: tf.matMul(dy, x, true, false) }
}

export function weightsOfLastItem(x: X, weights: W, dy: X): Gradients {
  const perItem = tf.unstack(tf.matMul(dy, x, true, false))
  return { ...right(x, weights, dy), dW: perItem[perItem.length - 1]! }
}

export function weightsOfLastToken(x: X, weights: W, dy: X): Gradients {
  const last = tokensOf(x) - 1
  const [input, slope] = [rowsOf(x), rowsOf(dy)].map((rows) => tf.slice(rows, [last, 0], [1, -1]))
  return { ...right(x, weights, dy), dW: tf.matMul(slope!, input!, true, false) }
}

export function weightsAveraged(x: X, weights: W, dy: X): Gradients {
  const given = right(x, weights, dy)
  return { ...given, dW: tf.div(given.dW, tokensOf(x)), db: tf.div(given.db, tokensOf(x)) }
}

export function weightsAveragedOverItems(x: X, weights: W, dy: X): Gradients {
  const given = right(x, weights, dy)
  return { ...given, dW: tf.div(given.dW, x.shape[0]), db: tf.div(given.db, x.shape[0]) }
}

export function weightsWithoutSlope(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), dW: right(x, weights, tf.onesLike(dy)).dW }
}

export function biasNotSummed(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), db: dy }
}

export function biasPerItem(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), db: tf.sum(dy, 1) }
}

export function biasAveraged(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), db: tf.mean(dy, [0, 1]) }
}

export function biasCountsTokens(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), db: tf.fill([dy.shape[2]], tokensOf(x)) }
}

export function biasSummedOverFeatures(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), db: tf.sum(dy, 2) }
}

export function inputsWithoutSlope(x: X, weights: W, dy: X): Gradients {
  return { ...right(x, weights, dy), dx: right(x, weights, tf.onesLike(dy)).dx }
}

export function inputsOfLastFeature(x: X, weights: W, dy: X): Gradients {
  const last = dy.shape[2] - 1
  const slopes = tf.slice(dy, [0, 0, last], [-1, -1, 1])
  return { ...right(x, weights, dy), dx: tf.mul(slopes, tf.slice(weights, [last, 0], [1, -1])) }
}

export function inputsAveraged(x: X, weights: W, dy: X): Gradients {
  const given = right(x, weights, dy)
  return { ...given, dx: tf.div(given.dx, dy.shape[2]) }
}

export function inputsSummed(x: X, weights: W, dy: X): Gradients {
  const given = right(x, weights, dy)
  const sums = tf.sum(given.dx, [0, 1], true)
  return { ...given, dx: tf.tile(sums, [x.shape[0], x.shape[1], 1]) }
}

export function signReversed(x: X, weights: W, dy: X): Gradients {
  return right(x, weights, tf.neg(dy))
}

export const misconceptions = [
  {
    id: 'LB1',
    name: 'weightsTransposed',
    sameAs: 'a backward pass that gives dW transposed, as [I, O]',
    hints: [
      'What is the shape of W? And of your dW?',
      'The step W − lr · dW takes number from number. Which number of W does dW[0][1] belong to?',
      'dW has the shape of W: the features of y come first, those of x second.',
    ],
    solution: weightsTransposed,
  },
  {
    id: 'LB2',
    name: 'inputsReshaped',
    sameAs: 'a backward pass that reshapes dy to [O, B·T] where it should transpose it',
    hints: [
      'For one token dW is right. For several: which token does each slope meet?',
      'Does a reshape move numbers, or only the borders between rows?',
      'Make rows [B·T, O] first; then transpose, or let matMul do it.',
    ],
    solution: inputsReshaped,
  },
  {
    id: 'LB3',
    name: 'weightsPerItem',
    sameAs: 'a backward pass that keeps one dW for each item',
    hints: [
      'How many W does the layer have, and how many dW do you return?',
      'Through how many items does W[0][0] reach the loss?',
      'One W serves all items: sum over them.',
    ],
    solution: weightsPerItem,
  },
  {
    id: 'LB4',
    name: 'weightsOfLastItem',
    sameAs: 'a backward pass whose dW knows the last item only',
    hints: [
      'Change x in item 0. Does dW move?',
      'Is dW set or added to when the next item comes?',
      'Every item adds its part to dW.',
    ],
    solution: weightsOfLastItem,
  },
  {
    id: 'LB5',
    name: 'weightsOfLastToken',
    sameAs: 'a backward pass whose dW knows the last token only',
    hints: [
      'Change x at the first token. Does dW move?',
      'What happens to the value in dW[o][i] when the next token comes?',
      'Add to dW, token by token: it starts at 0.',
    ],
    solution: weightsOfLastToken,
  },
  {
    id: 'LB6',
    name: 'weightsAveraged',
    sameAs: 'a backward pass that averages dW and db over all tokens',
    hints: [
      'By which factor are dW and db too small?',
      'If the loss is a mean, where does its 1/N already stand?',
      'dy contains whatever division the loss makes. Sum here, and divide by nothing.',
    ],
    solution: weightsAveraged,
  },
  {
    id: 'LB7',
    name: 'weightsAveragedOverItems',
    sameAs: 'a backward pass that averages dW and db over the items',
    hints: [
      'With one item all is right. By which factor are you off with two?',
      'Does the batch size occur in the formula?',
      'Sum over items as over tokens: a division, if any, is in dy already.',
    ],
    solution: weightsAveragedOverItems,
  },
  {
    id: 'LB8',
    name: 'weightsWithoutSlope',
    sameAs: 'a backward pass whose dW does not depend on dy',
    hints: [
      'Set dy to 0, so that nothing moves the loss. What is your dW?',
      'x[t][i] is how y[t][o] moves with W[o][i]. How does the loss move with y[t][o]?',
      'That is the chain rule: multiply by dy.',
    ],
    solution: weightsWithoutSlope,
  },
  {
    id: 'LB9',
    name: 'biasNotSummed',
    sameAs: 'a backward pass whose db is dy itself',
    hints: [
      'What is the shape of b?',
      'To how many tokens is b[o] added?',
      'Each of them adds its part to db[o]: sum over items and tokens.',
    ],
    solution: biasNotSummed,
  },
  {
    id: 'LB10',
    name: 'biasPerItem',
    sameAs: 'a backward pass whose db is summed over tokens, but not over items',
    hints: [
      'What is the shape of your db?',
      'Is there one b per item?',
      'Sum over both axes in front, 0 and 1.',
    ],
    solution: biasPerItem,
  },
  {
    id: 'LB11',
    name: 'biasAveraged',
    sameAs: 'a backward pass whose db is the mean of dy',
    hints: [
      'dW is right and db is too small. By which factor?',
      'When b[o] grows by 1, by how much does each y[b][t][o] grow?',
      'All the effects add up: db is a sum.',
    ],
    solution: biasAveraged,
  },
  {
    id: 'LB12',
    name: 'biasCountsTokens',
    sameAs: 'a backward pass whose db is the number of tokens',
    hints: [
      'Set dy to 0. What is your db?',
      'The derivative of y with respect to b is 1. Which factor of the chain rule comes before it?',
      'db[o] is the sum of dy[b][t][o], not of ones.',
    ],
    solution: biasCountsTokens,
  },
  {
    id: 'LB13',
    name: 'biasSummedOverFeatures',
    sameAs: 'a backward pass whose db is summed over the features of y',
    hints: [
      'Which axis of dy is left in your db?',
      'b has one number for each what?',
      'Keep the axis of length O and sum the others.',
    ],
    solution: biasSummedOverFeatures,
  },
  {
    id: 'LB14',
    name: 'inputsWithoutSlope',
    sameAs: 'a backward pass whose dx does not depend on dy',
    hints: [
      'Is your dx the same for all tokens?',
      'Set dy to 0. What should dx be?',
      'Weigh each row of W with dy[b][t][o] before you add them up.',
    ],
    solution: inputsWithoutSlope,
  },
  {
    id: 'LB15',
    name: 'inputsOfLastFeature',
    sameAs: 'a backward pass whose dx knows the last feature of y only',
    hints: [
      'Into how many features of y does x[b][t][i] go?',
      'Is dx set or added to in your loop over o?',
      'dx is a sum over all O features: add to it.',
    ],
    solution: inputsOfLastFeature,
  },
  {
    id: 'LB16',
    name: 'inputsAveraged',
    sameAs: 'a backward pass whose dx is averaged over the features of y',
    hints: [
      'By which factor is dx too small? Which size of the shapes is that?',
      'When x[b][t][i] moves, do all features of y move, or one in O?',
      'All of them move, and their effects add up: no division.',
    ],
    solution: inputsAveraged,
  },
  {
    id: 'LB17',
    name: 'inputsSummed',
    sameAs: 'a backward pass that gives every token the sum of all dx',
    hints: [
      'Are the rows of your dx different?',
      'Which tokens of y does x[b][t] influence?',
      'x[b][t] goes into y[b][t] alone. Only W and b, which all tokens share, collect sums.',
    ],
    solution: inputsSummed,
  },
  {
    id: 'LB18',
    name: 'signReversed',
    sameAs: 'a backward pass with the opposite sign',
    hints: [
      'In which direction does a gradient point: up or down the loss?',
      'Who subtracts it later?',
      'The optimiser makes the minus; a gradient points uphill.',
    ],
    solution: signReversed,
  },
] satisfies readonly Misconception[]
