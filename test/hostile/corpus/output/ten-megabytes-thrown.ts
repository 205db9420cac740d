// expect: outputLimit
//
// H96. A message of ten megabytes explains nothing.
export function softmax(scores: number[][]): number[][] {
  throw new Error('x'.repeat(10 * 2 ** 20))
}
