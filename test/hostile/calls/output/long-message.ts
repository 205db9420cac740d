// expect: tooMuchOutput
export function solve(x: number[]) {
  throw new Error('x'.repeat(2 ** 28))
}
