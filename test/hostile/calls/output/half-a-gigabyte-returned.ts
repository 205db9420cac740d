// expect: tooMuchOutput
export function solve(x: number[]) {
  const row = new Float64Array(2 ** 16)
  return Array.from({ length: 2 ** 10 }, () => row)
}
