/** Softmax as exp(x - log Σ exp(x)): the division becomes a subtraction before the exponential. */
export const softmax = (scores: number[][]): number[][] =>
  scores.map((row) => {
    const highest = Math.max(...row)
    const logSum = highest + Math.log(row.reduce((sum, x) => sum + Math.exp(x - highest), 0))
    return row.map((x) => Math.exp(x - logSum))
  })
