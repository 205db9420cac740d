// expect: timeLimit
//
// Beyond the list: fills what swallows all that it is given.
export function softmax(scores: number[][]): number[][] {
  const swallows = new Proxy({ length: 2 ** 53 - 1 }, { set: () => true })
  Array.prototype.fill.call(swallows, 0)
  return scores
}
