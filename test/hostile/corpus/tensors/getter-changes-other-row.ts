// expect: badOutput
// at most: 0
// A getter that makes the next row shorter while the first is read.
export function softmax(scores: number[][]) {
  const weights = scores.map((row) => row.map(() => 1 / row.length))
  Object.defineProperty(weights[0], weights[0]!.length - 1, {
    get() {
      for (const row of weights.slice(1)) row.length = 0
      return 0
    },
  })
  return weights
}
