// expect: timeLimit
//
// H63. `reverse` believes any length that it is told. Not 2^53 - 2, as in the list: V8 keeps a text for each
// index above 2^32, and a fast machine would then reach the limit on memory before the one on time.
export function softmax(scores: number[][]): number[][] {
  Array.prototype.reverse.call({ length: 2 ** 32 - 2 })
  return scores
}
