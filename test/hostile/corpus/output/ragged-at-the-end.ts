// expect: badOutput
//
// Beyond the list: a large result, whose very last row has the wrong length.
export function softmax(scores: number[][]): unknown {
  const row = new Float64Array(300)
  return [...Array.from({ length: 600 }, () => row), new Float64Array(7)]
}
