// expect: wrongAnswer
//
// H93. A character of one byte that becomes six in JSON, as many as fit.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; i < 1000; i++) console.log('\u0001'.repeat(1000))
  return scores
}
