// expect: misfit
export function solve(x: number[]) {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  return cyclic
}
