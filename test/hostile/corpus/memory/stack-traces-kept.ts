// expect: memoryLimit
// exercise: log-mel
//
// H82b, kept: every error holds the calls that led to it, as long as somebody holds the error.
export function logMel(scores: number[][]): number[][] {
  Error.stackTraceLimit = 1e9
  const kept: unknown[] = []
  const deep = (depth: number): void => {
    if (depth > 0) return deep(depth - 1)
    for (;;) kept.push(new Error('x'), new Uint8Array(2 ** 18).fill(1))
  }
  deep(3000)
  return scores
}
