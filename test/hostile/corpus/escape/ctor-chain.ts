// expect: runtimeError
// H1. The constructor of a constructor makes functions in the global scope: in Node's realm that would lead
// to `process`. Here there is none, so the name is not defined.
export function softmax(scores: number[][]) {
  const process = scores.constructor.constructor('return process')() as { env: object }
  console.log('EXFIL:', Object.keys(process.env))
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
