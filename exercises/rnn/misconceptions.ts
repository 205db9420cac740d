import type { Misconception } from '../exercise.ts'

type Matrix = number[][]

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)

/** Wx x + Wh h + b, as it should be. */
function sums(input: number[], state: number[], Wx: Matrix, Wh: Matrix, b: number[]): number[] {
  return b.map((bias, j) => dot(Wx[j]!, input) + dot(Wh[j]!, state) + bias)
}

/** The states that `step` gives, one from the other. */
function unroll(
  x: Matrix,
  h0: number[],
  step: (input: number[], state: number[]) => number[],
): Matrix {
  let state = h0
  return x.map((input) => (state = step(input, state)))
}

export function stateReset(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const zeros = h0.map(() => 0)
  return x.map((input) => sums(input, zeros, Wx, Wh, b).map(Math.tanh))
}

export function initialStateAlways(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return x.map((input) => sums(input, h0, Wx, Wh, b).map(Math.tanh))
}

export function initialStateIgnored(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const zeros = h0.map(() => 0)
  return unroll(x, zeros, (input, state) => sums(input, state, Wx, Wh, b).map(Math.tanh))
}

export function sameArrayStored(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const state = [...h0]
  return x.map((input) => {
    for (const [j, sum] of sums(input, state, Wx, Wh, b).entries()) state[j] = Math.tanh(sum)
    return state
  })
}

export function stateOverwritten(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const state = [...h0]
  return x.map((input) => {
    for (const [j, bias] of b.entries()) {
      state[j] = Math.tanh(dot(Wx[j]!, input) + dot(Wh[j]!, state) + bias)
    }
    return [...state]
  })
}

export function lastStateOnly(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, b).map(Math.tanh)).slice(-1)
}

export function stateBeforeStep(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const states = unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, b).map(Math.tanh))
  return [h0, ...states].slice(0, -1)
}

export function initialStateReturned(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const states = unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, b).map(Math.tanh))
  return [h0, ...states]
}

export function withoutTanh(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, b))
}

export function sigmoidForTanh(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) =>
    sums(input, state, Wx, Wh, b).map((sum) => 1 / (1 + Math.exp(-sum))),
  )
}

export function tanhOfInputOnly(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) =>
    b.map((bias, j) => Math.tanh(dot(Wx[j]!, input) + bias) + dot(Wh[j]!, state)),
  )
}

export function carriedBeforeTanh(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const carried = unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, b))
  return carried.map((state) => state.map(Math.tanh))
}

export function weightsExchanged(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) => sums(state, input, Wx, Wh, b).map(Math.tanh))
}

export function recurrentTransposed(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const columns = Wh.map((_, j) => Wh.map((row) => row[j]!))
  return unroll(x, h0, (input, state) => sums(input, state, Wx, columns, b).map(Math.tanh))
}

export function withoutBias(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const zeros = b.map(() => 0)
  return unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, zeros).map(Math.tanh))
}

export function biasTwice(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const doubled = b.map((bias) => 2 * bias)
  return unroll(x, h0, (input, state) => sums(input, state, Wx, Wh, doubled).map(Math.tanh))
}

export function readBackwards(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  const step = (input: number[], state: number[]) => sums(input, state, Wx, Wh, b).map(Math.tanh)
  return unroll([...x].reverse(), h0, step).reverse()
}

export function elementwise(x: Matrix, h0: number[], Wx: Matrix, Wh: Matrix, b: number[]) {
  return unroll(x, h0, (input, state) =>
    b.map((bias, j) => Math.tanh(dot(Wx[j]!, input) + Wh[j]![j]! * state[j]! + bias)),
  )
}

export const misconceptions = [
  {
    id: 'RN1',
    name: 'stateReset',
    sameAs: 'a recurrent network whose state is set to zeros before every step',
    hints: [
      'Change the first input: does the second state change? Should it?',
      'How often does your code make a state of zeros?',
      'Set the state once, before the loop, and hand it from step to step.',
    ],
    solution: stateReset,
  },
  {
    id: 'RN2',
    name: 'initialStateAlways',
    sameAs: 'a recurrent network that reads h0 in every step',
    hints: [
      'Step 0 is right. Which state does step 1 read in your code?',
      'Does the variable that holds the state change inside your loop?',
      'Step t reads the state of step t − 1; only step 0 reads h0.',
    ],
    solution: initialStateAlways,
  },
  {
    id: 'RN3',
    name: 'initialStateIgnored',
    sameAs: 'a recurrent network that starts from zeros instead of h0',
    hints: [
      'Which state is there before the first step?',
      'Where does your code use h0?',
      'Begin with h0: somebody may have read half of the text already.',
    ],
    solution: initialStateIgnored,
  },
  {
    id: 'RN4',
    name: 'sameArrayStored',
    sameAs: 'a recurrent network that stores the same array T times',
    hints: [
      'Are all rows of your result equal? To which state?',
      'Does push copy an array, or does it store a reference to it?',
      'Make a new array for every state, or store a copy: states.push([...state]).',
    ],
    solution: sameArrayStored,
  },
  {
    id: 'RN5',
    name: 'stateOverwritten',
    sameAs: 'a recurrent network that overwrites the state while other units still read it',
    hints: [
      'Unit 0 is right in step 0. Which state does unit 1 read?',
      'When unit 1 looks at unit 0, does it see the value before the step or after it?',
      'Write the new state to a new array: all units read the old one.',
    ],
    solution: stateOverwritten,
  },
  {
    id: 'RN6',
    name: 'lastStateOnly',
    sameAs: 'only the last state of the recurrent network',
    hints: [
      'How many rows does the result have? How many steps are there?',
      'What becomes of the states before the last one?',
      'Return the state after every step: T rows.',
    ],
    solution: lastStateOnly,
  },
  {
    id: 'RN7',
    name: 'stateBeforeStep',
    sameAs: 'the states before each step instead of after it',
    hints: [
      'Is your row 1 what row 0 should be?',
      'Do you store the state before or after you compute the new one?',
      'Row t is the state after x[t] has been read; h0 itself is not returned.',
    ],
    solution: stateBeforeStep,
  },
  {
    id: 'RN8',
    name: 'initialStateReturned',
    sameAs: 'the states of the recurrent network with h0 in front',
    hints: [
      'How many rows does the result have? How many steps are there?',
      'What is your first row?',
      'h0 is given; return only the T states that are new.',
    ],
    solution: initialStateReturned,
  },
  {
    id: 'RN9',
    name: 'withoutTanh',
    sameAs: 'a recurrent network without tanh',
    hints: [
      'Between which numbers should a state lie? Do yours?',
      'What happens to a state that is multiplied by the same matrix again and again?',
      'Take tanh of the whole sum.',
    ],
    solution: withoutTanh,
  },
  {
    id: 'RN10',
    name: 'sigmoidForTanh',
    sameAs: 'a recurrent network with a sigmoid for tanh',
    hints: [
      'Can a number of your state be negative? Should it be able to?',
      'What is tanh(0), and what is sigmoid(0)?',
      'The state is tanh of the sum, between -1 and 1.',
    ],
    solution: sigmoidForTanh,
  },
  {
    id: 'RN11',
    name: 'tanhOfInputOnly',
    sameAs: 'a recurrent network with tanh around the input alone: Wh h is added outside',
    hints: [
      'Between which numbers should a state lie? Do yours?',
      'Where does the bracket of tanh end in the formula?',
      'All three terms are inside: tanh(Wx x + Wh h + b).',
    ],
    solution: tanhOfInputOnly,
  },
  {
    id: 'RN12',
    name: 'carriedBeforeTanh',
    sameAs: 'a recurrent network that hands on the sum before tanh',
    hints: [
      'Step 0 is right. What does step 1 read: a number between -1 and 1?',
      'Which variable goes to the next step: the sum, or its tanh?',
      'What is returned for step t is also what step t + 1 reads.',
    ],
    solution: carriedBeforeTanh,
  },
  {
    id: 'RN13',
    name: 'weightsExchanged',
    sameAs: 'a recurrent network with Wx and Wh exchanged',
    hints: [
      'Which of the two weights has I columns?',
      'When I = H nothing complains. Which weights meet x, and which the state?',
      'Wx multiplies x[t], Wh multiplies the state before.',
    ],
    solution: weightsExchanged,
  },
  {
    id: 'RN14',
    name: 'recurrentTransposed',
    sameAs: 'a recurrent network with Wh transposed',
    hints: [
      'Which numbers of Wh belong to unit 0: a row or a column?',
      'Wh is square, so that both fit. What did you do with Wx?',
      'Row j of Wh makes unit j: the weights are [out, in].',
    ],
    solution: recurrentTransposed,
  },
  {
    id: 'RN15',
    name: 'withoutBias',
    sameAs: 'a recurrent network without its bias',
    hints: [
      'What is the state after a step with x = 0 from the state 0?',
      'Where does your code use b?',
      'Add b[j] inside tanh.',
    ],
    solution: withoutBias,
  },
  {
    id: 'RN16',
    name: 'biasTwice',
    sameAs: 'a recurrent network that adds its bias twice',
    hints: [
      'What is the state after a step with x = 0 from the state 0?',
      'In how many places is b added? Is it part of a linear layer that you use twice?',
      'There is one bias here, added once. (PyTorch keeps two and adds both.)',
    ],
    solution: biasTwice,
  },
  {
    id: 'RN17',
    name: 'readBackwards',
    sameAs: 'a recurrent network that reads from the end to the beginning',
    hints: [
      'Edit the last input: which states change in your result?',
      'Which step reads h0?',
      'Begin with x[0]; state t may know x[0] … x[t] only.',
    ],
    solution: readBackwards,
  },
  {
    id: 'RN18',
    name: 'elementwise',
    sameAs: 'a recurrent network in which each unit sees only its own state',
    hints: [
      'Change unit 0 of h0: does unit 1 of the next state move? Should it?',
      'How many numbers of Wh does your code use?',
      'Wh h is a product of a matrix and a vector: unit j sums over all units k.',
    ],
    solution: elementwise,
  },
] satisfies readonly Misconception[]
