import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type X = tf.Tensor3D
type Gains = tf.Tensor1D

interface Gradients {
  readonly dx: tf.Tensor
  readonly dgamma: tf.Tensor
  readonly dbeta: tf.Tensor
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly axes?: number | number[]
  readonly deviation?: (variance: tf.Tensor) => tf.Tensor
  readonly slope?: (dy: X) => tf.Tensor
  /** What is left of the slope, before the division by the deviation. */
  readonly rest?: (slope: tf.Tensor, normalised: tf.Tensor) => tf.Tensor
  readonly divide?: (rest: tf.Tensor, deviation: tf.Tensor) => tf.Tensor
  readonly dgamma?: (dy: X, normalised: tf.Tensor) => tf.Tensor
}

const mean = (x: tf.Tensor, axes: number | number[] = -1) => tf.mean(x, axes, true)
const overTokens = (x: tf.Tensor) => tf.sum(x, [0, 1])

function backward(x: X, gamma: Gains, epsilon: number, dy: X, pieces: Pieces): Gradients {
  const { axes = -1 } = pieces
  const centred = tf.sub(x, mean(x, axes))
  const variance = mean(tf.square(centred), axes)
  const deviation = pieces.deviation?.(variance) ?? tf.sqrt(tf.add(variance, epsilon))
  const normalised = tf.div(centred, deviation)
  const slope = pieces.slope?.(dy) ?? tf.mul(dy, gamma)
  const rest =
    pieces.rest?.(slope, normalised) ??
    tf.sub(
      tf.sub(slope, mean(slope, axes)),
      tf.mul(normalised, mean(tf.mul(slope, normalised), axes)),
    )
  return {
    dx: pieces.divide?.(rest, deviation) ?? tf.div(rest, deviation),
    dgamma: pieces.dgamma?.(dy, normalised) ?? overTokens(tf.mul(dy, normalised)),
    dbeta: overTokens(dy),
  }
}

export function bothConstant(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { rest: (slope) => slope })
}

export function varianceConstant(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { rest: (slope) => tf.sub(slope, mean(slope)) })
}

export function meanConstant(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    rest: (slope, normalised) => tf.sub(slope, tf.mul(normalised, mean(tf.mul(slope, normalised)))),
  })
}

export function spreadAdded(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    rest: (slope, normalised) =>
      tf.add(tf.sub(slope, mean(slope)), tf.mul(normalised, mean(tf.mul(slope, normalised)))),
  })
}

export function sumsForMeans(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const sum = (slope: tf.Tensor) => tf.sum(slope, -1, true)
  return backward(x, gamma, epsilon, dy, {
    rest: (slope, normalised) =>
      tf.sub(tf.sub(slope, sum(slope)), tf.mul(normalised, sum(tf.mul(slope, normalised)))),
  })
}

export function spreadDividedByOneLess(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const C = x.shape[2]
  return backward(x, gamma, epsilon, dy, {
    rest: (slope, normalised) => {
      const spread = tf.div(tf.sum(tf.mul(slope, normalised), -1, true), Math.max(1, C - 1))
      return tf.sub(tf.sub(slope, mean(slope)), tf.mul(normalised, spread))
    },
  })
}

export function spreadNotWeighted(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    rest: (slope, normalised) =>
      tf.sub(tf.sub(slope, mean(slope)), mean(tf.mul(slope, normalised))),
  })
}

export function gainLeftOut(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { slope: (upstream) => upstream })
}

export function gainAtTheEnd(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const given = backward(x, gamma, epsilon, dy, { slope: (upstream) => upstream })
  return { ...given, dx: tf.mul(given.dx, gamma) }
}

export function gainDivided(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { slope: (upstream) => tf.div(upstream, gamma) })
}

export function notDivided(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { divide: (rest) => rest })
}

export function dividedByVariance(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    divide: (rest, deviation) => tf.div(rest, tf.square(deviation)),
  })
}

export function multipliedByDeviation(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { divide: tf.mul })
}

export function epsilonOutside(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    deviation: (variance) => tf.add(tf.sqrt(variance), epsilon),
  })
}

export function withoutEpsilon(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { deviation: tf.sqrt })
}

export function varianceOfOneLess(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const C = x.shape[2]
  return backward(x, gamma, epsilon, dy, {
    deviation: (variance) => tf.sqrt(tf.add(tf.mul(variance, C / Math.max(1, C - 1)), epsilon)),
  })
}

export function overSequence(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, { axes: 1 })
}

export function gainsFromInput(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    dgamma: (upstream) => overTokens(tf.mul(upstream, x)),
  })
}

export function gainsFromOutput(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    dgamma: (upstream, normalised) => overTokens(tf.mul(tf.mul(upstream, normalised), gamma)),
  })
}

export function gainsWithoutSlope(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  return backward(x, gamma, epsilon, dy, {
    dgamma: (_upstream, normalised) => overTokens(normalised),
  })
}

export function gainsAveraged(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const given = backward(x, gamma, epsilon, dy, {})
  const tokens = x.shape[0] * x.shape[1]
  return { ...given, dgamma: tf.div(given.dgamma, tokens), dbeta: tf.div(given.dbeta, tokens) }
}

export function gainsPerItem(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const given = backward(x, gamma, epsilon, dy, {
    dgamma: (upstream, normalised) => tf.sum(tf.mul(upstream, normalised), 1),
  })
  return { ...given, dbeta: tf.sum(dy, 1) }
}

export function gainsAndBiasesExchanged(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const { dx, dgamma, dbeta } = backward(x, gamma, epsilon, dy, {})
  return { dx, dgamma: dbeta, dbeta: dgamma }
}

export function biasesScaled(x: X, gamma: Gains, epsilon: number, dy: X): Gradients {
  const given = backward(x, gamma, epsilon, dy, {})
  return { ...given, dbeta: tf.mul(given.dbeta, gamma) }
}

export const misconceptions = [
  {
    id: 'NB1',
    name: 'bothConstant',
    sameAs: 'a backward pass that treats mean and variance as constants',
    hints: [
      'Add 1 to all features of a token: how does y change? So what must its dx sum to?',
      'On which numbers does μ depend? And σ?',
      'x acts in three ways: directly, through μ and through σ. The last two take something away.',
    ],
    solution: bothConstant,
  },
  {
    id: 'NB2',
    name: 'varianceConstant',
    sameAs: 'a backward pass that treats the variance as a constant',
    hints: [
      'Your dx sums to 0, as it must. What happens to y when all deviations of a token double?',
      'Which term of dx comes from σ?',
      'Take away x̂ times the mean of g x̂.',
    ],
    solution: varianceConstant,
  },
  {
    id: 'NB3',
    name: 'meanConstant',
    sameAs: 'a backward pass that treats the mean as a constant',
    hints: [
      'What does your dx of a token sum to? What should it?',
      'When one feature grows, what happens to the deviations of all the others?',
      'Take the mean of g away from g.',
    ],
    solution: meanConstant,
  },
  {
    id: 'NB4',
    name: 'spreadAdded',
    sameAs: 'a backward pass that adds the term of the variance where it should subtract it',
    hints: [
      'When the spread of a token grows, does x̂ grow or shrink?',
      'What is the sign of the derivative of 1/σ?',
      'All feedback is taken away: g − mean(g) − x̂ mean(g x̂).',
    ],
    solution: spreadAdded,
  },
  {
    id: 'NB5',
    name: 'sumsForMeans',
    sameAs: 'a backward pass with sums over the features where means belong',
    hints: [
      'What does your dx of a token sum to?',
      'By how much does μ move when one of C features moves by 1?',
      'Both terms that are taken away are means over C features.',
    ],
    solution: sumsForMeans,
  },
  {
    id: 'NB6',
    name: 'spreadDividedByOneLess',
    sameAs: 'a backward pass whose mean of g x̂ divides by C − 1',
    hints: [
      'Is your error along x̂?',
      'By what did the forward pass divide in the variance?',
      'The variance divides by C, so its derivative does too.',
    ],
    solution: spreadDividedByOneLess,
  },
  {
    id: 'NB7',
    name: 'spreadNotWeighted',
    sameAs: 'a backward pass that takes away the mean of g x̂ without the factor x̂',
    hints: [
      'What does your dx of a token sum to?',
      'Which feature moves σ more: one far from the mean or one close to it?',
      'The mean of g x̂ is shared out in proportion to x̂.',
    ],
    solution: spreadNotWeighted,
  },
  {
    id: 'NB8',
    name: 'gainLeftOut',
    sameAs: 'a backward pass whose dx does not know γ',
    hints: [
      'Set γ to 0. How does the loss move with x? How does your dx?',
      'What stands between x̂ and y?',
      'The slope of x̂ is dy γ.',
    ],
    solution: gainLeftOut,
  },
  {
    id: 'NB9',
    name: 'gainAtTheEnd',
    sameAs: 'a backward pass that multiplies by γ after the means instead of before',
    hints: [
      'What does your dx of a token sum to?',
      'In the forward pass γ comes last. When does it come in the backward pass?',
      'First g = dy γ; then the means of g and of g x̂.',
    ],
    solution: gainAtTheEnd,
  },
  {
    id: 'NB10',
    name: 'gainDivided',
    sameAs: 'a backward pass that divides by γ where it should multiply',
    hints: [
      'Double γ: is a change of x felt more or less in y?',
      'Is a backward pass the inverse of the forward pass?',
      'It asks for slopes and undoes nothing: multiply by γ.',
    ],
    solution: gainDivided,
  },
  {
    id: 'NB11',
    name: 'notDivided',
    sameAs: 'a backward pass that does not divide dx by the deviation',
    hints: [
      'Make all features of a token ten times larger. How does y change? And dx?',
      'By what is x − μ divided on its way to x̂?',
      'The same divisor, √(σ² + ε), divides the slope.',
    ],
    solution: notDivided,
  },
  {
    id: 'NB12',
    name: 'dividedByVariance',
    sameAs: 'a backward pass that divides dx by σ² + ε, without the root',
    hints: [
      'By which factor is your dx off? Is it the same for all tokens?',
      'Did you take the root?',
      'Divide by √(σ² + ε).',
    ],
    solution: dividedByVariance,
  },
  {
    id: 'NB13',
    name: 'multipliedByDeviation',
    sameAs: 'a backward pass that multiplies dx by the deviation',
    hints: [
      'A token with a huge spread: is one unit of x felt much or little in x̂?',
      'Is a backward pass the inverse of the forward pass?',
      'x̂ is (x − μ) / √(σ² + ε), so its slope has the same division.',
    ],
    solution: multipliedByDeviation,
  },
  {
    id: 'NB14',
    name: 'epsilonOutside',
    sameAs: 'a backward pass with √σ² + ε for √(σ² + ε)',
    hints: [
      'At a large variance all is right. What at a tiny one?',
      'Where does ε stand in the formula: beside the root or under it?',
      'Add ε to the variance, then take the root.',
    ],
    solution: epsilonOutside,
  },
  {
    id: 'NB15',
    name: 'withoutEpsilon',
    sameAs: 'a backward pass without ε',
    hints: [
      'What is your dx for a token whose features are all equal?',
      'Where does your code use epsilon?',
      'The divisor of the forward pass was √(σ² + ε).',
    ],
    solution: withoutEpsilon,
  },
  {
    id: 'NB16',
    name: 'varianceOfOneLess',
    sameAs: 'a backward pass whose variance divides by C − 1',
    hints: [
      'By which factor is your x̂ off?',
      'Does the layer estimate a variance, or define one?',
      'The variance is a mean over C.',
    ],
    solution: varianceOfOneLess,
  },
  {
    id: 'NB17',
    name: 'overSequence',
    sameAs: 'a backward pass that normalises over tokens',
    hints: [
      'Change one token: does the dx of another move?',
      'Which axis holds the features?',
      'Mean and variance run over the last axis.',
    ],
    solution: overSequence,
  },
  {
    id: 'NB18',
    name: 'gainsFromInput',
    sameAs: 'a backward pass whose dgamma uses x in place of x̂',
    hints: [
      'dx and dbeta are right. What does γ multiply in the forward pass?',
      'Is that x, or what became of it?',
      'dgamma is the sum of dy x̂.',
    ],
    solution: gainsFromInput,
  },
  {
    id: 'NB19',
    name: 'gainsFromOutput',
    sameAs: 'a backward pass whose dgamma has γ as a factor',
    hints: [
      'With γ = 1 all is right. With γ = 2?',
      'y = γ x̂ + β. What is its derivative with respect to γ?',
      'It is x̂, without γ.',
    ],
    solution: gainsFromOutput,
  },
  {
    id: 'NB20',
    name: 'gainsWithoutSlope',
    sameAs: 'a backward pass whose dgamma does not depend on dy',
    hints: [
      'Set dy to 0. What is your dgamma?',
      'Which factor of the chain rule comes before x̂?',
      'dgamma is the sum of dy x̂.',
    ],
    solution: gainsWithoutSlope,
  },
  {
    id: 'NB21',
    name: 'gainsAveraged',
    sameAs: 'a backward pass that averages dgamma and dbeta over the tokens',
    hints: [
      'By which factor are your dgamma and dbeta too small?',
      'Where does the division of a mean loss already stand?',
      'γ and β serve every token, and every token adds its part: a sum.',
    ],
    solution: gainsAveraged,
  },
  {
    id: 'NB22',
    name: 'gainsPerItem',
    sameAs: 'a backward pass that keeps one dgamma and dbeta for each item',
    hints: [
      'What is the shape of γ? And of your dgamma?',
      'How many γ does the layer have?',
      'Sum over items and tokens, axes 0 and 1.',
    ],
    solution: gainsPerItem,
  },
  {
    id: 'NB23',
    name: 'gainsAndBiasesExchanged',
    sameAs: 'a backward pass that returns dgamma and dbeta exchanged',
    hints: [
      'Which of the two can be found without x?',
      'And which one do you return as dbeta?',
      'dbeta is the sum of dy alone.',
    ],
    solution: gainsAndBiasesExchanged,
  },
  {
    id: 'NB24',
    name: 'biasesScaled',
    sameAs: 'a backward pass whose dbeta has γ as a factor',
    hints: [
      'Does γ stand before β in the formula of y?',
      'What is the derivative of y with respect to β?',
      'It is 1: dbeta is the sum of dy.',
    ],
    solution: biasesScaled,
  },
] satisfies readonly Misconception[]
