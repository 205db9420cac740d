// expect: timeLimit
//
// H51. Hopes that the end of the first loop runs `finally`: termination is no exception that code sees.
export function softmax(scores: number[][]): number[][] {
  try {
    for (;;) {}
  } finally {
    for (;;) {}
  }
}
