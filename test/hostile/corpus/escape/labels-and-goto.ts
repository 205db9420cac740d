// expect: passed
// Labels with the names of our own functions, and jumps out of `finally`: they end nothing but their own
// block.
export function softmax(scores: number[][]): number[][] {
  call: run: renew: for (;;) {
    try {
      throw new Error('out')
    } catch {
      continue renew
    } finally {
      break call
    }
  }
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
