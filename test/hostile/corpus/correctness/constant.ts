// expect: wrongAnswer
// at most: 4
// H32. The answer to the first example, whatever was asked: it earns that example, and the relation that
// any constant of the right size keeps.
export function softmax(scores: number[][]) {
  const first = [
    [0.09003057330846786, 0.2447284710547976, 0.6652409557748218],
    [0.46831053331089, 0.06337893337822, 0.46831053331089],
  ]
  return scores.map((row, t) => row.map((_, s) => first[t % 2]![s % 3]!))
}
