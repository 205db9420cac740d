import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Features = tf.Tensor1D

const centre = (x: tf.Tensor, axes: number | number[] = -1) => tf.sub(x, tf.mean(x, axes, true))
const variance = (x: tf.Tensor, axes: number | number[] = -1) =>
  tf.mean(tf.square(centre(x, axes)), axes, true)
const normalise = (x: tf.Tensor, epsilon: number, axes: number | number[] = -1) =>
  tf.div(centre(x, axes), tf.sqrt(tf.add(variance(x, axes), epsilon)))
const affine = (x: tf.Tensor, gamma: Features, beta: Features) => tf.add(tf.mul(x, gamma), beta)

export function epsilonOutside(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  const deviation = tf.add(tf.sqrt(variance(x)), epsilon)
  return affine(tf.div(centre(x), deviation), gamma, beta)
}

export function dividedByOneLess(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  const C = x.shape[2]
  const unbiased = tf.mul(variance(x), C / (C - 1))
  return affine(tf.div(centre(x), tf.sqrt(tf.add(unbiased, epsilon))), gamma, beta)
}

export function withoutEpsilon(x: tf.Tensor3D, gamma: Features, beta: Features) {
  return affine(tf.div(centre(x), tf.sqrt(variance(x))), gamma, beta)
}

export function fixedEpsilon(x: tf.Tensor3D, gamma: Features, beta: Features) {
  return affine(normalise(x, 1e-5), gamma, beta)
}

export function overTokens(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  return affine(normalise(x, epsilon, 1), gamma, beta)
}

export function overBatch(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  return affine(normalise(x, epsilon, 0), gamma, beta)
}

export function overTokensAndFeatures(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  return affine(normalise(x, epsilon, [1, 2]), gamma, beta)
}

export function gainAndBiasSwapped(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  return affine(normalise(x, epsilon), beta, gamma)
}

export function withoutGainAndBias(
  x: tf.Tensor3D,
  _gamma: Features,
  _beta: Features,
  epsilon: number,
) {
  return normalise(x, epsilon)
}

export function withoutGain(x: tf.Tensor3D, _gamma: Features, beta: Features, epsilon: number) {
  return tf.add(normalise(x, epsilon), beta)
}

export function withoutBias(x: tf.Tensor3D, gamma: Features, _beta: Features, epsilon: number) {
  return tf.mul(normalise(x, epsilon), gamma)
}

export function biasScaled(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  return tf.mul(tf.add(normalise(x, epsilon), beta), gamma)
}

export function notCentred(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  return affine(tf.div(x, tf.sqrt(tf.add(variance(x), epsilon))), gamma, beta)
}

export function meanOfSquares(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  const squares = tf.mean(tf.square(x), -1, true)
  return affine(tf.div(x, tf.sqrt(tf.add(squares, epsilon))), gamma, beta)
}

export function dividedByVariance(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  return affine(tf.div(centre(x), tf.add(variance(x), epsilon)), gamma, beta)
}

export function varianceInOnePass(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  const difference = tf.sub(tf.mean(tf.square(x), -1, true), tf.square(tf.mean(x, -1, true)))
  return affine(tf.div(centre(x), tf.sqrt(tf.add(difference, epsilon))), gamma, beta)
}

export function squaresNotAveraged(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  const squares = tf.sum(tf.square(centre(x)), -1, true)
  return affine(tf.div(centre(x), tf.sqrt(tf.add(squares, epsilon))), gamma, beta)
}

export function sampleDeviation(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  const C = x.shape[2]
  const deviation = tf.add(tf.sqrt(tf.mul(variance(x), C / (C - 1))), epsilon)
  return affine(tf.div(centre(x), deviation), gamma, beta)
}

export function normalisedLast(x: tf.Tensor3D, gamma: Features, beta: Features, epsilon: number) {
  return normalise(affine(x, gamma, beta), epsilon)
}

export function squaresStartAtFirstFeature(
  x: tf.Tensor3D,
  gamma: Features,
  beta: Features,
  epsilon: number,
) {
  const C = x.shape[2]
  const first = tf.slice(x, [0, 0, 0], [-1, -1, 1])
  const firstSquare = tf.square(tf.sub(first, tf.mean(x, -1, true)))
  const started = tf.add(variance(x), tf.div(tf.sub(first, firstSquare), C))
  return affine(tf.div(centre(x), tf.sqrt(tf.add(started, epsilon))), gamma, beta)
}

export const misconceptions = [
  {
    id: 'N1',
    name: 'epsilonOutside',
    sameAs: 'layer normalisation with ε added to the root instead of under it',
    hints: [
      'How far off are you where the variance is tiny, and where it is near 1?',
      'Compare √(0.000001 + 0.00001) with √0.000001 + 0.00001.',
      'ε belongs under the root: √(σ² + ε).',
    ],
    solution: epsilonOutside,
  },
  {
    id: 'N2',
    name: 'dividedByOneLess',
    sameAs: 'layer normalisation with a variance that divides by C - 1',
    hints: [
      'Is your output a constant factor too small? Compare the factor with √((C - 1) / C).',
      'Here the variance is a definition, not an estimate from a sample: divide by C.',
    ],
    solution: dividedByOneLess,
  },
  {
    id: 'N3',
    name: 'withoutEpsilon',
    sameAs: 'layer normalisation without ε',
    hints: [
      'What does your code give for a token whose features are all equal?',
      'Add ε to the variance before the root, so that nothing is divided by 0.',
    ],
    solution: withoutEpsilon,
  },
  {
    id: 'N4',
    name: 'fixedEpsilon',
    sameAs: 'layer normalisation with ε = 0.00001, whatever the parameter says',
    hints: [
      'Which value does the parameter epsilon have in this case?',
      'Where does your code use it?',
      'Use the parameter instead of a constant of your own.',
    ],
    solution: fixedEpsilon,
  },
  {
    id: 'N5',
    name: 'overTokens',
    sameAs: 'normalisation of each feature over the tokens',
    hints: [
      'Change the last token only. Does the first row of your output move?',
      'Over which axis do mean and variance run: T or C?',
      'Each token is normalised over its own C features, the last axis.',
    ],
    solution: overTokens,
  },
  {
    id: 'N6',
    name: 'overBatch',
    sameAs: 'normalisation over the batch',
    hints: [
      'What does your code give for a batch of one?',
      'That is batch normalisation. Here each token is normalised over its own C features, the last axis.',
    ],
    solution: overBatch,
  },
  {
    id: 'N7',
    name: 'overTokensAndFeatures',
    sameAs: 'normalisation of all tokens of an item together',
    hints: [
      'How many means do you compute for one item of the batch? How many tokens does it have?',
      'Mean and variance have the shape [B, T, 1]: one pair for each token.',
    ],
    solution: overTokensAndFeatures,
  },
  {
    id: 'N8',
    name: 'gainAndBiasSwapped',
    sameAs: 'layer normalisation with γ and β exchanged',
    hints: [
      'For a token whose features are all equal the output is one of the two parameters. Which one?',
      'γ multiplies, β is added.',
    ],
    solution: gainAndBiasSwapped,
  },
  {
    id: 'N9',
    name: 'withoutGainAndBias',
    sameAs: 'layer normalisation without γ and β',
    hints: [
      'Which parameters have no influence on your result?',
      'After the normalisation, multiply by γ and add β.',
    ],
    solution: withoutGainAndBias,
  },
  {
    id: 'N10',
    name: 'withoutGain',
    sameAs: 'layer normalisation without γ',
    hints: [
      'Which parameter has no influence on your result?',
      'Multiply the normalised features by γ before you add β.',
    ],
    solution: withoutGain,
  },
  {
    id: 'N11',
    name: 'withoutBias',
    sameAs: 'layer normalisation without β',
    hints: [
      'Is the difference between your output and the expected one the same for every token?',
      'Add β at the end.',
    ],
    solution: withoutBias,
  },
  {
    id: 'N12',
    name: 'biasScaled',
    sameAs: 'layer normalisation in which γ multiplies β too',
    hints: [
      'In which order do you multiply and add?',
      'First multiply by γ, then add β: γ x̂ + β, not γ (x̂ + β).',
    ],
    solution: biasScaled,
  },
  {
    id: 'N13',
    name: 'notCentred',
    sameAs: 'layer normalisation that does not subtract the mean from x',
    hints: [
      'What is the mean of your normalised features, before γ and β?',
      'The mean is subtracted twice: in the variance, and from x in the numerator.',
    ],
    solution: notCentred,
  },
  {
    id: 'N14',
    name: 'meanOfSquares',
    sameAs: 'RMS normalisation: x divided by the root of its mean square',
    hints: [
      'Add 5 to every feature of a token. Should its output change?',
      'RMSNorm leaves out the mean; layer normalisation subtracts it, in the numerator and in the variance.',
    ],
    solution: meanOfSquares,
  },
  {
    id: 'N15',
    name: 'dividedByVariance',
    sameAs: 'layer normalisation that divides by the variance, without the root',
    hints: [
      'Double every feature of a token. Should its output change? Does yours?',
      'Divide by the standard deviation √(σ² + ε), not by the variance.',
    ],
    solution: dividedByVariance,
  },
  {
    id: 'N16',
    name: 'varianceInOnePass',
    sameAs: 'layer normalisation with the variance as mean(x²) - mean(x)² in float32',
    hints: [
      'On paper mean(x²) - mean(x)² is right. How large are both terms when the features are near 3000?',
      'float32 keeps about seven digits. How many are left of a difference of 1 between two numbers near 9000000?',
      'Subtract the mean first, then take the mean of the squares.',
    ],
    solution: varianceInOnePass,
  },
  {
    id: 'N17',
    name: 'squaresNotAveraged',
    sameAs: 'layer normalisation with the sum of the squared deviations instead of their mean',
    hints: [
      'Is your output smaller by nearly the same factor everywhere? Compare it with √C.',
      'What does your variance give for a token twice as wide, with the same features repeated?',
      'The variance is the mean of the squared deviations: divide their sum by C.',
    ],
    solution: squaresNotAveraged,
  },
  {
    id: 'N18',
    name: 'sampleDeviation',
    sameAs:
      'layer normalisation with a variance that divides by C - 1 and with ε added to the root instead of under it',
    hints: [
      'By which number do you divide the sum of the squared deviations? And where do you add ε?',
      'Some published code writes (x - mean) / (std + ε) with the deviation of a sample. The formula here differs in both.',
      'Divide by C, and put ε under the root: √(σ² + ε).',
    ],
    solution: sampleDeviation,
  },
  {
    id: 'N19',
    name: 'normalisedLast',
    sameAs: 'normalisation after γ and β instead of before',
    hints: [
      'What is the mean of your output over the features? Should β not move it?',
      'Which comes first in the formula: the division by the root, or γ?',
      'Normalise x first, then multiply by γ and add β.',
    ],
    solution: normalisedLast,
  },
  {
    id: 'N20',
    name: 'squaresStartAtFirstFeature',
    sameAs: 'layer normalisation with a sum of squares that begins with the first feature itself',
    hints: [
      'Work out the variance of the first token by hand. What does your code get?',
      'Which value does reduce begin with when it is given no second argument?',
      'Give reduce the initial value 0: otherwise it starts with the first feature as it is.',
    ],
    solution: squaresStartAtFirstFeature,
  },
] satisfies readonly Misconception[]
