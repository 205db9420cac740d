// expect: runtimeError
//
// Beyond the list: whoever formats the stack overflows it, and that is an error with a stack to format.
export function softmax(scores: number[][]): number[][] {
  ;(Error as { prepareStackTrace?: unknown }).prepareStackTrace = (error: Error) => {
    throw new Error(`${new Error('y').stack}`)
  }
  throw new Error('x')
}
