// expect: timeLimit
//
// H64. Writing 2^(2^24) in decimal takes seconds of native code, and then again.
export function softmax(scores: number[][]): number[][] {
  for (let n = 2n ** (2n ** 24n); ; n += 1n) if (n.toString().length < 10) return scores
}
