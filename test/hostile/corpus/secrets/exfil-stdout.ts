// expect: passed
// H14. Prints its inputs. Nothing that is printed in a hidden case is kept.
export function softmax(scores: number[][]) {
  console.log('EXFIL:' + JSON.stringify(scores))
  console.error('EXFIL:', scores)
  console.table(scores)
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
