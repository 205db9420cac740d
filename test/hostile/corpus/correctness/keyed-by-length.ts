// expect: wrongAnswer
// at most: 8
// H33. A table keyed by the sizes of the input alone: it earns the one example whose rows are all the
// same, the case with one score in a row, and the relations that uniform weights keep.
export function softmax(scores: number[][]) {
  const table: Record<number, number[]> = {
    1: [1],
    2: [0.2689414213699951, 0.7310585786300049],
    3: [0.09003057330846786, 0.2447284710547976, 0.6652409557748218],
  }
  return scores.map((row) => table[row.length] ?? row.map(() => 1 / row.length))
}
