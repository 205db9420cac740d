// expect: passed
// H117. Markup in what is printed and thrown. The report holds it as text; test/browser/inert.test.ts looks
// at the page.
export function softmax(scores: number[][]) {
  console.log('<script>alert(1)</script><img src=x onerror=alert(1)>')
  console.log('[link](javascript:alert(1)) \u001b[31mred\u001b]8;;javascript:alert(1)\u0007link \u202e reversed')
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
