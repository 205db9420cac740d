import type { Misconception } from '../exercise.ts'

type Bias = number[] | null

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)

export function notTransposed(x: number[][], W: number[][], b: Bias): number[][] {
  const outputs = W[0]!.map((_, o) => o)
  return x.map((token) =>
    outputs.map((o) => W.reduce((sum, row, i) => sum + token[i]! * row[o]!, b?.[o] ?? 0)),
  )
}

export function biasOfToken(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token, t) => W.map((row) => dot(row, token) + (b ? b[t]! : 0)))
}

export function sumOverOutputs(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token) =>
    W.map((row, o) => {
      let sum = b?.[o] ?? 0
      for (let i = 0; i < W.length; i++) sum += row[i]! * token[i]!
      return sum
    }),
  )
}

export function sharedRow(x: number[][], W: number[][], b: Bias): number[][] {
  const y = new Array<number[]>(x.length).fill([])
  x.forEach((token, t) => {
    W.forEach((row, o) => (y[t]![o] = dot(row, token) + (b?.[o] ?? 0)))
  })
  return y
}

export function biasInSum(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token) =>
    W.map((row, o) => row.reduce((sum, w, i) => sum + w * token[i]! + (b?.[o] ?? 0), 0)),
  )
}

export function withoutBias(x: number[][], W: number[][]): number[][] {
  return x.map((token) => W.map((row) => dot(row, token)))
}

export function sumNeverReset(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token) => {
    let sum = 0
    return W.map((row, o) => {
      sum += dot(row, token)
      return sum + (b?.[o] ?? 0)
    })
  })
}

export function lastProductOnly(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token) => W.map((row, o) => row.at(-1)! * token.at(-1)! + (b?.[o] ?? 0)))
}

export function firstFeatureLeftOut(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map((token) => W.map((row, o) => dot(row.slice(1), token.slice(1)) + (b?.[o] ?? 0)))
}

export function firstTokenForAll(x: number[][], W: number[][], b: Bias): number[][] {
  return x.map(() => W.map((row, o) => dot(row, x[0]!) + (b?.[o] ?? 0)))
}

export function outputTransposed(x: number[][], W: number[][], b: Bias): number[][] {
  return W.map((row, o) => x.map((token) => dot(row, token) + (b?.[o] ?? 0)))
}

export function sumOfWeightsTimesSum(x: number[][], W: number[][], b: Bias): number[][] {
  const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)
  return x.map((token) => W.map((row, o) => total(row) * total(token) + (b?.[o] ?? 0)))
}

export const misconceptions = [
  {
    id: 'LI1',
    name: 'notTransposed',
    sameAs: 'a linear layer that reads W as [in, out]',
    hints: [
      'Which numbers of W belong to output feature 0: a row or a column?',
      'How many numbers does a row of W have, and how many features has a token?',
      'W is [O, I] here: y[t][o] is the dot product of token t with row o of W.',
    ],
    solution: notTransposed,
  },
  {
    id: 'LI2',
    name: 'biasOfToken',
    sameAs: 'a linear layer that adds b[t] to token t instead of b[o] to feature o',
    hints: [
      'How many numbers does b have? And how many tokens are there?',
      'Should two tokens with the same features come out different because they stand in different places?',
      'b[o] belongs to output feature o, whatever the token.',
    ],
    solution: biasOfToken,
  },
  {
    id: 'LI3',
    name: 'sumOverOutputs',
    sameAs: 'a linear layer whose sum has as many terms as there are output features',
    hints: [
      'How many products make one output number? Does that depend on O?',
      'What does your inner loop read when there are more outputs than inputs?',
      'The sum runs over the axis that x and W share: I terms.',
    ],
    solution: sumOverOutputs,
  },
  {
    id: 'LI4',
    name: 'sharedRow',
    sameAs: 'a linear layer whose output rows are all the same array',
    hints: [
      'Are all rows of your result equal? To which one?',
      'How many arrays does new Array(T).fill([]) make?',
      'fill puts one and the same array into every place. Make a new array for each token.',
    ],
    solution: sharedRow,
  },
  {
    id: 'LI5',
    name: 'biasInSum',
    sameAs: 'a linear layer that adds the bias once for every input feature',
    hints: [
      'What should come out for a token of zeros? What does your code give?',
      'How often is the line that adds the bias reached for one output number?',
      'Add b[o] once, before or after the sum over i.',
    ],
    solution: biasInSum,
  },
  {
    id: 'LI6',
    name: 'withoutBias',
    sameAs: 'a linear layer without its bias',
    hints: [
      'What should come out for a token of zeros?',
      'Where does your code use b?',
      'When b is not null, add b[o] to output feature o.',
    ],
    solution: withoutBias,
  },
  {
    id: 'LI7',
    name: 'sumNeverReset',
    sameAs: 'a linear layer whose sum goes on from one output feature to the next',
    hints: [
      'Is your first feature right, and are all later ones wrong?',
      'With which number should the sum for each output feature begin? With which does yours?',
      'Start a new sum for every pair of token and output feature.',
    ],
    solution: sumNeverReset,
  },
  {
    id: 'LI8',
    name: 'lastProductOnly',
    sameAs: 'a linear layer that keeps only the last product of each sum',
    hints: [
      'Change the first feature of a token: does your output move?',
      'What happens to the product of feature 0 when feature 1 comes along?',
      'Add the products up: += instead of =.',
    ],
    solution: lastProductOnly,
  },
  {
    id: 'LI9',
    name: 'firstFeatureLeftOut',
    sameAs: 'a linear layer that leaves input feature 0 out',
    hints: [
      'Change one input feature after the other: which one has no effect on your output?',
      'At which index does your sum begin?',
      'Arrays begin at index 0, and reduce without a second argument takes its first element as it is.',
    ],
    solution: firstFeatureLeftOut,
  },
  {
    id: 'LI10',
    name: 'firstTokenForAll',
    sameAs: 'a linear layer that reads token 0 for every row',
    hints: [
      'Is row 0 right and every other row the same as row 0?',
      'Where does the index of the token appear in your sum?',
      'Row t of the result depends on x[t] alone.',
    ],
    solution: firstTokenForAll,
  },
  {
    id: 'LI11',
    name: 'outputTransposed',
    sameAs: 'a linear layer with features for rows and tokens for columns',
    hints: [
      'How many rows should the result have: one per token or one per output feature?',
      'Which of your loops is the outer one?',
      'The result is [T, O]: one row for each token.',
    ],
    solution: outputTransposed,
  },
  {
    id: 'LI12',
    name: 'sumOfWeightsTimesSum',
    sameAs: 'a linear layer that multiplies the sum of the weights by the sum of the features',
    hints: [
      'Exchange two features of a token: should the result change? Does yours?',
      'Is 1·3 + 2·4 the same as (1 + 2)·(3 + 4)?',
      'Multiply each feature by its own weight first, then add the products.',
    ],
    solution: sumOfWeightsTimesSum,
  },
] satisfies readonly Misconception[]
