// expect: timeLimit
//
// Beyond the list: V8 asks this function for the text of every stack, also of errors that the grader reads.
export function softmax(scores: number[][]): number[][] {
  ;(Error as { prepareStackTrace?: unknown }).prepareStackTrace = () => {
    for (;;) {}
  }
  throw new Error('x')
}
