import type { Misconception } from '../exercise.ts'

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

function softmax(row: readonly number[]): number[] {
  const highest = Math.max(...row)
  const exponentials = row.map((logit) => Math.exp(logit - highest))
  const sum = total(exponentials)
  return exponentials.map((exponential) => exponential / sum)
}

function logSumExp(row: readonly number[]): number {
  const highest = Math.max(...row)
  return highest + Math.log(total(row.map((logit) => Math.exp(logit - highest))))
}

const lossOf = (row: readonly number[], target: number) => logSumExp(row) - row[target]!

/** The mean of `loss` over the kept rows, as it should be. */
function meanOfKept(
  logits: number[][],
  targets: number[],
  ignore: number,
  loss: (row: number[], target: number, n: number) => number,
): number {
  const losses = lossesOfKept(logits, targets, ignore, loss)
  return losses.length === 0 ? 0 : total(losses) / losses.length
}

function lossesOfKept(
  logits: number[][],
  targets: number[],
  ignore: number,
  loss: (row: number[], target: number, n: number) => number,
): number[] {
  return logits.flatMap((row, n) => (targets[n] === ignore ? [] : [loss(row, targets[n]!, n)]))
}

export function epsilonInLogarithm(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => -Math.log(softmax(row)[y]! + 1e-10))
}

export function logarithmOfZero(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => -Math.log(softmax(row)[y]!))
}

export function softmaxTwice(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => lossOf(softmax(row), y))
}

export function dividedByAllRows(logits: number[][], targets: number[], ignore: number) {
  return total(lossesOfKept(logits, targets, ignore, lossOf)) / logits.length
}

export function ignoresMinusHundredOnly(logits: number[][], targets: number[]) {
  return meanOfKept(logits, targets, -100, lossOf)
}

export function ignoresNothing(logits: number[][], targets: number[]) {
  return total(logits.map((row, n) => lossOf(row, targets[n]!))) / logits.length
}

export function sumOfLosses(logits: number[][], targets: number[], ignore: number) {
  return total(lossesOfKept(logits, targets, ignore, lossOf))
}

export function logarithmToBaseTwo(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => lossOf(row, y) / Math.LN2)
}

export function classOfRowNumber(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, _y, n) => lossOf(row, n))
}

export function withoutMaximum(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(
    logits,
    targets,
    ignore,
    (row, y) => Math.log(total(row.map(Math.exp))) - row[y]!,
  )
}

export function maximumNotAddedBack(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(
    logits,
    targets,
    ignore,
    (row, y) => logSumExp(row) - Math.max(...row) - row[y]!,
  )
}

export function oneMaximum(logits: number[][], targets: number[], ignore: number) {
  const highest = Math.max(...logits.flat())
  return meanOfKept(logits, targets, ignore, (row, y) => {
    const sum = total(row.map((logit) => Math.exp(logit - highest)))
    return highest + Math.log(sum) - row[y]!
  })
}

export function signReversed(logits: number[][], targets: number[], ignore: number) {
  return -meanOfKept(logits, targets, ignore, lossOf)
}

export function probabilityMissing(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => 1 - softmax(row)[y]!)
}

export function everyClassScored(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => {
    const others = softmax(row).filter((_, v) => v !== y)
    return lossOf(row, y) - total(others.map((share) => Math.log1p(-share)))
  })
}

export function dividedByClassesToo(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, lossOf) / logits[0]!.length
}

export function meanOfNothing(logits: number[][], targets: number[], ignore: number) {
  const losses = lossesOfKept(logits, targets, ignore, lossOf)
  return total(losses) / losses.length
}

export function stopsAtFirstIgnored(logits: number[][], targets: number[], ignore: number) {
  const first = targets.indexOf(ignore)
  const end = first === -1 ? targets.length : first
  return meanOfKept(logits.slice(0, end), targets.slice(0, end), ignore, lossOf)
}

export function meanOfLogits(logits: number[][], targets: number[], ignore: number) {
  return meanOfKept(logits, targets, ignore, (row, y) => -row[y]!)
}

export function perplexity(logits: number[][], targets: number[], ignore: number) {
  return Math.exp(meanOfKept(logits, targets, ignore, lossOf))
}

export const misconceptions = [
  {
    id: 'CE1',
    name: 'epsilonInLogarithm',
    sameAs: 'cross-entropy with a small number such as 1e-10 added inside the logarithm',
    hints: [
      'How large can your loss become at most? What is -Math.log(1e-10)?',
      'Should the loss go on growing when a model gets ever surer of a wrong answer?',
      'Stay with logarithms: log Σ exp(l) - l[y] never takes the logarithm of a tiny number.',
    ],
    solution: epsilonInLogarithm,
  },
  {
    id: 'CE2',
    name: 'logarithmOfZero',
    sameAs: 'cross-entropy as the logarithm of a softmax that has rounded to 0',
    hints: [
      'What is Math.exp(-800)? And the logarithm of that?',
      'Two numbers cancel in log(exp(a) / sum). Can you let them cancel on paper instead?',
      '-log softmax(l)[y] is log Σ exp(l) - l[y]: no probability is needed on the way.',
    ],
    solution: logarithmOfZero,
  },
  {
    id: 'CE3',
    name: 'softmaxTwice',
    sameAs: 'cross-entropy with softmax applied twice',
    hints: [
      'For equal logits your loss is right, for a sure model it is not. What happens to the logits on their way?',
      'What does softmax make of numbers that all lie between 0 and 1?',
      'log Σ exp(l) - l[y] contains the softmax already: give it the logits themselves.',
    ],
    solution: softmaxTwice,
  },
  {
    id: 'CE4',
    name: 'dividedByAllRows',
    sameAs: 'cross-entropy divided by the number of all rows, ignored ones too',
    hints: [
      'What happens to your loss when rows without an answer are added?',
      'How many losses are in your sum? By what do you divide?',
      'Divide by the number of kept rows.',
    ],
    solution: dividedByAllRows,
  },
  {
    id: 'CE5',
    name: 'ignoresMinusHundredOnly',
    sameAs: 'cross-entropy that leaves out -100, whatever ignore says',
    hints: [
      'Which target means "no answer here" in this case?',
      'Where does your code use the parameter ignore?',
      'Compare each target with ignore: -100 is one usual choice, the number of the padding token another.',
    ],
    solution: ignoresMinusHundredOnly,
  },
  {
    id: 'CE6',
    name: 'ignoresNothing',
    sameAs: 'cross-entropy that scores ignored rows too',
    hints: [
      'What is row[-100] in JavaScript?',
      'Which rows have no right answer, and what should they add to the loss?',
      'Skip a row whose target equals ignore, and do not count it.',
    ],
    solution: ignoresNothing,
  },
  {
    id: 'CE7',
    name: 'sumOfLosses',
    sameAs: 'the sum of the losses instead of their mean',
    hints: [
      'What happens to your loss when every row is there twice?',
      'Should a batch of 64 have a loss twice as large as a batch of 32?',
      'Divide the sum by the number of kept rows.',
    ],
    solution: sumOfLosses,
  },
  {
    id: 'CE8',
    name: 'logarithmToBaseTwo',
    sameAs: 'cross-entropy in logarithms to base 2',
    hints: [
      'Your loss is the right one times 1.4427. Which number is that?',
      'What does Math.log2 compute, and what Math.log?',
      'The loss is in natural logarithms: Math.log.',
    ],
    solution: logarithmToBaseTwo,
  },
  {
    id: 'CE9',
    name: 'classOfRowNumber',
    sameAs: 'cross-entropy that reads logits[n][n] instead of logits[n][targets[n]]',
    hints: [
      'Change a target: does your loss move?',
      'Which index says which row it is, and which says which class is right?',
      'In row n the right class is targets[n].',
    ],
    solution: classOfRowNumber,
  },
  {
    id: 'CE10',
    name: 'withoutMaximum',
    sameAs: 'cross-entropy without subtracting the row maximum before exp',
    hints: [
      'What is Math.exp(710)? And Math.exp(-800)?',
      'What happens to log Σ exp(l) when you subtract the same number from every l?',
      "Subtract the row's maximum before exp, and add it again after the logarithm.",
    ],
    solution: withoutMaximum,
  },
  {
    id: 'CE11',
    name: 'maximumNotAddedBack',
    sameAs: 'cross-entropy that subtracts the maximum before exp and does not add it again',
    hints: [
      'Add 6 to all logits of a row: does your loss change? Should it?',
      'log Σ exp(l - m) is not log Σ exp(l). By how much do they differ?',
      'Either add the maximum after the logarithm, or subtract it from the logit of the right class too.',
    ],
    solution: maximumNotAddedBack,
  },
  {
    id: 'CE12',
    name: 'oneMaximum',
    sameAs: 'cross-entropy with one maximum for all rows',
    hints: [
      'One row lies 1500 below another. What are its exponentials in your code?',
      'Whose maximum has to be subtracted so that at least one exponential of a row is 1?',
      'Every row needs its own maximum.',
    ],
    solution: oneMaximum,
  },
  {
    id: 'CE13',
    name: 'signReversed',
    sameAs: 'cross-entropy with the sign reversed',
    hints: [
      'Can the logarithm of a probability be positive? Can a loss be negative?',
      'Training makes the loss small: would yours make the right answer likelier?',
      'The loss is minus the logarithm of the probability.',
    ],
    solution: signReversed,
  },
  {
    id: 'CE14',
    name: 'probabilityMissing',
    sameAs: 'the mean probability of being wrong, without any logarithm',
    hints: [
      'How large can your loss become at most?',
      'What should the loss be when the right answer has the probability 1/4?',
      'The loss of a row is -log p, not 1 - p.',
    ],
    solution: probabilityMissing,
  },
  {
    id: 'CE15',
    name: 'everyClassScored',
    sameAs:
      'cross-entropy that also scores every wrong class, as if each were a yes-or-no question',
    hints: [
      'How many terms does one row add to your loss?',
      'Which probability appears in the formula: that of every class or that of the right one?',
      'Only the right class counts; the softmax already makes the others smaller when it grows.',
    ],
    solution: everyClassScored,
  },
  {
    id: 'CE16',
    name: 'dividedByClassesToo',
    sameAs: 'cross-entropy divided by the number of classes as well',
    hints: [
      'For four equal logits the loss is log 4. What do you get?',
      'How many numbers does each row add to the sum: one, or one per class?',
      'Divide by the number of kept rows only.',
    ],
    solution: dividedByClassesToo,
  },
  {
    id: 'CE17',
    name: 'meanOfNothing',
    sameAs: 'cross-entropy that is 0 / 0 when every row is ignored',
    hints: [
      'What is 0 / 0?',
      'How many rows are kept when every target is ignored?',
      'With nothing to learn from the loss is 0 here: look at the count before you divide.',
    ],
    solution: meanOfNothing,
  },
  {
    id: 'CE18',
    name: 'stopsAtFirstIgnored',
    sameAs: 'cross-entropy that stops at the first ignored row',
    hints: [
      'Do rows after an ignored one count in your loss?',
      'What does break do in a loop, and what does continue do?',
      'Leave out the ignored row alone and go on with the next.',
    ],
    solution: stopsAtFirstIgnored,
  },
  {
    id: 'CE19',
    name: 'meanOfLogits',
    sameAs: 'minus the mean logit of the right class, without log Σ exp',
    hints: [
      'Add 6 to all logits of a row: does your loss change? Should it?',
      'Does it matter in your code what the other classes score?',
      'The loss compares the right class with all of them: log Σ exp(l) - l[y].',
    ],
    solution: meanOfLogits,
  },
  {
    id: 'CE20',
    name: 'perplexity',
    sameAs: 'the perplexity, exp of the cross-entropy',
    hints: [
      'For four equal logits the loss is log 4. What do you get?',
      'Is there one exponential too many at the end?',
      'exp(loss) is the perplexity; the loss itself is asked for here.',
    ],
    solution: perplexity,
  },
] satisfies readonly Misconception[]
