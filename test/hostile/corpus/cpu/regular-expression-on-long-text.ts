// expect: timeLimit
//
// H59. No backtracking that explodes, only a long text: squared. 16 MB, so that memory stays out of it.
export function softmax(scores: number[][]): number[][] {
  return /1+2/.test('1'.repeat(2 ** 24)) ? scores : []
}
