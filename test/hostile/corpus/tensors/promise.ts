// expect: badOutput
// at most: 0
// H49m. A promise of the right result. The function is not asynchronous in its signature.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export const softmax = async (scores: number[][]) => right(scores)
