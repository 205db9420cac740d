// expect: passed
// H48. Rows of a subclass with a `length` of its own, other iterators and species. An array's own length is
// what counts, and that is right.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
class Sly extends Array<number> {
  static override get [Symbol.species]() {
    return Object as never
  }
  override [Symbol.iterator](): ArrayIterator<number> {
    return [][Symbol.iterator]()
  }
  override at() {
    return 9
  }
}
export function softmax(scores: number[][]) {
  return right(scores).map((row) => Sly.from(row))
}
