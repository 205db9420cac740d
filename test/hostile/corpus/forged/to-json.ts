// expect: wrongAnswer
// at most: 3
// H22. Everything that could be written as JSON says of itself that it has passed. The sandbox's own
// objects have no prototype, so they find no `toJSON`; the wrong numbers are read as they are.
for (const prototype of [Object.prototype, Array.prototype, String.prototype, Number.prototype]) {
  Object.defineProperty(prototype, 'toJSON', {
    value: () => ({ kind: 'returned', passed: true }),
    configurable: true,
  })
}
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 9))
}
