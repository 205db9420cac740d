// expect: passed
// H48 and H49. A subclass of Float64Array with a getter for `length`, and another own one: a typed
// array's length is asked of the built-in class.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
class Short extends Float64Array {
  override get length() {
    return 1
  }
  override get byteLength() {
    return 1
  }
}
export function softmax(scores: number[][]) {
  return right(scores).map((row) =>
    Object.defineProperties(new Short(row), { length: { value: 1e9 }, byteOffset: { value: -8 } }),
  )
}
