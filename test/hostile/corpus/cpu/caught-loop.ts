// expect: timeLimit
//
// H52. Catches whatever would end it, and goes on.
export function softmax(scores: number[][]): number[][] {
  for (;;) {
    try {
      for (;;) {}
    } catch {
      continue
    }
  }
}
