import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'

type Logits = tf.Tensor2D
type Targets = tf.Tensor1D

const keep = (targets: Targets, ignore: number) =>
  tf.expandDims(tf.cast(tf.notEqual(targets, ignore), 'float32'), 1)
const share = (targets: Targets, ignore: number) =>
  tf.divNoNan(keep(targets, ignore), tf.sum(keep(targets, ignore)))
const due = (logits: Logits, targets: Targets) =>
  tf.cast(tf.equal(tf.expandDims(targets, 1), tf.range(0, logits.shape[1], 1, 'int32')), 'float32')
const surprise = (logits: Logits, targets: Targets) =>
  tf.sub(tf.softmax(logits), due(logits, targets))

export function notDivided(logits: Logits, targets: Targets, ignore: number) {
  return tf.mul(surprise(logits, targets), keep(targets, ignore))
}

export function dividedByAllRows(logits: Logits, targets: Targets, ignore: number) {
  return tf.div(notDivided(logits, targets, ignore), logits.shape[0])
}

export function dividedByNumbers(logits: Logits, targets: Targets, ignore: number) {
  return tf.div(tf.mul(surprise(logits, targets), share(targets, ignore)), logits.shape[1])
}

export function withoutTarget(logits: Logits, targets: Targets, ignore: number) {
  return tf.mul(tf.softmax(logits), share(targets, ignore))
}

export function signReversed(logits: Logits, targets: Targets, ignore: number) {
  return tf.neg(tf.mul(surprise(logits, targets), share(targets, ignore)))
}

export function targetOnly(logits: Logits, targets: Targets, ignore: number) {
  const only = tf.mul(surprise(logits, targets), due(logits, targets))
  return tf.mul(only, share(targets, ignore))
}

export function probabilityUnchanged(logits: Logits, targets: Targets, ignore: number) {
  const p = tf.softmax(logits)
  const slope = tf.neg(tf.divNoNan(due(logits, targets), p))
  return tf.mul(slope, share(targets, ignore))
}

export function diagonalOnly(logits: Logits, targets: Targets, ignore: number) {
  const p = tf.softmax(logits)
  const difference = tf.sub(p, due(logits, targets))
  return tf.mul(tf.mul(difference, tf.mul(p, tf.sub(1, p))), share(targets, ignore))
}

export function ignoredRowsScored(logits: Logits, targets: Targets, ignore: number) {
  const kept = tf.maximum(tf.sum(keep(targets, ignore)), 1)
  return tf.div(surprise(logits, targets), kept)
}

export function minusOneIgnored(logits: Logits, targets: Targets) {
  return tf.mul(surprise(logits, targets), share(targets, -1))
}

export function hundredIgnored(logits: Logits, targets: Targets) {
  return tf.mul(surprise(logits, targets), share(targets, -100))
}

export function zeroByZero(logits: Logits, targets: Targets, ignore: number) {
  return tf.div(notDivided(logits, targets, ignore), tf.sum(keep(targets, ignore)))
}

export function withoutMaximum(logits: Logits, targets: Targets, ignore: number) {
  const exponentials = tf.exp(logits)
  const p = tf.div(exponentials, tf.sum(exponentials, 1, true))
  return tf.mul(tf.sub(p, due(logits, targets)), share(targets, ignore))
}

export function epsilonInLogarithm(logits: Logits, targets: Targets, ignore: number) {
  const right = tf.sum(tf.mul(tf.softmax(logits), due(logits, targets)), 1, true)
  const damping = tf.div(right, tf.add(right, 1e-10))
  return tf.mul(tf.mul(surprise(logits, targets), damping), share(targets, ignore))
}

export function rowNumberAsClass(logits: Logits, targets: Targets, ignore: number) {
  const [N] = logits.shape
  const rows = tf.range(0, N, 1, 'int32')
  return tf.mul(surprise(logits, rows), share(targets, ignore))
}

export function overColumns(logits: Logits, targets: Targets, ignore: number) {
  const p = tf.transpose(tf.softmax(tf.transpose(logits)))
  return tf.mul(tf.sub(p, due(logits, targets)), share(targets, ignore))
}

export function softmaxTwice(logits: Logits, targets: Targets, ignore: number) {
  return tf.mul(surprise(tf.softmax(logits), targets), share(targets, ignore))
}

export function softmaxMissing(logits: Logits, targets: Targets, ignore: number) {
  return tf.mul(tf.sub(logits, due(logits, targets)), share(targets, ignore))
}

export const misconceptions = [
  {
    id: 'EB1',
    name: 'notDivided',
    sameAs: 'the gradient of the sum of the losses, not of their mean',
    hints: [
      'One kept row is right. By which factor are you off with two?',
      'Is the loss a sum over rows, or a mean?',
      'The division by the number of kept rows goes into every gradient.',
    ],
    solution: notDivided,
  },
  {
    id: 'EB2',
    name: 'dividedByAllRows',
    sameAs: 'a gradient divided by all rows, ignored ones too',
    hints: [
      'Add an ignored row: do the gradients of the others change? Should they?',
      'Over which rows is the mean taken?',
      'Divide by the number of kept rows.',
    ],
    solution: dividedByAllRows,
  },
  {
    id: 'EB3',
    name: 'dividedByNumbers',
    sameAs: 'a gradient divided by rows and classes both',
    hints: [
      'By which factor is one row too small? Which size is it?',
      'How many losses are there: one per row, or one per logit?',
      'There is one loss per row, so the mean divides by rows alone.',
    ],
    solution: dividedByNumbers,
  },
  {
    id: 'EB4',
    name: 'withoutTarget',
    sameAs: 'a gradient that does not know the targets',
    hints: [
      'What do your gradients of one row sum to? What should they?',
      'Which logit should become larger? What is the sign of its gradient?',
      'Subtract 1 at the target: p − onehot.',
    ],
    solution: withoutTarget,
  },
  {
    id: 'EB5',
    name: 'signReversed',
    sameAs: 'onehot − p, the gradient with the opposite sign',
    hints: [
      'When the logit of the right class grows, does the loss grow or shrink?',
      'So what is the sign of its gradient?',
      'It is p − onehot; the optimiser makes the minus.',
    ],
    solution: signReversed,
  },
  {
    id: 'EB6',
    name: 'targetOnly',
    sameAs: 'a gradient that is 0 everywhere but at the target',
    hints: [
      'When a wrong class gains score, what happens to the probability of the right one?',
      'What do your gradients of one row sum to?',
      'Every logit stands in the denominator of softmax, so every logit has a gradient.',
    ],
    solution: targetOnly,
  },
  {
    id: 'EB7',
    name: 'probabilityUnchanged',
    sameAs: 'the gradient for the probabilities, not for the logits',
    hints: [
      'With respect to what is −1/p the derivative of −log p?',
      'Which step lies between the logits and p?',
      'Go on through softmax: the chain rule turns −1/p into p − onehot.',
    ],
    solution: probabilityUnchanged,
  },
  {
    id: 'EB8',
    name: 'diagonalOnly',
    sameAs: 'a gradient multiplied by p (1 − p), as for squared errors of sigmoids',
    hints: [
      'What do your gradients of one row sum to?',
      'p (1 − p) is how p[v] moves with its own logit. Is p − onehot still before softmax, or behind it?',
      'p − onehot is the whole gradient: the derivative of softmax is in it already.',
    ],
    solution: diagonalOnly,
  },
  {
    id: 'EB9',
    name: 'ignoredRowsScored',
    sameAs: 'a gradient in which ignored rows push too',
    hints: [
      'What is your gradient in an ignored row?',
      'Does the loss change when you nudge a logit there?',
      'The rows that the loss leaves out have a gradient of exactly 0.',
    ],
    solution: ignoredRowsScored,
  },
  {
    id: 'EB10',
    name: 'minusOneIgnored',
    sameAs: 'a gradient that ignores the target −1, whatever ignore says',
    hints: [
      'Which rows does your code leave out? Which should it?',
      'Where do you use the parameter ignore?',
      'Compare each target with ignore.',
    ],
    solution: minusOneIgnored,
  },
  {
    id: 'EB11',
    name: 'hundredIgnored',
    sameAs: 'a gradient that ignores the target −100, whatever ignore says',
    hints: [
      'What if class 0 is the padding?',
      'Where do you use the parameter ignore?',
      'Compare each target with ignore, not with a fixed number.',
    ],
    solution: hundredIgnored,
  },
  {
    id: 'EB12',
    name: 'zeroByZero',
    sameAs: 'a gradient that is NaN when no row is kept',
    hints: [
      'How many rows are kept when all are ignored?',
      'What is 0 / 0?',
      'No kept row: no loss and no gradient, so return zeros.',
    ],
    solution: zeroByZero,
  },
  {
    id: 'EB13',
    name: 'withoutMaximum',
    sameAs: 'a gradient whose softmax does not subtract the row maximum',
    hints: [
      'What is exp of a logit of 1000?',
      'What is Infinity / Infinity?',
      'Subtract each row’s maximum first, or use tf.softmax, which does.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'EB14',
    name: 'epsilonInLogarithm',
    sameAs: 'the gradient of −log(p + 1e-10)',
    hints: [
      'The right class has the probability 1e-20. How strong is your push? How strong should it be?',
      'What is left of p / (p + 1e-10) there?',
      'Where the model is most wrong, the push must be strongest: no small number in the logarithm.',
    ],
    solution: epsilonInLogarithm,
  },
  {
    id: 'EB15',
    name: 'rowNumberAsClass',
    sameAs: 'a gradient that subtracts 1 at [n][n], not at the target',
    hints: [
      'In which column of row 0 is your gradient negative? Always?',
      'Which index is the class: n, or targets[n]?',
      'The 1 is subtracted in column targets[n].',
    ],
    solution: rowNumberAsClass,
  },
  {
    id: 'EB16',
    name: 'overColumns',
    sameAs: 'a gradient whose softmax runs over the rows',
    hints: [
      'Which of your sums are 0: those of rows, or those of columns?',
      'Which logits compete with each other?',
      'Softmax runs over the classes of one row, axis 1.',
    ],
    solution: overColumns,
  },
  {
    id: 'EB17',
    name: 'softmaxTwice',
    sameAs: 'a gradient in which softmax is applied twice',
    hints: [
      'Logits far apart should give a p near 0 and 1. What is yours?',
      'Are the numbers in logits probabilities already?',
      'One softmax on the raw scores is enough.',
    ],
    solution: softmaxTwice,
  },
  {
    id: 'EB18',
    name: 'softmaxMissing',
    sameAs: 'a gradient with the raw logits in place of the probabilities',
    hints: [
      'Between which two numbers must every entry of the gradient lie?',
      'What belongs in front of "− onehot": scores or probabilities?',
      'Apply softmax to each row first.',
    ],
    solution: softmaxMissing,
  },
] satisfies readonly Misconception[]
