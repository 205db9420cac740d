// expect: passed
// H114. `declare`, `const enum`, decorators, `using`, private names, `satisfies`: what the language has
// works.
declare const never: number
const enum Size {
  none,
  one = 1 << 0,
}
const marked = (target: (scores: number[][]) => number[][], _: unknown) => target
class Steps {
  #rows = 0
  @marked
  static run(scores: number[][]) {
    using _guard = { [Symbol.dispose]: () => undefined }
    return honest(scores)
  }
  get rows() {
    return this.#rows
  }
}
abstract class Kind<const T extends readonly number[]> {
  protected constructor(public readonly given: T) {}
}
export function softmax(scores: number[][]) {
  return Size.one === 1 && new Steps().rows === 0 && Kind ? Steps.run(scores) : ([] satisfies number[][])
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
