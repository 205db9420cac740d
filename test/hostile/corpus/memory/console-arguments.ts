// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: the text of one argument is built before it can be cut.
export function logMel(scores: number[][]): number[][] {
  const endless = {
    toString(): string {
      const kept: unknown[] = []
      for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))
    },
  }
  const error = new Error('x')
  error.toString = endless.toString
  console.log(error)
  return scores
}
