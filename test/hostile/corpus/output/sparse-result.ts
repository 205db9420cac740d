// expect: outputLimit
//
// Beyond the list: one number, four thousand million places out.
export function softmax(scores: number[][]): unknown {
  const sparse: number[] = []
  sparse[2 ** 32 - 2] = 1
  return sparse
}
