// expect: runtimeError
//
// H82b. A stack trace of every call there is. Recursion ends with a RangeError, and the trace is as long as
// the stack is deep, which is no danger.
export function softmax(scores: number[][]): number[][] {
  Error.stackTraceLimit = 1e9
  return [...softmax(scores), [1]]
}
