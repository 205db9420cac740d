// expect: passed
// H102. Names that nobody else uses fill the tables of V8: properties, symbols, shapes of objects. They are
// those of this isolate.
export function softmax(scores: number[][]) {
  const table: Record<string, unknown> = {}
  for (let i = 0; i < 20_000; i++) {
    table[`name${i}`] = Symbol.for(`symbol${i}`)
    ;({})[`shape${i}` as never] = 1 as never
  }
  return Object.keys(table).length === 20_000 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
