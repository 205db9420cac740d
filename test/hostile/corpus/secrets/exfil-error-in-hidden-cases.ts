// expect: runtimeError
// H15, later: right where the inputs are shown, so that the first failure is a hidden case. Diagnosis,
// counterexample and pictures that belong to it are hidden as well.
// In two parts: the report quotes the student's own line, and what is searched for is what was stolen.
const mark = 'EXFIL' + ':'
export function softmax(scores: number[][]): number[][] {
  if (scores.some((row) => row.some((score) => Math.abs(score) < 1e9 && (score < -45 || score > 1e5)))) {
    throw new RangeError(mark + JSON.stringify(scores))
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
