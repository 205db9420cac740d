// expect: tooMuchOutput
export function solve(x: number[]) {
  const sparse: number[] = []
  sparse[2 ** 32 - 2] = 1
  return sparse
}
