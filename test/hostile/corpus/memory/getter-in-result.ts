// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: fills the memory while the grader reads the result.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  return Object.defineProperty([...scores], '0', {
    get() {
      for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))
    },
  })
}
