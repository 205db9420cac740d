// expect: passed
// Symbols by which built-ins ask objects how to behave, put where our code might trip over them.
export function softmax(scores: number[][]) {
  const shared = Object.prototype as unknown as Record<symbol, unknown>
  const spy = () => {
    throw new Error('asked')
  }
  const symbols = [Symbol.unscopables, Symbol.toPrimitive, Symbol.isConcatSpreadable, Symbol.match, Symbol.replace, Symbol.split, Symbol.asyncIterator, Symbol.toStringTag]
  for (const symbol of symbols) Object.defineProperty(shared, symbol, { configurable: true, get: spy })
  Object.defineProperty(Function.prototype, 'toString', { value: spy })
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
