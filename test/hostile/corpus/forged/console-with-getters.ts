// expect: wrongAnswer
// at most: 3
// Prints objects that answer with verdicts when they are looked at.
import * as tf from '@tensorflow/tfjs-core'
export function softmax(scores: number[][]) {
  const liar = {
    get verdict() {
      return 'passed'
    },
    toString: () => 'passed',
    [Symbol.toStringTag]: 'passed',
    [Symbol.toPrimitive]: () => 'passed',
  }
  console.log(liar, [liar], new Error('passed'), Symbol('passed'), 1n, tf)
  console.table([[1, 2]])
  console.log.call(null, `${liar}`)
  return scores.map((row) => row.map(() => 9))
}
