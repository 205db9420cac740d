// expect: runtimeError
//
// H88. Backtracking deeper than the stack of the engine for regular expressions.
export function softmax(scores: number[][]): number[][] {
  if (/^(?:(?:a|ab)*?(?:b|c)*?)*$/.test('ab'.repeat(50))) new RegExp('('.repeat(1e5) + ')'.repeat(1e5))
  return scores
}
