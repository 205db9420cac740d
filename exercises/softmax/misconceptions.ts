import type { Misconception } from '../exercise.ts'

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

export function withoutMaximum(scores: number[][]): number[][] {
  return scores.map((row) => {
    const exponentials = row.map(Math.exp)
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function epsilonInSum(scores: number[][]): number[][] {
  return scores.map((row) => {
    const exponentials = row.map(Math.exp)
    const sum = total(exponentials) + 1e-9
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function overColumns(scores: number[][]): number[][] {
  const columns = scores[0]!.map((_, s) => {
    const column = scores.map((row) => row[s]!)
    const highest = Math.max(-1e300, ...column)
    return column.map((score) => Math.exp(score - highest))
  })
  const sums = columns.map((column) => total(column) || 1)
  return scores.map((row, t) => row.map((_, s) => columns[s]![t]! / sums[s]!))
}

export function overEverything(scores: number[][]): number[][] {
  const highest = Math.max(...scores.flat())
  const exponentials = scores.map((row) => row.map((score) => Math.exp(score - highest)))
  const sum = total(exponentials.flat())
  return exponentials.map((row) => row.map((exponential) => exponential / sum))
}

export function oneMaximum(scores: number[][]): number[][] {
  const highest = Math.max(...scores.flat())
  return scores.map((row) => {
    const exponentials = row.map((score) => Math.exp(score - highest))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function maximumFromZero(scores: number[][]): number[][] {
  return scores.map((row) => {
    let highest = 0
    for (const score of row) highest = Math.max(highest, score)
    const exponentials = row.map((score) => Math.exp(score - highest))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function dividedByMaximum(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const exponentials = row.map((score) => Math.exp(score / highest))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function shareOfSum(scores: number[][]): number[][] {
  return scores.map((row) => {
    const sum = total(row)
    return row.map((score) => score / sum)
  })
}

export function notNormalised(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    return row.map((score) => Math.exp(score - highest))
  })
}

export function logarithmOfSoftmax(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const logSum = highest + Math.log(total(row.map((score) => Math.exp(score - highest))))
    return row.map((score) => score - logSum)
  })
}

export function runningSum(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    let sum = 0
    return row.map((score) => {
      const exponential = Math.exp(score - highest)
      sum += exponential
      return exponential / (sum || 1)
    })
  })
}

export function sigmoid(scores: number[][]): number[][] {
  return scores.map((row) => row.map((score) => 1 / (1 + Math.exp(-score))))
}

export function highestOnly(scores: number[][]): number[][] {
  return scores.map((row) => {
    const best = row.indexOf(Math.max(...row))
    return row.map((_, s) => (s === best ? 1 : 0))
  })
}

export function powersOfTwo(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => 2 ** (score - highest))
    const sum = total(powers)
    return powers.map((power) => power / sum)
  })
}

export function hiddenAsZero(scores: number[][]): number[][] {
  return scores.map((row) => {
    const finite = row.map((score) => (Number.isFinite(score) ? score : 0))
    const highest = Math.max(...finite)
    const exponentials = finite.map((score) => Math.exp(score - highest))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function sharedRow(scores: number[][]): number[][] {
  const weights = new Array<number[]>(scores.length).fill([])
  scores.forEach((row, t) => {
    const highest = Math.max(...row)
    const exponentials = row.map((score) => Math.exp(score - highest))
    const sum = total(exponentials)
    exponentials.forEach((exponential, s) => (weights[t]![s] = exponential / sum))
  })
  return weights
}

export function meanSubtracted(scores: number[][]): number[][] {
  return scores.map((row) => {
    const mean = total(row) / row.length
    const exponentials = row.map((score) => Math.exp(score - mean))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function signReversed(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const exponentials = row.map((score) => Math.exp(highest - score))
    const sum = total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function sumNotShifted(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const sum = total(row.map(Math.exp))
    return row.map((score) => Math.exp(score - highest) / sum)
  })
}

export function sumStartsAtFirstScore(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const sum = row.reduce((soFar, score) => soFar + Math.exp(score - highest))
    return row.map((score) => Math.exp(score - highest) / sum)
  })
}

export function sumOfRowsBefore(scores: number[][]): number[][] {
  let sum = 0
  return scores.map((row) => {
    const highest = Math.max(...row)
    const exponentials = row.map((score) => Math.exp(score - highest))
    sum += total(exponentials)
    return exponentials.map((exponential) => exponential / sum)
  })
}

export function logarithmOverflows(scores: number[][]): number[][] {
  return scores.map((row) => {
    const logSum = Math.log(total(row.map(Math.exp)))
    return row.map((score) => Math.exp(score - logSum))
  })
}

export function logarithmInFloat32(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const logSum = Math.log(total(row.map((score) => Math.exp(score - highest))))
    const rounded = Math.fround(highest + logSum)
    return row.map((score) => Math.exp(score - rounded))
  })
}

export const misconceptions = [
  {
    id: 'S1',
    name: 'withoutMaximum',
    sameAs: 'softmax without subtracting the row maximum first',
    hints: [
      'What is Math.exp(710)? And Infinity / Infinity? What is Math.exp(-800)?',
      'What happens to exp(a) / (exp(a) + exp(b)) when you subtract the same number from a and b?',
      "Subtract each row's maximum before exp: the weights stay the same, and nothing overflows.",
    ],
    solution: withoutMaximum,
  },
  {
    id: 'S2',
    name: 'epsilonInSum',
    sameAs: 'softmax with a small number such as 1e-9 added to the sum of exponentials',
    hints: [
      'What is the sum of the exponentials when every score of the row is near -50?',
      'Next to which number is 1e-9, or even 1e-12, no longer small?',
      'After subtracting the row maximum the sum is at least 1, so no small number is needed to keep it from 0.',
    ],
    solution: epsilonInSum,
  },
  {
    id: 'S3',
    name: 'overColumns',
    sameAs: 'softmax over each column instead of each row',
    hints: [
      'Add up your weights along each row, then along each column. Which sums are 1?',
      'A row belongs to one query, which spreads a total weight of 1 over the keys: normalise each row.',
    ],
    solution: overColumns,
  },
  {
    id: 'S4',
    name: 'overEverything',
    sameAs: 'softmax with one sum over all rows together',
    hints: [
      'What does one row of your weights sum to? What do all of them together?',
      'Every row has a sum of its own: start again from 0 for each.',
    ],
    solution: overEverything,
  },
  {
    id: 'S5',
    name: 'oneMaximum',
    sameAs: 'softmax with one maximum, over all rows, subtracted from every row',
    hints: [
      'One row of scores may lie 750 below another. What is Math.exp(-750)?',
      "A row far below the common maximum becomes 0 / 0. Use each row's own maximum.",
    ],
    solution: oneMaximum,
  },
  {
    id: 'S6',
    name: 'maximumFromZero',
    sameAs:
      'softmax with a row maximum that starts at 0, or at another number that can be above every score',
    hints: [
      'Which value does your maximum have before it has seen any score?',
      'What does it become when every score of the row is negative?',
      'Start the maximum at -Infinity: any other number can be larger than every score of a row.',
    ],
    solution: maximumFromZero,
  },
  {
    id: 'S7',
    name: 'dividedByMaximum',
    sameAs: 'softmax of the scores divided by the row maximum',
    hints: [
      'Add 5 to every score of a row: do your weights stay the same? Should they?',
      'Subtract the maximum, do not divide by it: only a subtraction cancels in the quotient.',
    ],
    solution: dividedByMaximum,
  },
  {
    id: 'S8',
    name: 'shareOfSum',
    sameAs: 'each score divided by the sum of the scores, without exponentials',
    hints: [
      'Can one of your weights be negative? What happens when the scores sum to 0?',
      'Which function turns every number, even a negative one, into a positive one and keeps the order?',
      'Exponentiate the scores first, then divide by the sum of the exponentials.',
    ],
    solution: shareOfSum,
  },
  {
    id: 'S9',
    name: 'notNormalised',
    sameAs: 'the exponentials alone, not divided by their sum',
    hints: [
      'What does each row of your weights sum to?',
      'Divide every exponential by the sum of its row.',
    ],
    solution: notNormalised,
  },
  {
    id: 'S10',
    name: 'logarithmOfSoftmax',
    sameAs: 'the logarithm of softmax',
    hints: [
      'Are all of your values 0 or below? A weight lies between 0 and 1.',
      'Losses use log-softmax; here the weights themselves are asked for. Take exp at the end.',
    ],
    solution: logarithmOfSoftmax,
  },
  {
    id: 'S11',
    name: 'runningSum',
    sameAs: 'softmax in which each exponential is divided by the sum up to itself',
    hints: [
      'Why is the first weight of a row 1 in your result, whatever the scores are?',
      'When you divide the first exponential, has your sum seen the last one?',
      'Finish the sum of the whole row before you divide.',
    ],
    solution: runningSum,
  },
  {
    id: 'S12',
    name: 'sigmoid',
    sameAs: 'the sigmoid of each score on its own',
    hints: [
      'When one score of a row rises, what happens to the other weights in your result? What should?',
      'The keys of a row compete: divide by the sum of the exponentials of the whole row.',
    ],
    solution: sigmoid,
  },
  {
    id: 'S13',
    name: 'highestOnly',
    sameAs: 'a weight of 1 for the highest score and 0 for all others',
    hints: [
      'Two scores are equal. Should one of them get everything?',
      'Softmax is the soft form of "take the largest": every score gets a share.',
    ],
    solution: highestOnly,
  },
  {
    id: 'S14',
    name: 'powersOfTwo',
    sameAs: 'softmax with powers of 2 instead of e',
    hints: [
      'By which factor should a weight grow when its score grows by 1?',
      'The base is e = 2.71828…: use Math.exp.',
    ],
    solution: powersOfTwo,
  },
  {
    id: 'S15',
    name: 'hiddenAsZero',
    sameAs: 'softmax in which scores of -Infinity count as 0',
    hints: [
      'What is Math.exp(-Infinity)? And Math.exp(0)?',
      'A score of -Infinity needs no special treatment: its exponential is exactly 0 already.',
    ],
    solution: hiddenAsZero,
  },
  {
    id: 'S16',
    name: 'sharedRow',
    sameAs: 'softmax in which every row is the last one',
    hints: [
      'Change one number of your first row. Which other rows change?',
      'How many arrays does new Array(n).fill([]) make?',
      'It makes one array and refers to it n times. Make a new one for each row, for example with map.',
    ],
    solution: sharedRow,
  },
  {
    id: 'S17',
    name: 'meanSubtracted',
    sameAs: 'softmax with the mean or the minimum of each row subtracted instead of its maximum',
    hints: [
      'One score of the row is -Infinity. What do you subtract from it, and what is left?',
      'Which score of a row is never -Infinity here, and lets no exponential exceed 1?',
      "Subtract each row's maximum: the mean and the minimum are -Infinity as soon as one score is.",
    ],
    solution: meanSubtracted,
  },
  {
    id: 'S18',
    name: 'signReversed',
    sameAs: 'softmax of the negated scores',
    hints: [
      'Which key of a row gets your largest weight: the one with the highest score?',
      'In which order do you subtract the maximum and the score?',
      'It is exp(score - maximum): at most 1, and 1 for the highest score.',
    ],
    solution: signReversed,
  },
  {
    id: 'S19',
    name: 'sumNotShifted',
    sameAs: 'softmax with the maximum subtracted in the numerator, but not in the sum',
    hints: [
      'What does each row of your weights sum to?',
      'Which numbers do you exponentiate for the numerator, and which for the sum?',
      'Subtract the maximum in both places: only then does it cancel.',
    ],
    solution: sumNotShifted,
  },
  {
    id: 'S20',
    name: 'sumStartsAtFirstScore',
    sameAs: 'softmax with a sum that holds the first score itself instead of its exponential',
    hints: [
      'Work out the sum of the first row by hand. What does your code get?',
      'Which value does reduce begin with when it is given no second argument?',
      'Give reduce the initial value 0: otherwise it starts with the first score as it is.',
    ],
    solution: sumStartsAtFirstScore,
  },
  {
    id: 'S21',
    name: 'sumOfRowsBefore',
    sameAs: 'softmax with a sum that goes on from row to row',
    hints: [
      'Why is row 0 right, and each later row smaller than it should be?',
      'What is the value of your sum when the second row begins?',
      'Every row has a sum of its own: set it to 0 at the start of each row.',
    ],
    solution: sumOfRowsBefore,
  },
  {
    id: 'S22',
    name: 'logarithmOverflows',
    sameAs: 'softmax as exp(x - log Σ exp(x)), without subtracting the row maximum first',
    hints: [
      'What is the logarithm of your sum when one of the scores is 710? And when all are -800?',
      'How can log Σ exp(x) be computed from log Σ exp(x - c)?',
      "Subtract each row's maximum before exp, and nothing overflows.",
    ],
    solution: logarithmOverflows,
  },
  {
    id: 'S23',
    name: 'logarithmInFloat32',
    sameAs: 'softmax as exp(x - log Σ exp(x)) with the logarithm rounded to float32',
    hints: [
      'Your weights are nearly right. Does the error grow with the size of the scores?',
      'Near 710 neighbouring float32 numbers are 0.00006 apart. What does that do to the exponent?',
      'Subtract the maximum, exponentiate, divide by the sum: no large number is rounded on the way.',
    ],
    solution: logarithmInFloat32,
  },
] satisfies readonly Misconception[]
