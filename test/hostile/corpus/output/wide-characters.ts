// expect: wrongAnswer
//
// H93. As many characters as are kept, each of them as many bytes as a character can have: what is stored
// is counted in bytes, too.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; i < 1000; i++) console.log('語'.repeat(1000), '😀'.repeat(1000))
  return scores
}
