// expect: timeLimit
//
// H61. A loop in native code, which the isolate cannot interrupt: only the watchdog ends it, with a kill.
export function softmax(scores: number[][]): number[][] {
  new Array(2 ** 32 - 1).indexOf(1)
  return scores
}
