// expect: wrongAnswer
// at most: 3
// Replaces the whole of its exports with a proxy that answers to every name.
declare let module: { exports: unknown }
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 9))
}
module.exports = new Proxy(
  {},
  { get: () => (scores: number[][]) => scores.map((row) => row.map(() => 7)), has: () => true },
)
