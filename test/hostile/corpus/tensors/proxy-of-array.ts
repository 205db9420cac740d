// expect: passed
// H49c. Proxies round right rows. An array is an array; each place is read once.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return new Proxy(right(scores).map((row) => new Proxy(row, {})), {})
}
