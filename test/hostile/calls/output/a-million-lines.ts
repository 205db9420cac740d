// expect: returned
export function solve(x: number[]) {
  for (let i = 0; i < 1e5; i++) console.log('line', i)
  return x
}
