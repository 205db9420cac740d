// expect: passed
// H116. A type that a checker would compute for ever. Nobody computes it.
type Grow<T extends unknown[]> = T['length'] extends 999999 ? T : Grow<[...T, ...T, 1]>
type Product<A extends string> = `${A}${A}${A}${A}`
type Huge = Product<Product<Product<Product<'a' | 'b' | 'c' | 'd'>>>>
export function softmax(scores: number[][] & Partial<Grow<[]>>): number[][] & { name?: Huge } {
  return honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
