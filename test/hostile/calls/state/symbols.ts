// expect: returned
export function solve(x: number[]) {
  const prototype = Symbol.prototype as unknown as { calls?: number }
  const clean =
    prototype.calls === undefined && (Symbol.for('calls') as { calls?: number }).calls === undefined
  prototype.calls = 1
  return clean ? x : []
}
