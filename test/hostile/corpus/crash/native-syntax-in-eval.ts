// expect: runtimeError
//
// H89, past the compiler: V8 was not started so.
export function softmax(scores: number[][]): number[][] {
  ;(0, eval)('%SystemBreak()')
  ;(0, eval)('%AbortJS("crash")')
  return scores
}
