// expect: notImplemented
// at most: 0
// Throws the error of the untouched stub from a file that has been touched. It earns what the stub earns.
export function softmax(scores: number[][]): number[][] {
  if (scores.length > 0) throw Object.assign(new TypeError('not implemented'), { points: 20 })
  return scores
}
