// expect: timeLimit
//
// H50. The plainest of all: never gives the processor back. The isolate's own timeout ends it, and the
// watchdog of the grader would if that one failed.
export function softmax(scores: number[][]): number[][] {
  for (;;) {}
}
