// expect: runtimeError
//
// Beyond the list: sizes at the edge of what V8 can hold at all. Some of them once were fatal errors; each is
// caught as a RangeError or a TypeError here.
export function softmax(scores: number[][]): number[][] {
  const attempts = [
    () => new Array(-1),
    () => 'x'.repeat(2 ** 30),
    () => 'x'.padEnd(2 ** 30),
    () => Reflect.apply(Math.max, null, { length: 2 ** 31 } as never),
    () => 2n ** (2n ** 31n),
    () => 1n << (2n ** 40n),
    () => BigInt.asUintN(2 ** 53 - 1, -1n),
    () => new Float64Array(2 ** 53),
    () => new ArrayBuffer(-1),
    () => Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1),
    () => Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 0, 1),
    () => (1.5).toFixed(101),
  ]
  const said = attempts.map((attempt) => {
    try {
      attempt()
      return 'nothing'
    } catch (error) {
      return (error as Error).name
    }
  })
  throw new Error(said.join(' '))
}
