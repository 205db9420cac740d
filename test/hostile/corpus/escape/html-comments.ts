// expect: compileError
// `<!--` opens a comment in a script and is two operators in a module. A compiler and an engine that read it
// differently would run what was never checked; here the compiler refuses it.
export function softmax(scores: number[][]) {
  let stolen = 0
  const x = 1
  const y = x <!--stolen++
  return y || stolen ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
