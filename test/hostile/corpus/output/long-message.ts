// expect: runtimeError
//
// H96, just small enough to count as a message: its beginning is kept.
export function softmax(scores: number[][]): number[][] {
  const error = new Error('語'.repeat(900_000))
  error.name = 'N'.repeat(900_000)
  error.stack = `    at x (submission.js:1:1)\n`.repeat(100_000)
  throw error
}
