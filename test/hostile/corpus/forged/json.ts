// expect: wrongAnswer
// at most: 3
// H24. JSON says "ok" to everything. The sandbox took its own JSON before this file was loaded.
JSON.stringify = () => '{"reply":{"kind":"returned"},"console":"ok"}'
JSON.parse = () => ({ passed: true })
export function softmax(scores: number[][]) {
  return scores.map((row) => row.map(() => 9))
}
