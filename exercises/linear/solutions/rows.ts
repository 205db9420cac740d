/** A linear layer as dot products of tokens with the rows of W. */
export function linear(x: number[][], W: number[][], b: number[] | null): number[][] {
  return x.map((token) => W.map((row, o) => dot(row, token) + (b?.[o] ?? 0)))
}

function dot(one: number[], other: number[]): number {
  return one.reduce((sum, entry, i) => sum + entry * other[i]!, 0)
}
