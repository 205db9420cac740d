// expect: wrongAnswer
//
// H91. One line of half a gigabyte, which V8 only notes as repeated: its beginning is printed, and no more of it
// is ever built.
export function softmax(scores: number[][]): number[][] {
  const line = 'x'.repeat(2 ** 29 - 32)
  console.log(line, line, [line], { line })
  return scores
}
