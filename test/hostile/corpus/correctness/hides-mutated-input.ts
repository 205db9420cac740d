// expect: wrongAnswer
// at most: 3
// Changes its input and makes it look untouched: rows are moved away, replaced by proxies of copies. What
// is looked at is the array that was given; whether it looks the same again or not, the values are wrong.
export function softmax(scores: number[][]) {
  const copy = scores.map((row) => [...row])
  for (const [t, row] of scores.entries()) {
    row.fill(0)
    scores[t] = new Proxy(copy[t]!, {})
  }
  return copy.map((row) => row.map(() => 9))
}
