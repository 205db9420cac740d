// expect: wrongAnswer
//
// Beyond the list: fifty thousand long arguments of one call. Together they are longer than any text can be.
export function softmax(scores: number[][]): number[][] {
  const line = 'x'.repeat(2 ** 20)
  console.log(...Array.from({ length: 50_000 }, () => line))
  return scores
}
