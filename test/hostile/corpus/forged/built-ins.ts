// expect: wrongAnswer
// at most: 3
// H26, H27. Replaces what a comparison is made of: Math.abs, Object.is, isFinite, the constructors, call
// and apply. Numbers are compared in another process.
Math.abs = () => 0
Math.max = () => 0
Object.is = () => true
Number.isNaN = () => false
Number.isFinite = () => true
const world = globalThis as unknown as Record<string, unknown>
for (const name of ['String', 'Float32Array', 'Float64Array', 'ArrayBuffer', 'Array', 'eval', 'Error']) {
  world[name] = function () {}
}
Function.prototype.call =
  Function.prototype.apply =
  Function.prototype.bind =
    () => () =>
      1
Reflect.apply = () => 1
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 9))
}
