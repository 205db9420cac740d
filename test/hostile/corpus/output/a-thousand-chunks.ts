// expect: wrongAnswer
//
// H93. A thousand times 64 KB.
export function softmax(scores: number[][]): number[][] {
  const chunk = 'x'.repeat(2 ** 16)
  for (let i = 0; i < 1000; i++) console.log(chunk)
  return scores
}
