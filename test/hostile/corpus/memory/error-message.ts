// expect: outputLimit
//
// H82. An error with a message of half a gigabyte. Nobody reads it: its length alone says that it is no
// explanation, so this is too much output rather than too much memory.
export function softmax(scores: number[][]): number[][] {
  throw new Error('x'.repeat(500_000_000))
}
