// expect: badOutput
//
// Beyond the list: ten thousand async functions, each waiting for the next, and an error from the innermost with
// a stack of all of them. What is returned is a promise, whatever becomes of it.
export async function softmax(scores: number[][]): Promise<number[][]> {
  Error.stackTraceLimit = Infinity
  const deep = async (depth: number): Promise<never> => {
    await null
    if (depth === 0) throw new Error('x')
    return await deep(depth - 1)
  }
  return await deep(3000)
}
