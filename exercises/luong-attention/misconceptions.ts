/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

interface Local {
  readonly Wp: tf.Tensor2D
  readonly vp: tf.Tensor1D
  readonly halfWidth: number
}

type Given = [
  states: tf.Tensor3D,
  annotations: tf.Tensor3D,
  lengths: tf.Tensor1D,
  Wa: tf.Tensor2D,
  local: Local | null,
]

/** Everything that weights may depend on; each broadcasts to [B, T, S]. */
interface Scene {
  readonly scores: tf.Tensor
  readonly isWord: tf.Tensor
  readonly isNear: tf.Tensor
  /** j - p_t */
  readonly distance: tf.Tensor
  readonly halfWidth: number
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly asking?: (states: tf.Tensor3D) => tf.Tensor3D
  readonly score?: (scores: tf.Tensor, D: number) => tf.Tensor
  readonly isWord?: (position: tf.Tensor, length: tf.Tensor) => tf.Tensor
  readonly hidden?: (sum: tf.Tensor) => tf.Tensor
  /** p_t, [B, T, 1], from the sigmoid, the length [B, 1, 1] and the number of columns. */
  readonly centre?: (share: tf.Tensor, length: tf.Tensor, S: number) => tf.Tensor
  readonly isNear?: (distance: tf.Tensor, halfWidth: number) => tf.Tensor
  readonly gaussian?: (distance: tf.Tensor, halfWidth: number) => tf.Tensor
  /** The weights of local attention, but for the Gaussian where it comes last. */
  readonly weighLocal?: (scene: Scene, gaussian: tf.Tensor) => tf.Tensor
  readonly normalise?: (scores: tf.Tensor, isSeen: tf.Tensor) => tf.Tensor
  readonly isAlwaysGlobal?: boolean
}

const project = (x: tf.Tensor3D, weights: tf.Tensor2D) => {
  const [out, inside] = weights.shape
  const rows = tf.matMul(tf.reshape(x, [-1, inside]), weights, false, true)
  return tf.reshape(rows, [x.shape[0], x.shape[1], out])
}
const softmaxWhere = (scores: tf.Tensor, isSeen: tf.Tensor) => {
  const visible = tf.where(isSeen, scores, -Infinity)
  const exponentials = tf.exp(tf.sub(visible, tf.max(visible, -1, true)))
  return tf.div(exponentials, tf.sum(exponentials, -1, true))
}
const bell = (distance: tf.Tensor, twoVariances: number) =>
  tf.exp(tf.div(tf.square(distance), -twoVariances))

function attend(
  [states, annotations, lengths, Wa, local]: Given,
  {
    asking = (all) => tf.slice(all, [0, 1, 0], [-1, -1, -1]),
    score = (scores) => scores,
    isWord: isReal = tf.less,
    hidden = tf.tanh,
    centre: centreOf = tf.mul,
    isNear: near = (distance, halfWidth) => tf.lessEqual(tf.abs(distance), halfWidth),
    gaussian = (distance, halfWidth) => bell(distance, halfWidth ** 2 / 2),
    weighLocal = ({ scores, isWord, isNear }, factor) =>
      tf.mul(normalise(scores, tf.logicalAnd(isWord, isNear)), factor),
    normalise = softmaxWhere,
    isAlwaysGlobal = false,
  }: Change,
): tf.Tensor {
  const S = annotations.shape[1]
  const queries = asking(states)
  const products = tf.matMul(queries, project(annotations, Wa), false, true)
  const scores = score(products, Wa.shape[0])
  const position = tf.range(0, S)
  const length = tf.cast(tf.reshape(lengths, [-1, 1, 1]), 'float32')
  const isWord = isReal(position, length)
  if (local === null || isAlwaysGlobal) {
    return tf.matMul(normalise(scores, isWord), annotations)
  }

  const { Wp, vp, halfWidth } = local
  const drive = tf.sum(tf.mul(hidden(project(queries, Wp)), vp), 2, true)
  const distance = tf.sub(position, centreOf(tf.sigmoid(drive), length, S))
  const isNear = near(distance, halfWidth)
  const scene = { scores, isWord, isNear, distance, halfWidth }
  return tf.matMul(weighLocal(scene, gaussian(distance, halfWidth)), annotations)
}

export function stateBefore(...given: Given) {
  return attend(given, {
    asking: (states) => tf.slice(states, [0, 0, 0], [-1, states.shape[1] - 1, -1]),
  })
}

export function scaledByRoot(...given: Given) {
  return attend(given, { score: (scores, D) => tf.div(scores, Math.sqrt(D)) })
}

export function alwaysGlobal(...given: Given) {
  return attend(given, { isAlwaysGlobal: true })
}

export function withoutGaussian(...given: Given) {
  return attend(given, { gaussian: tf.onesLike })
}

export function normalisedAgain(...given: Given) {
  return attend(given, {
    weighLocal: ({ scores, isWord, isNear }, gaussian) => {
      const weights = tf.mul(softmaxWhere(scores, tf.logicalAnd(isWord, isNear)), gaussian)
      return tf.div(weights, tf.sum(weights, -1, true))
    },
  })
}

export function softmaxOverSentence(...given: Given) {
  return attend(given, {
    weighLocal: ({ scores, isWord, isNear }, gaussian) =>
      tf.mul(tf.where(isNear, softmaxWhere(scores, isWord), 0), gaussian),
  })
}

export function withoutWindow(...given: Given) {
  return attend(given, { isNear: (distance) => tf.onesLike(tf.cast(distance, 'bool')) })
}

export function gaussianBeforeSoftmax(...given: Given) {
  return attend(given, {
    weighLocal: ({ scores, isWord, isNear }, gaussian) =>
      softmaxWhere(tf.mul(scores, gaussian), tf.logicalAnd(isWord, isNear)),
  })
}

export function sigmaIsHalfWidth(...given: Given) {
  return attend(given, { gaussian: (distance, halfWidth) => bell(distance, 2 * halfWidth ** 2) })
}

export function sigmaNotSquared(...given: Given) {
  return attend(given, { gaussian: (distance, halfWidth) => bell(distance, halfWidth) })
}

export function twoForgotten(...given: Given) {
  return attend(given, { gaussian: (distance, halfWidth) => bell(distance, halfWidth ** 2 / 4) })
}

export function distanceNotSquared(...given: Given) {
  return attend(given, {
    gaussian: (distance, halfWidth) => tf.exp(tf.div(tf.abs(distance), -(halfWidth ** 2) / 2)),
  })
}

export function centreFromColumns(...given: Given) {
  return attend(given, { centre: (share, _, S) => tf.mul(share, S) })
}

export function centreToLastWord(...given: Given) {
  return attend(given, { centre: (share, length) => tf.mul(share, tf.sub(length, 1)) })
}

export function centreRounded(...given: Given) {
  return attend(given, { centre: (share, length) => tf.round(tf.mul(share, length)) })
}

export function centreFloored(...given: Given) {
  return attend(given, { centre: (share, length) => tf.floor(tf.mul(share, length)) })
}

export function centreIsStep(...given: Given) {
  return attend(given, {
    centre: (share, length) => {
      const steps = tf.reshape(tf.range(0, share.shape[1]!), [1, -1, 1])
      return tf.minimum(steps, tf.sub(length, 1))
    },
  })
}

export function centreWithoutTanh(...given: Given) {
  return attend(given, { hidden: (sum) => sum })
}

export function windowTooNarrow(...given: Given) {
  return attend(given, {
    isNear: (distance, halfWidth) => tf.lessEqual(tf.abs(distance), Math.max(1, halfWidth / 2)),
  })
}

export function windowBehindOnly(...given: Given) {
  return attend(given, {
    isNear: (distance, halfWidth) =>
      tf.logicalAnd(tf.lessEqual(distance, 0), tf.greaterEqual(distance, -halfWidth)),
  })
}

export function paddingSeen(...given: Given) {
  return attend(given, { isWord: (position) => tf.onesLike(tf.cast(position, 'bool')) })
}

export function lengthIncluded(...given: Given) {
  return attend(given, { isWord: tf.lessEqual })
}

export function maskedWithZero(...given: Given) {
  return attend(given, {
    normalise: (scores, isSeen) => tf.softmax(tf.where(isSeen, scores, 0)),
  })
}

export function weakFill(...given: Given) {
  return attend(given, {
    normalise: (scores, isSeen) => tf.softmax(tf.where(isSeen, scores, -1e4)),
  })
}

export function withoutMaximum(...given: Given) {
  return attend(given, {
    normalise: (scores, isSeen) => {
      const exponentials = tf.exp(tf.where(isSeen, scores, -Infinity))
      return tf.div(exponentials, tf.sum(exponentials, -1, true))
    },
  })
}

export function softmaxOverSteps(...given: Given) {
  return attend(given, {
    normalise: (scores, isSeen) => {
      const exponentials = tf.exp(tf.sub(scores, tf.max(scores, 1, true)))
      return tf.where(isSeen, tf.div(exponentials, tf.sum(exponentials, 1, true)), 0)
    },
  })
}

export function notNormalised(...given: Given) {
  return attend(given, {
    normalise: (scores, isSeen) => tf.exp(tf.where(isSeen, scores, -Infinity)),
  })
}

export const misconceptions = [
  {
    id: 'LU1',
    name: 'stateBefore',
    sameAs: 'attention that asks with the state before, s_{t-1} instead of s_t',
    hints: [
      'Which states does your first step use: those of row 0 or of row 1?',
      'Bahdanau’s attention asks before the decoder moves on. And Luong’s?',
      'c_t is asked for by s_t: rows 1 to T of `states`.',
    ],
    solution: stateBefore,
  },
  {
    id: 'LU2',
    name: 'scaledByRoot',
    sameAs: 'scores divided by √D',
    hints: [
      'Does the formula divide the scores by anything?',
      'The root came two years later. Here the score is s · Wa h as it is.',
    ],
    solution: scaledByRoot,
  },
  {
    id: 'LU3',
    name: 'alwaysGlobal',
    sameAs: 'global attention, also where a window is asked for',
    hints: [
      'Do the global cases pass?',
      'Where does your function read `local`?',
      'When `local` is not null, words outside the window have weight 0, and the others a Gaussian factor.',
    ],
    solution: alwaysGlobal,
  },
  {
    id: 'LU4',
    name: 'withoutGaussian',
    sameAs: 'a window in which distance does not count',
    hints: [
      'Two words in the window have the same score. Which one weighs more?',
      'After the softmax, each weight is multiplied by exp(-(j - p)² / (2σ²)).',
    ],
    solution: withoutGaussian,
  },
  {
    id: 'LU5',
    name: 'normalisedAgain',
    sameAs: 'local weights that are brought to a sum of 1 again',
    hints: [
      'What do your local weights sum to? What do those of the worked example sum to?',
      'Is there a step after the product with the Gaussian?',
      'The product is the weight. Its sum stays below 1.',
    ],
    solution: normalisedAgain,
  },
  {
    id: 'LU6',
    name: 'softmaxOverSentence',
    sameAs: 'a softmax over the whole sentence, from which the window is cut out',
    hints: [
      'Change a word outside the window. Does the context change?',
      'Over which words does the sum in your softmax run?',
      'Hide what is outside the window before the softmax.',
    ],
    solution: softmaxOverSentence,
  },
  {
    id: 'LU7',
    name: 'withoutWindow',
    sameAs: 'a Gaussian over the whole sentence, without a window',
    hints: [
      'Change a word outside the window. Does the context change?',
      'The Gaussian is small far off. Is it 0?',
      'Words with |j - p| > halfWidth have no part in the softmax and weight 0.',
    ],
    solution: withoutWindow,
  },
  {
    id: 'LU8',
    name: 'gaussianBeforeSoftmax',
    sameAs: 'scores multiplied by the Gaussian before the softmax',
    hints: [
      'A score of -3 at the edge of the window: does your Gaussian make its weight smaller or larger?',
      'Softmax first, then the Gaussian.',
    ],
    solution: gaussianBeforeSoftmax,
  },
  {
    id: 'LU9',
    name: 'sigmaIsHalfWidth',
    sameAs: 'a Gaussian with σ = halfWidth',
    hints: [
      'What is your factor at the very edge of the window? e⁻² or e^-½?',
      'σ is half of halfWidth.',
    ],
    solution: sigmaIsHalfWidth,
  },
  {
    id: 'LU10',
    name: 'sigmaNotSquared',
    sameAs: 'a Gaussian with 2σ below, not 2σ²',
    hints: [
      'For which halfWidth are σ and σ² the same? Do those cases pass?',
      'The exponent is -(j - p)² / (2σ²).',
    ],
    solution: sigmaNotSquared,
  },
  {
    id: 'LU11',
    name: 'twoForgotten',
    sameAs: 'a Gaussian with σ² below, not 2σ²',
    hints: [
      'What is your factor at the very edge of the window? e⁻² or e⁻⁴?',
      'The exponent is -(j - p)² / (2σ²): there is a 2 below.',
    ],
    solution: twoForgotten,
  },
  {
    id: 'LU12',
    name: 'distanceNotSquared',
    sameAs: 'a factor that falls with |j - p|, not with its square',
    hints: [
      'Draw your factor over j: is it round at the top, or does it have a corner?',
      'A Gaussian has the squared distance in its exponent.',
    ],
    solution: distanceNotSquared,
  },
  {
    id: 'LU13',
    name: 'centreFromColumns',
    sameAs: 'a centre predicted in the padded sentence',
    hints: [
      'Do sources that fill their row come out right?',
      'Add two columns of padding. Does your window move?',
      'p is lengths[b] times the sigmoid, not S times.',
    ],
    solution: centreFromColumns,
  },
  {
    id: 'LU14',
    name: 'centreToLastWord',
    sameAs: 'a centre of (length - 1) · sigmoid',
    hints: [
      'What is the largest value that p can come near to?',
      'p is length times the sigmoid, as in the paper.',
    ],
    solution: centreToLastWord,
  },
  {
    id: 'LU15',
    name: 'centreRounded',
    sameAs: 'a centre rounded to a whole position',
    hints: [
      'Is p a whole number? Does it have to be?',
      'Rounded, p has no gradient. Leave it as it is, in the window and in the Gaussian.',
    ],
    solution: centreRounded,
  },
  {
    id: 'LU16',
    name: 'centreFloored',
    sameAs: 'a centre cut off to a whole position',
    hints: [
      'Is p a whole number? Does it have to be?',
      'Cut off, p has no gradient. Leave it as it is, in the window and in the Gaussian.',
    ],
    solution: centreFloored,
  },
  {
    id: 'LU17',
    name: 'centreIsStep',
    sameAs: 'a window centred on the step itself',
    hints: [
      'Which parameters does your function never read?',
      'The paper has two local models. In one the window moves on by 1 each step. And in the one asked for here?',
      'The centre is predicted from the state: length · sigmoid(vp · tanh(Wp s)).',
    ],
    solution: centreIsStep,
  },
  {
    id: 'LU18',
    name: 'centreWithoutTanh',
    sameAs: 'a centre predicted without the tanh',
    hints: [
      'How many layers has the network that predicts p? What stands between them?',
      'p = length · sigmoid(vp · tanh(Wp s)).',
    ],
    solution: centreWithoutTanh,
  },
  {
    id: 'LU19',
    name: 'windowTooNarrow',
    sameAs: 'a window that is halfWidth wide in total',
    hints: [
      'With halfWidth 2 and p = 4.5: which words are in the window?',
      'It reaches halfWidth to the left and halfWidth to the right.',
    ],
    solution: windowTooNarrow,
  },
  {
    id: 'LU20',
    name: 'windowBehindOnly',
    sameAs: 'a window that ends at its centre',
    hints: [
      'With halfWidth 2 and p = 4.5: which words are in the window?',
      'The source is known as a whole: the window reaches to both sides of p.',
    ],
    solution: windowBehindOnly,
  },
  {
    id: 'LU21',
    name: 'paddingSeen',
    sameAs: 'attention to the padding, too',
    hints: [
      'Do sources that fill their row come out right?',
      'May a window reach into the padding?',
      'Hide positions from lengths[b] on before the softmax, in both kinds of attention.',
    ],
    solution: paddingSeen,
  },
  {
    id: 'LU22',
    name: 'lengthIncluded',
    sameAs: 'attention to the words and one place of padding',
    hints: [
      'Do sources that fill their row come out right?',
      'A source has 3 words. What is the position of the last one?',
      'Positions count from 0: words are those with j < length.',
    ],
    solution: lengthIncluded,
  },
  {
    id: 'LU23',
    name: 'maskedWithZero',
    sameAs: 'attention in which hidden scores are set to 0',
    hints: ['What is exp(0)?', 'A hidden score must be -Infinity: a score of 0 still gets weight.'],
    solution: maskedWithZero,
  },
  {
    id: 'LU24',
    name: 'weakFill',
    sameAs: 'attention in which hidden scores are set to a finite number, such as -10000',
    hints: [
      'Which of your cases fail: those with very low scores?',
      'Any finite number can turn out to be the largest. Use -Infinity.',
    ],
    solution: weakFill,
  },
  {
    id: 'LU25',
    name: 'withoutMaximum',
    sameAs: 'a softmax that does not subtract the largest score first',
    hints: [
      'What is exp(1000)? And Infinity divided by Infinity?',
      'Subtract the largest visible score of each step before exp, or use tf.softmax.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'LU26',
    name: 'softmaxOverSteps',
    sameAs: 'attention with the softmax over the steps instead of the words',
    hints: [
      'Add up your weights along each axis. Which axis gives 1, and what does it count?',
      'The scores are [B, T, S]: softmax over S, the words.',
    ],
    solution: softmaxOverSteps,
  },
  {
    id: 'LU27',
    name: 'notNormalised',
    sameAs: 'contexts with exp(score) as weights, never divided by their sum',
    hints: [
      'With a single source word, what should the global context be? What is yours?',
      'Divide the exponentials of each step by their sum over the visible words.',
    ],
    solution: notNormalised,
  },
] satisfies readonly Misconception[]
