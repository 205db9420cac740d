// expect: timeLimit
//
// Beyond the list: joins four thousand million holes with nothing between them, in native code.
export function softmax(scores: number[][]): number[][] {
  Array.prototype.join.call({ length: 2 ** 32 - 1 }, '')
  return scores
}
