// expect: wrongAnswer
// at most: 3
// Gives exactly what a known wrong solution gives, without its mistake. Its diagnosis is that of the
// mistake, and it earns what the mistake earns: nobody can tell them apart, and nobody needs to.
export function softmax(scores: number[][]) {
  const all = scores.flat().reduce((sum, score) => sum + Math.exp(score), 0)
  return scores.map((row) => row.map((score) => Math.exp(score) / all))
}
