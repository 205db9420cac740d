// expect: wrongAnswer
// at most: 3
// H25. Takes every name that a harness could have. Ours has none in this world.
for (const name of ['guest', 'call', 'renew', 'prepare', 'program', 'answer', 'module', 'exports']) {
  Object.defineProperty(globalThis, name, { value: () => true, configurable: false })
}
Object.defineProperty(globalThis, 'softmax', { get: () => () => [[1]], configurable: true })
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 9))
}
