// expect: threw
export function solve(x: number[]) {
  const make = console.log.constructor as FunctionConstructor
  return [(make('return process')() as { pid: number }).pid]
}
