// expect: misfit
export function solve(x: number[]) {
  return JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"y":1}}}')
}
