// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: an iterator without end, into a typed array: V8 first collects it in a list.
export function logMel(scores: number[][]): number[][] {
  const forever = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: new Array(50_000).fill(1.5) }) }) }
  return [[...new Float64Array(forever as never)]]
}
