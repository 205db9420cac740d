// expect: timeLimit
//
// H58. Catastrophic backtracking.
export function softmax(scores: number[][]): number[][] {
  return /^(a+)+$/.test('a'.repeat(60) + '!') ? scores : []
}
