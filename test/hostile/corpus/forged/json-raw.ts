// expect: badOutput
// at most: 0
// Numbers that are raw pieces of JSON, frozen and without a prototype, as JSON.rawJSON makes them.
export function softmax(scores: number[][]) {
  const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
  return scores.map((row) => row.map(() => raw('0.5')))
}
