// expect: runtimeError
//
// Beyond the list: changes the array under the native sort, in every way that once was a hole.
export function softmax(scores: number[][]): number[][] {
  const values = Array.from({ length: 10_000 }, (_, i) => i)
  values.sort((a, b) => {
    values.length = 0
    values[20_000] = 1
    Object.setPrototypeOf(values, [])
    return b - a
  })
  const typed = new Float64Array(10_000)
  typed.sort(() => {
    throw new Error('in the middle')
  })
  return scores
}
