// expect: badOutput
// at most: 0
// Everything is an instance of everything. The sandbox asks the original question, of the original classes.
for (const one of [Array, Error, Promise, Object, Function, Float64Array]) {
  Object.defineProperty(one, Symbol.hasInstance, { value: () => true, configurable: true })
}
export function softmax(scores: number[][]) {
  return { length: scores.length, 0: scores[0] }
}
