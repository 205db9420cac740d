// expect: passed
// Constructors that built-ins ask for by Symbol.species, to be called by our code with the bytes of a result.
// Results are read with captured built-ins, which ask nobody.
let called = 0
class Spy extends Float64Array {
  static get [Symbol.species]() {
    called++
    return Float64Array
  }
  override get length() {
    called++
    return 1
  }
}
export function softmax(scores: number[][]) {
  const spied = honest(scores).map((row) => new Spy(row))
  called = 0
  for (const kind of [Array, ArrayBuffer, Promise, RegExp, Map, Set]) {
    Object.defineProperty(kind, Symbol.species, { configurable: true, get: () => ((called += 1), kind) })
  }
  return called > 0 ? [] : spied
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
