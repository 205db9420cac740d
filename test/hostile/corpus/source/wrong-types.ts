// expect: passed
// H116. Types that contradict each other in every line: types are erased, not checked, and the program is
// right. (A page that checks types tells the student; the verdict is on what runs.)
const count: string = 1
let nothing: never = undefined
export function softmax(this: Date, scores: string): Promise<boolean> {
  const result: number = honest(scores as unknown as symbol)
  return (count as unknown as bigint) + nothing === null ? 1 : result
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
