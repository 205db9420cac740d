// expect: badOutput
//
// Beyond the list: two hundred thousand arrays, each in the next, returned. The reader stops at eight axes.
export function softmax(scores: number[][]): unknown {
  let nested: unknown = 1
  for (let i = 0; i < 2e5; i++) nested = [nested]
  return nested
}
