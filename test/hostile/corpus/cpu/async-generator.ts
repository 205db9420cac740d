// expect: timeLimit
//
// Beyond the list: an async generator that never ends, read by an async function that never ends.
async function* forever(): AsyncGenerator<number> {
  for (;;) yield 1
}

export async function softmax(scores: number[][]): Promise<number[][]> {
  let sum = 0
  for await (const one of forever()) sum += one
  return [[sum]]
}
