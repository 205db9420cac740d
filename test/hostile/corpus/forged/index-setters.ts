// expect: wrongAnswer
// at most: 3
// Whoever writes to the first places of a list meets a setter. Our lists have no prototype, so what
// crosses the border is what was returned: rows of nines.
for (const index of [0, 1, 2, 3]) {
  Object.defineProperty(Array.prototype, index, { set() {}, get: () => 42, configurable: true })
}
export function softmax(scores: number[][]) {
  const nines = (row: number[]) => new Float64Array(row.length).fill(9)
  return Array.from(scores, nines)
}
