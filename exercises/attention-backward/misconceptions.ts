import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Rows = tf.Tensor3D
type Mask = tf.Tensor2D | null

interface Gradients {
  readonly dq: tf.Tensor
  readonly dk: tf.Tensor
  readonly dv: tf.Tensor
  readonly dScores: tf.Tensor
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly scale?: number
  readonly weights?: (scores: tf.Tensor, mask: Mask) => tf.Tensor
  readonly dScores?: (w: tf.Tensor, dw: tf.Tensor) => tf.Tensor
}

function weightsOf(scores: tf.Tensor, mask: Mask): tf.Tensor {
  return tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores)
}

function throughSoftmax(w: tf.Tensor, dw: tf.Tensor): tf.Tensor {
  return tf.mul(w, tf.sub(dw, tf.sum(tf.mul(w, dw), -1, true)))
}

function backward(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows, pieces: Pieces): Gradients {
  const { scale = Math.sqrt(q.shape[2]), weights = weightsOf, dScores = throughSoftmax } = pieces
  const w = weights(tf.div(tf.matMul(q, k, false, true), scale), mask)
  const slopes = dScores(w, tf.matMul(dOut, v, false, true))
  return {
    dq: tf.div(tf.matMul(slopes, k), scale),
    dk: tf.div(tf.matMul(slopes, q, true, false), scale),
    dv: tf.matMul(w, dOut, true, false),
    dScores: slopes,
  }
}

const rootOf = (q: Rows) => Math.sqrt(q.shape[2])

export function scaleLost(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dq: tf.mul(given.dq, rootOf(q)), dk: tf.mul(given.dk, rootOf(q)) }
}

export function scaleLostForQueries(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dq: tf.mul(given.dq, rootOf(q)) }
}

export function scaleLostForKeys(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dk: tf.mul(given.dk, rootOf(q)) }
}

export function scaleMultiplied(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dq: tf.mul(given.dq, q.shape[2]), dk: tf.mul(given.dk, q.shape[2]) }
}

export function withoutScale(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, { scale: 1 })
}

export function dividedByWidth(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, { scale: q.shape[2] })
}

export function scoresScaledAgain(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dScores: tf.div(given.dScores, rootOf(q)) }
}

export function softmaxSkipped(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, { dScores: (_w, dw) => dw })
}

export function weightedOnly(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, { dScores: tf.mul })
}

export function diagonalOnly(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.mul(tf.mul(w, tf.sub(1, w)), dw),
  })
}

export function plainMean(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.mul(w, tf.sub(dw, tf.mean(dw, -1, true))),
  })
}

export function plainSum(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.mul(w, tf.sub(dw, tf.sum(dw, -1, true))),
  })
}

export function meanNotWeighted(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.sub(tf.mul(w, dw), tf.mean(tf.mul(w, dw), -1, true)),
  })
}

export function overQueries(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.mul(w, tf.sub(dw, tf.sum(tf.mul(w, dw), 1, true))),
  })
}

export function meanAdded(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    dScores: (w, dw) => tf.mul(w, tf.add(dw, tf.sum(tf.mul(w, dw), -1, true))),
  })
}

export function maskForgotten(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, { weights: (scores) => tf.softmax(scores) })
}

export function maskInverted(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask && tf.logicalNot(mask), dOut, {
    weights: (scores, hidden) =>
      tf.softmax(hidden ? tf.where(hidden, scores, tf.fill(scores.shape, -1e9)) : scores),
  })
}

export function maskAfterSoftmax(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return backward(q, k, v, mask, dOut, {
    weights: (scores, seen) => {
      const w = tf.softmax(scores)
      return seen ? tf.mul(w, tf.cast(seen, 'float32')) : w
    },
  })
}

export function valuesNotWeighted(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dv: tf.tile(tf.sum(dOut, 1, true), [1, k.shape[1], 1]) }
}

export function valuesFromLastQuery(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const w = weightsOf(tf.div(tf.matMul(q, k, false, true), rootOf(q)), mask)
  const last = (x: tf.Tensor) => tf.slice(x, [0, q.shape[1] - 1, 0], [-1, 1, -1])
  const dv = tf.matMul(last(w), last(dOut), true, false)
  return { ...backward(q, k, v, mask, dOut, {}), dv }
}

export function keysFromLastQuery(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  const last = (x: tf.Tensor) => tf.slice(x, [0, q.shape[1] - 1, 0], [-1, 1, -1])
  const dk = tf.matMul(last(given.dScores), last(q), true, false)
  return { ...given, dk: tf.div(dk, rootOf(q)) }
}

export function queriesFromWeights(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  const w = weightsOf(tf.div(tf.matMul(q, k, false, true), rootOf(q)), mask)
  return { ...given, dq: tf.div(tf.matMul(w, k), rootOf(q)) }
}

export function queriesAndKeysExchanged(
  q: Rows,
  k: Rows,
  v: Rows,
  mask: Mask,
  dOut: Rows,
): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  return { ...given, dq: given.dk, dk: given.dq }
}

export function keysReshaped(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  const given = backward(q, k, v, mask, dOut, {})
  const [B, T] = q.shape
  const turned = tf.reshape(given.dScores, [B, k.shape[1], T])
  return { ...given, dk: tf.div(tf.matMul(turned, q), rootOf(q)) }
}

export function dWeightsReturned(q: Rows, k: Rows, v: Rows, mask: Mask, dOut: Rows): Gradients {
  return { ...backward(q, k, v, mask, dOut, {}), dScores: tf.matMul(dOut, v, false, true) }
}

export const misconceptions = [
  {
    id: 'AB1',
    name: 'scaleLost',
    sameAs: 'a backward pass without the division by √dHead in dq and dk',
    hints: [
      'dScores is right. By which factor are dq and dk off? Is it one of the sizes, or its root?',
      'What happened to q · k on its way to the score?',
      'The score is divided by √dHead, so its derivatives with respect to q and k are, too.',
    ],
    solution: scaleLost,
  },
  {
    id: 'AB2',
    name: 'scaleLostForQueries',
    sameAs: 'a backward pass without the division by √dHead in dq',
    hints: [
      'dk is right and dq is not. What is the quotient of yours and ours?',
      'Which factor do dq and dk have in common?',
      'dq is divided by √dHead, as dk is.',
    ],
    solution: scaleLostForQueries,
  },
  {
    id: 'AB3',
    name: 'scaleLostForKeys',
    sameAs: 'a backward pass without the division by √dHead in dk',
    hints: [
      'dq is right and dk is not. What is the quotient of yours and ours?',
      'Which factor do dq and dk have in common?',
      'dk is divided by √dHead, as dq is.',
    ],
    solution: scaleLostForKeys,
  },
  {
    id: 'AB4',
    name: 'scaleMultiplied',
    sameAs: 'a backward pass that multiplies dq and dk by √dHead',
    hints: [
      'By which factor are dq and dk off?',
      'Is a backward pass the inverse of the forward pass?',
      'It divides where the forward pass divided.',
    ],
    solution: scaleMultiplied,
  },
  {
    id: 'AB5',
    name: 'withoutScale',
    sameAs: 'a backward pass of attention without the division by √dHead anywhere',
    hints: [
      'Are your weights those of the forward pass?',
      'What is done with q · k before the softmax?',
      'Divide by √dHead in the scores, and again in dq and dk.',
    ],
    solution: withoutScale,
  },
  {
    id: 'AB6',
    name: 'dividedByWidth',
    sameAs: 'a backward pass of attention that divides by dHead, without the root',
    hints: [
      'Are your weights those of the forward pass?',
      'By what does it divide the scores?',
      'By the root of dHead.',
    ],
    solution: dividedByWidth,
  },
  {
    id: 'AB7',
    name: 'scoresScaledAgain',
    sameAs: 'a backward pass whose dScores belong to q · k, before the division',
    hints: [
      'dq, dk and dv are right. By which factor is dScores off?',
      'Is dScores asked before or after the division by √dHead?',
      'The scores are what the softmax gets: q · k / √dHead.',
    ],
    solution: scoresScaledAgain,
  },
  {
    id: 'AB8',
    name: 'softmaxSkipped',
    sameAs: 'a backward pass that leaves out the softmax',
    hints: [
      'What do your rows of dScores sum to? What should they?',
      'Which step lies between scores and weights?',
      'dw is for the weights. To reach the scores, go back through the softmax.',
    ],
    solution: softmaxSkipped,
  },
  {
    id: 'AB9',
    name: 'weightedOnly',
    sameAs: 'a backward pass with dScores = w dw',
    hints: [
      'What do your rows of dScores sum to?',
      'When one score grows, which other weights change?',
      'Take the weighted mean of dw away before you multiply by w.',
    ],
    solution: weightedOnly,
  },
  {
    id: 'AB10',
    name: 'diagonalOnly',
    sameAs: 'a backward pass with dScores = w (1 − w) dw',
    hints: [
      'What do your rows of dScores sum to?',
      'w (1 − w) says how a weight moves with its own score. And with the score of another key?',
      'The other keys count too: w (dw − Σ w dw).',
    ],
    solution: diagonalOnly,
  },
  {
    id: 'AB11',
    name: 'plainMean',
    sameAs: 'a backward pass that takes away the plain mean of dw',
    hints: [
      'What do your rows of dScores sum to?',
      'Should a key with the weight 0 have a say in the mean?',
      'The mean is weighted by w.',
    ],
    solution: plainMean,
  },
  {
    id: 'AB12',
    name: 'plainSum',
    sameAs: 'a backward pass that takes away the plain sum of dw',
    hints: [
      'What do your rows of dScores sum to?',
      'Which factor stands beside dw under the sum?',
      'It is Σ w dw.',
    ],
    solution: plainSum,
  },
  {
    id: 'AB13',
    name: 'meanNotWeighted',
    sameAs: 'a backward pass that takes the same number away from every w dw',
    hints: [
      'Your rows sum to 0. What is dScores at a hidden key?',
      'Can a score that has the weight 0 have a gradient?',
      'Everything is multiplied by w: w (dw − Σ w dw).',
    ],
    solution: meanNotWeighted,
  },
  {
    id: 'AB14',
    name: 'overQueries',
    sameAs: 'a backward pass whose Σ w dw runs over the queries',
    hints: [
      'Which sums of dScores are near 0: those of rows?',
      'Over which axis did the softmax run?',
      'The sum runs over the keys, the last axis.',
    ],
    solution: overQueries,
  },
  {
    id: 'AB15',
    name: 'meanAdded',
    sameAs: 'a backward pass that adds Σ w dw where it should subtract it',
    hints: [
      'What do your rows of dScores sum to?',
      'When one score grows, do the other weights grow or shrink?',
      'It is a minus.',
    ],
    solution: meanAdded,
  },
  {
    id: 'AB16',
    name: 'maskForgotten',
    sameAs: 'a backward pass that ignores the mask',
    hints: [
      'Edit the value of a hidden key. Do your gradients change?',
      'Where does your code use mask?',
      'Compute the weights as the forward pass did, mask included; the rest follows.',
    ],
    solution: maskForgotten,
  },
  {
    id: 'AB17',
    name: 'maskInverted',
    sameAs: 'a backward pass that hides what the mask shows',
    hints: [
      'Which keys have a weight in your code: those with true or with false?',
      'What does true in the mask mean here?',
      'true: the query may attend.',
    ],
    solution: maskInverted,
  },
  {
    id: 'AB18',
    name: 'maskAfterSoftmax',
    sameAs: 'a backward pass whose weights are masked after the softmax',
    hints: [
      'What does a row of your weights sum to?',
      'When are hidden scores taken out in the forward pass?',
      'Mask the scores, then apply the softmax.',
    ],
    solution: maskAfterSoftmax,
  },
  {
    id: 'AB19',
    name: 'valuesNotWeighted',
    sameAs: 'a backward pass that gives every value the full dOut of all queries',
    hints: [
      'Do all values get the same gradient in your code?',
      'How much of v[s] flows to query t?',
      'Exactly that share of dOut[t] flows back: w[t][s].',
    ],
    solution: valuesNotWeighted,
  },
  {
    id: 'AB20',
    name: 'valuesFromLastQuery',
    sameAs: 'a backward pass whose dv knows the last query only',
    hints: [
      'Change dOut of query 0. Does dv move?',
      'Is dv set or added to, query by query?',
      'dv starts at 0, and every query adds to it.',
    ],
    solution: valuesFromLastQuery,
  },
  {
    id: 'AB21',
    name: 'keysFromLastQuery',
    sameAs: 'a backward pass whose dk knows the last query only',
    hints: [
      'Change query 0. Does dk move?',
      'Is dk set or added to, query by query?',
      'dk starts at 0, and every query adds to it.',
    ],
    solution: keysFromLastQuery,
  },
  {
    id: 'AB22',
    name: 'queriesFromWeights',
    sameAs: 'a backward pass whose dq uses the weights in place of dScores',
    hints: [
      'Set dOut to 0. What is your dq?',
      'Which slopes lead from the scores to q?',
      'dq is dScores times k, not w times k.',
    ],
    solution: queriesFromWeights,
  },
  {
    id: 'AB23',
    name: 'queriesAndKeysExchanged',
    sameAs: 'a backward pass that returns dq and dk exchanged',
    hints: [
      'How many rows does your dq have? And q?',
      'Which of the two products sums over the keys?',
      'dq sums over keys and has T rows; dk sums over queries and has S.',
    ],
    solution: queriesAndKeysExchanged,
  },
  {
    id: 'AB24',
    name: 'keysReshaped',
    sameAs: 'a backward pass that reshapes dScores for dk where it should transpose it',
    hints: [
      'With one query dk is right. With two: which query does each slope meet?',
      'Does a reshape move numbers?',
      'dk is dScoresᵀ q: transpose, or let matMul do it.',
    ],
    solution: keysReshaped,
  },
  {
    id: 'AB25',
    name: 'dWeightsReturned',
    sameAs: 'a backward pass that returns dw as dScores',
    hints: [
      'dq and dk are right. Which tensor are they made from?',
      'Is that the one you return?',
      'Return the gradient of the scores, behind the softmax.',
    ],
    solution: dWeightsReturned,
  },
] satisfies readonly Misconception[]
