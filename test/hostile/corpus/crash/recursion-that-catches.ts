// expect: timeLimit
//
// H84. Catches the RangeError, and tries again at every depth: more steps than there are atoms.
export function softmax(scores: number[][]): number[][] {
  try {
    return softmax(scores)
  } catch {
    return softmax(scores)
  }
}
