/** A linear layer, one number at a time. */
export function linear(x: number[][], W: number[][], b: number[] | null): number[][] {
  const y: number[][] = []
  for (let t = 0; t < x.length; t++) {
    const token: number[] = []
    for (let o = 0; o < W.length; o++) {
      let sum = b ? b[o]! : 0
      for (let i = 0; i < x[t]!.length; i++) sum += W[o]![i]! * x[t]![i]!
      token.push(sum)
    }
    y.push(token)
  }
  return y
}
