// expect: passed
// Promises that are rejected with the inputs, before and after the call: nobody hears of them.
export function softmax(scores: number[][]) {
  const error = new Error('EXFIL:' + JSON.stringify(scores))
  void Promise.reject(error)
  void Promise.resolve().then(() => Promise.reject(error))
  void (async () => {
    for (let i = 0; i < 100; i++) await null
    console.log('EXFIL:', scores)
    throw error
  })()
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
