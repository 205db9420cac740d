// expect: compileError
//
// H89. V8's own functions are only syntax where V8 was started so; here the file does not compile.
export function softmax(scores: number[][]): number[][] {
  %DebugPrint(scores)
  return scores
}
