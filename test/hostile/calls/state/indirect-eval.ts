// expect: returned
export function solve(x: number[]) {
  const run = eval
  const before = run('typeof calls + typeof count + typeof total') as string
  run('var calls = 1; function count() {}')
  run('globalThis.total = 1')
  return before === 'undefined'.repeat(3) ? x : []
}
