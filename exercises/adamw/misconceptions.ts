/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

interface Settings {
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly weightDecay: number
  readonly maxNorm: number
}

type Given = [
  weights: tf.Tensor[],
  gradients: tf.Tensor[],
  m: tf.Tensor[],
  v: tf.Tensor[],
  step: number,
  settings: Settings,
]

/** One number of a tensor on its way through a step. */
interface Entry {
  readonly w: number
  /** After clipping. */
  readonly g: number
  readonly isMatrix: boolean
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly settings?: (settings: Settings) => Settings
  readonly step?: (step: number) => number
  /** By how much the gradients of each tensor are multiplied. */
  readonly scales?: (gradients: number[][], maxNorm: number) => number[]
  readonly clip?: (g: number, maxNorm: number) => number
  /** The gradient that enters the moments. */
  readonly gradient?: (entry: Entry, settings: Settings) => number
  readonly firstMoment?: (m: number, g: number, beta1: number) => number
  readonly secondMoment?: (v: number, g: number, beta2: number) => number
  readonly correct?: (moment: number, beta: number, step: number) => number
  /** How far the weight moves, as a multiple of the learning rate. */
  readonly move?: (corrected: Corrected, settings: Settings) => number
  readonly update?: (entry: Entry, move: number, settings: Settings) => number
  /** What is kept as moments for the next step. */
  readonly keep?: (moment: number, corrected: number) => number
}

interface Corrected {
  readonly g: number
  readonly mean: number
  readonly square: number
  /** Before the correction. */
  readonly v: number
  readonly step: number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const normOf = (entries: readonly number[]) => Math.sqrt(total(entries.map((g) => g * g)))
const limit = (norm: number, maxNorm: number) => (norm > maxNorm ? maxNorm / norm : 1)

const oneNorm = (gradients: number[][], maxNorm: number) => {
  const scale = limit(normOf(gradients.flat()), maxNorm)
  return gradients.map(() => scale)
}

const decayFirst = (
  { w, isMatrix }: Entry,
  move: number,
  { learningRate, weightDecay }: Settings,
) => w * (1 - (isMatrix ? learningRate * weightDecay : 0)) - learningRate * move

function optimise(
  [weights, gradients, m, v, givenStep, givenSettings]: Given,
  {
    settings: changeSettings = (settings) => settings,
    step: changeStep = (step) => step,
    scales = oneNorm,
    clip = (g) => g,
    gradient = ({ g }) => g,
    firstMoment = (old, g, beta1) => beta1 * old + (1 - beta1) * g,
    secondMoment = (old, g, beta2) => beta2 * old + (1 - beta2) * g * g,
    correct = (moment, beta, step) => moment / (1 - beta ** step),
    move = ({ mean, square }, { epsilon }) => mean / (Math.sqrt(square) + epsilon),
    update = decayFirst,
    keep = (moment) => moment,
  }: Change,
) {
  const settings = changeSettings(givenSettings)
  const step = changeStep(givenStep)
  const { beta1, beta2, maxNorm } = settings
  const entries = gradients.map((one) => Array.from(one.dataSync()))
  const scale = scales(entries, maxNorm)
  const result: { weights: tf.Tensor[]; m: tf.Tensor[]; v: tf.Tensor[] } = {
    weights: [],
    m: [],
    v: [],
  }
  weights.forEach((weight, i) => {
    const [w, first, second] = [weight, m[i]!, v[i]!].map((one) => Array.from(one.dataSync()))
    entries[i]!.forEach((raw, at) => {
      const clipped = clip(raw * scale[i]!, maxNorm)
      const entry = { w: w![at]!, g: clipped, isMatrix: weight.rank >= 2 }
      const g = gradient(entry, settings)
      const nextM = firstMoment(first![at]!, g, beta1)
      const nextV = secondMoment(second![at]!, g, beta2)
      const mean = correct(nextM, beta1, step)
      const square = correct(nextV, beta2, step)
      w![at] = update(entry, move({ g, mean, square, v: nextV, step }, settings), settings)
      first![at] = keep(nextM, mean)
      second![at] = keep(nextV, square)
    })
    result.weights.push(tf.tensor(w!, weight.shape))
    result.m.push(tf.tensor(first!, weight.shape))
    result.v.push(tf.tensor(second!, weight.shape))
  })
  return result
}

export function decayInGradient(...given: Given) {
  return optimise(given, {
    gradient: ({ w, g, isMatrix }, { weightDecay }) => g + (isMatrix ? weightDecay * w : 0),
    update: ({ w }, move, { learningRate }) => w - learningRate * move,
  })
}

export function noBiasCorrection(...given: Given) {
  return optimise(given, { correct: (moment) => moment })
}

export function correctedOneStepLate(...given: Given) {
  return optimise(given, { step: (step) => step + 1 })
}

export function stepsFromZero(...given: Given) {
  return optimise(given, { step: (step) => step - 1 })
}

export function epsilonInRoot(...given: Given) {
  return optimise(given, {
    move: ({ mean, square }, { epsilon }) => mean / Math.sqrt(square + epsilon),
  })
}

export function epsilonBeforeCorrection(...given: Given) {
  return optimise(given, {
    move: ({ mean, v, step }, { beta2, epsilon }) =>
      (mean * Math.sqrt(1 - beta2 ** step)) / (Math.sqrt(v) + epsilon),
  })
}

export function noEpsilon(...given: Given) {
  return optimise(given, { move: ({ mean, square }) => mean / Math.sqrt(square) })
}

export function decayWithoutRate(...given: Given) {
  return optimise(given, {
    update: ({ w, isMatrix }, move, { learningRate, weightDecay }) =>
      w * (1 - (isMatrix ? weightDecay : 0)) - learningRate * move,
  })
}

export function decayAfterStep(...given: Given) {
  return optimise(given, {
    update: ({ w, isMatrix }, move, { learningRate, weightDecay }) =>
      (w - learningRate * move) * (1 - (isMatrix ? learningRate * weightDecay : 0)),
  })
}

export function everythingDecayed(...given: Given) {
  return optimise(given, {
    update: (entry, move, settings) => decayFirst({ ...entry, isMatrix: true }, move, settings),
  })
}

export function nothingDecayed(...given: Given) {
  return optimise(given, { settings: (settings) => ({ ...settings, weightDecay: 0 }) })
}

export function clippedPerTensor(...given: Given) {
  return optimise(given, {
    scales: (gradients, maxNorm) => gradients.map((one) => limit(normOf(one), maxNorm)),
  })
}

export function alwaysScaled(...given: Given) {
  return optimise(given, {
    scales: (gradients, maxNorm) => gradients.map(() => maxNorm / normOf(gradients.flat())),
  })
}

export function clippedByValue(...given: Given) {
  return optimise(given, {
    scales: (gradients) => gradients.map(() => 1),
    clip: (g, maxNorm) => Math.max(-maxNorm, Math.min(maxNorm, g)),
  })
}

export function normWithoutRoot(...given: Given) {
  return optimise(given, {
    scales: (gradients, maxNorm) =>
      gradients.map(() => limit(normOf(gradients.flat()) ** 2, maxNorm)),
  })
}

export function sumOfNorms(...given: Given) {
  return optimise(given, {
    scales: (gradients, maxNorm) =>
      gradients.map(() => limit(total(gradients.map(normOf)), maxNorm)),
  })
}

export function notClipped(...given: Given) {
  return optimise(given, { scales: (gradients) => gradients.map(() => 1) })
}

export function normNotMultiplied(...given: Given) {
  return optimise(given, {
    scales: (gradients, maxNorm) => {
      const norm = normOf(gradients.flat())
      return gradients.map(() => (norm > maxNorm ? 1 / norm : 1))
    },
  })
}

export function notSquared(...given: Given) {
  return optimise(given, {
    secondMoment: (old, g, beta2) => beta2 * old + (1 - beta2) * Math.abs(g),
  })
}

export function noRoot(...given: Given) {
  return optimise(given, { move: ({ mean, square }, { epsilon }) => mean / (square + epsilon) })
}

export function betasExchanged(...given: Given) {
  return optimise(given, {
    settings: (settings) => ({ ...settings, beta1: settings.beta2, beta2: settings.beta1 }),
  })
}

export function sharesExchanged(...given: Given) {
  return optimise(given, {
    firstMoment: (old, g, beta1) => (1 - beta1) * old + beta1 * g,
    secondMoment: (old, g, beta2) => (1 - beta2) * old + beta2 * g * g,
  })
}

export function notAveraged(...given: Given) {
  return optimise(given, {
    firstMoment: (old, g, beta1) => beta1 * old + g,
    secondMoment: (old, g, beta2) => beta2 * old + g * g,
  })
}

export function momentsForgotten(...given: Given) {
  return optimise(given, {
    firstMoment: (_, g, beta1) => (1 - beta1) * g,
    secondMoment: (_, g, beta2) => (1 - beta2) * g * g,
  })
}

export function gradientForMoment(...given: Given) {
  return optimise(given, {
    move: ({ g, square }, { epsilon }) => g / (Math.sqrt(square) + epsilon),
  })
}

export function uphill(...given: Given) {
  return optimise(given, {
    update: (entry, move, settings) => decayFirst(entry, -move, settings),
  })
}

export function correctedMomentsKept(...given: Given) {
  return optimise(given, { keep: (_, corrected) => corrected })
}

export function settingsOfThePaper(...given: Given) {
  return optimise(given, {
    settings: (settings) => ({ ...settings, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }),
  })
}

export const misconceptions = [
  {
    id: 'AW1',
    name: 'decayInGradient',
    sameAs: 'Adam with the decay added to the gradient, which is L2 regularisation',
    hints: [
      'Is the decay part of your m and v?',
      'What happens to a decay that is divided by √v̂? Do weights with large gradients still decay?',
      'The W in AdamW: the decay acts on the weight itself and enters neither m nor v.',
    ],
    solution: decayInGradient,
  },
  {
    id: 'AW2',
    name: 'noBiasCorrection',
    sameAs: 'AdamW without the correction of its moments',
    hints: [
      'How far do the weights move in the first step? How far should they?',
      'm starts at 0. How much of the first gradient is in it?',
      'Divide m by 1 - β1ˢ and v by 1 - β2ˢ before you use them.',
    ],
    solution: noBiasCorrection,
  },
  {
    id: 'AW3',
    name: 'correctedOneStepLate',
    sameAs: 'AdamW that counts its steps one too high',
    hints: [
      'Are your moments right and only the weights wrong?',
      'What is 1 - β1ˢ in the first step? What do you divide by?',
      'step is 1 in the first step already: do not add another 1.',
    ],
    solution: correctedOneStepLate,
  },
  {
    id: 'AW4',
    name: 'stepsFromZero',
    sameAs: 'AdamW that counts its steps one too low',
    hints: [
      'Are your moments right and only the weights wrong?',
      'What is 1 - β⁰?',
      'step is 1 in the first step: use it as it is.',
    ],
    solution: stepsFromZero,
  },
  {
    id: 'AW5',
    name: 'epsilonInRoot',
    sameAs: 'AdamW with epsilon inside the root',
    hints: [
      'Are you right for ordinary gradients, and wrong for tiny ones?',
      'How large is the root of 1e-8?',
      'First the root, then plus epsilon: √v̂ + ε.',
    ],
    solution: epsilonInRoot,
  },
  {
    id: 'AW6',
    name: 'epsilonBeforeCorrection',
    sameAs: 'AdamW that adds epsilon to the root before v is corrected',
    hints: [
      'Are you right for ordinary gradients, and wrong for tiny ones?',
      'To which root do you add epsilon: that of v or that of v̂?',
      'Correct v first: √(v / (1 - β2ˢ)) + ε.',
    ],
    solution: epsilonBeforeCorrection,
  },
  {
    id: 'AW7',
    name: 'noEpsilon',
    sameAs: 'AdamW without epsilon',
    hints: [
      'What is 0 / 0?',
      'What happens to a weight that has had no gradient yet?',
      'Divide by √v̂ + ε.',
    ],
    solution: noEpsilon,
  },
  {
    id: 'AW8',
    name: 'decayWithoutRate',
    sameAs: 'AdamW whose decay is not multiplied by the learning rate',
    hints: [
      'How much of a weight is left after ten steps with gradients of zero?',
      'The learning rate falls to nearly 0 towards the end. What should the decay do then?',
      'Multiply by 1 - learningRate · weightDecay.',
    ],
    solution: decayWithoutRate,
  },
  {
    id: 'AW9',
    name: 'decayAfterStep',
    sameAs: 'AdamW that lets the weight decay after it has moved',
    hints: [
      'Are you off by only a little, and only in matrices?',
      'Which comes first, the decay or the step?',
      'The decay takes its share of the old weight; the step is not decayed.',
    ],
    solution: decayAfterStep,
  },
  {
    id: 'AW10',
    name: 'everythingDecayed',
    sameAs: 'AdamW that lets biases and gains decay, too',
    hints: [
      'Are your matrices right and your vectors wrong?',
      'What becomes of the gain of a layer norm that decays to 0?',
      'Only tensors with two or more axes decay.',
    ],
    solution: everythingDecayed,
  },
  {
    id: 'AW11',
    name: 'nothingDecayed',
    sameAs: 'AdamW without any decay',
    hints: [
      'Are your vectors right and your matrices wrong?',
      'Where does your code use weightDecay?',
      'Tensors with two or more axes are multiplied by 1 - learningRate · weightDecay.',
    ],
    solution: nothingDecayed,
  },
  {
    id: 'AW12',
    name: 'clippedPerTensor',
    sameAs: 'AdamW that clips every tensor by its own norm',
    hints: [
      'How many norms do you work out in one step?',
      'Does the direction of the whole gradient stay the same when its parts shrink differently?',
      'One norm over all entries of all tensors, and one factor for all.',
    ],
    solution: clippedPerTensor,
  },
  {
    id: 'AW13',
    name: 'alwaysScaled',
    sameAs: 'AdamW that also scales small gradients, up to the limit',
    hints: [
      'Are large gradients right and small ones wrong?',
      'maxNorm is a limit. Is there anything to do below it?',
      'Scale only when the norm is larger than maxNorm.',
    ],
    solution: alwaysScaled,
  },
  {
    id: 'AW14',
    name: 'clippedByValue',
    sameAs: 'AdamW that cuts every single entry of the gradients at maxNorm',
    hints: [
      'What happens to the direction of (3, 4) when each entry is cut at 1?',
      'How long is a vector of a million entries, each at most 1?',
      'Multiply all entries by one factor, so that the norm becomes maxNorm.',
    ],
    solution: clippedByValue,
  },
  {
    id: 'AW15',
    name: 'normWithoutRoot',
    sameAs: 'AdamW that takes the sum of the squares for the norm',
    hints: [
      'What is the norm of (3, 4)? What do you get?',
      'The norm is the root of the sum of the squares.',
    ],
    solution: normWithoutRoot,
  },
  {
    id: 'AW16',
    name: 'sumOfNorms',
    sameAs: 'AdamW that adds up the norms of the tensors',
    hints: [
      'Two tensors with the norms 3 and 4: what is the norm of both together?',
      'Add the squares of all entries first, then take one root.',
    ],
    solution: sumOfNorms,
  },
  {
    id: 'AW17',
    name: 'notClipped',
    sameAs: 'AdamW without clipping',
    hints: [
      'Are small gradients right and large ones wrong?',
      'Where does your code use maxNorm? Do you keep what clipping gives?',
      'The clipped gradients are what enters m and v.',
    ],
    solution: notClipped,
  },
  {
    id: 'AW18',
    name: 'normNotMultiplied',
    sameAs: 'AdamW that clips to a norm of 1, whatever maxNorm says',
    hints: [
      'How long are your gradients after clipping?',
      'Dividing by the norm gives length 1. Which length is asked for?',
      'The factor is maxNorm / norm.',
    ],
    solution: normNotMultiplied,
  },
  {
    id: 'AW19',
    name: 'notSquared',
    sameAs: 'AdamW whose v averages |g| instead of g²',
    hints: [
      'Is your m right and your v wrong?',
      'Of what is v the average?',
      'v = β2 v + (1 - β2) g².',
    ],
    solution: notSquared,
  },
  {
    id: 'AW20',
    name: 'noRoot',
    sameAs: 'AdamW that divides by v̂ instead of its root',
    hints: [
      'Are your moments right and only the weights wrong?',
      'If all gradients were ten times as large, how much larger should the step be? How much is yours?',
      'Divide by √v̂ + ε.',
    ],
    solution: noRoot,
  },
  {
    id: 'AW21',
    name: 'betasExchanged',
    sameAs: 'AdamW with β1 and β2 exchanged',
    hints: [
      'Which of the two averages has the longer memory, m or v?',
      'β1 belongs to m, β2 to v.',
    ],
    solution: betasExchanged,
  },
  {
    id: 'AW22',
    name: 'sharesExchanged',
    sameAs: 'AdamW that gives β to the new gradient and 1 - β to the old moment',
    hints: [
      'How much of m comes from the gradient of this step? How much should, with β1 = 0.9?',
      'β is the share of the old moment.',
    ],
    solution: sharesExchanged,
  },
  {
    id: 'AW23',
    name: 'notAveraged',
    sameAs: 'AdamW that adds the whole gradient to its moments',
    hints: [
      'If every gradient is 1, what does m approach? What should an average approach?',
      'The new gradient enters with the share 1 - β.',
    ],
    solution: notAveraged,
  },
  {
    id: 'AW24',
    name: 'momentsForgotten',
    sameAs: 'AdamW that starts its moments from zero in every step',
    hints: [
      'Is the first step right, and every later one wrong?',
      'Where does your code read the m and v that are passed in?',
      'm and v go on from the step before.',
    ],
    solution: momentsForgotten,
  },
  {
    id: 'AW25',
    name: 'gradientForMoment',
    sameAs: 'AdamW that moves along the gradient instead of its average',
    hints: [
      'Are your moments right and only the weights wrong?',
      'Is the first step right? What is m̂ there?',
      'The numerator is m̂, the averaged gradient.',
    ],
    solution: gradientForMoment,
  },
  {
    id: 'AW26',
    name: 'uphill',
    sameAs: 'AdamW that moves uphill',
    hints: [
      'A positive gradient: does the loss rise or fall when the weight grows?',
      'The step is subtracted.',
    ],
    solution: uphill,
  },
  {
    id: 'AW27',
    name: 'correctedMomentsKept',
    sameAs: 'AdamW that hands the corrected moments on',
    hints: [
      'Are your weights right and only the moments wrong?',
      'What would be corrected twice in the next step?',
      'm̂ and v̂ serve this step only; m and v are kept.',
    ],
    solution: correctedMomentsKept,
  },
  {
    id: 'AW28',
    name: 'settingsOfThePaper',
    sameAs: 'AdamW with 0.9, 0.999 and 1e-8, whatever the settings say',
    hints: [
      'Which cases fail: those with unusual settings?',
      'Is there a number in your code that should come from settings?',
    ],
    solution: settingsOfThePaper,
  },
] satisfies readonly Misconception[]
