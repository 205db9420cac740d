// expect: runtimeError
//
// H82b. A stack trace of every call there is, many thousand of them. It is as long as the stack is deep, which is no
// danger, and only its beginning is looked at.
export function softmax(scores: number[][]): number[][] {
  Error.stackTraceLimit = 1e9
  const deep = (depth: number): number[][] => {
    if (depth === 0) throw new Error('far down')
    return [...deep(depth - 1), [1]]
  }
  return deep(5000)
}
