// expect: passed
// Holes in right rows, which the prototype fills. A row is read as any program would read it, so the
// numbers are there.
export function softmax(scores: number[][]) {
  const width = scores[0]!.length
  const rows = scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    const holes: number[] = []
    holes.length = width
    const filler: number[] = Object.assign(Object.create(Array.prototype), powers.map((p) => p / sum))
    return Object.setPrototypeOf(holes, filler) as number[]
  })
  return rows
}
