// expect: badOutput
// at most: 0
// H49l. Typed arrays of bigints: their items are no numbers.
export function softmax(scores: number[][]) {
  return scores.map((row) => new BigInt64Array(row.length))
}
