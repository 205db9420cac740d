// expect: runtimeError
// at most: 0
// Throws an error whose every property is another one each time it is read.
let reads = 0
export function softmax(scores: number[][]): number[][] {
  throw new Proxy(new Error('passed'), {
    get: (target, key) => (reads++ % 2 ? { toString: () => 'passed' } : Reflect.get(target, key)),
    getPrototypeOf: () => (reads++ % 2 ? Array.prototype : Error.prototype),
    has: () => true,
  })
}
