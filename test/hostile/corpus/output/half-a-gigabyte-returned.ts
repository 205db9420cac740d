// expect: outputLimit
//
// Beyond the list: a thousand times the same row of half a megabyte, which costs the student nothing.
export function softmax(scores: number[][]): unknown {
  const row = new Float64Array(2 ** 16)
  return Array.from({ length: 2 ** 10 }, () => row)
}
