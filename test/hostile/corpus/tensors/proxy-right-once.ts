// expect: passed
// H49c. A proxy that gives the right number the first time a place is read, and another one after that.
// A result is read once and copied, so what was read is what is compared.
const right = (scores: number[][]) =>
  scores.map((row) => {
    const most = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - most))
    const sum = powers.reduce((one, other) => one + other, 0)
    return powers.map((power) => power / sum)
  })
export function softmax(scores: number[][]) {
  return right(scores).map((row) => {
    const read = new Set<string | symbol>()
    return new Proxy(row, {
      get(target, key) {
        if (key === 'length' || key === '0') return Reflect.get(target, key)
        if (read.has(key)) return 9
        read.add(key)
        return Reflect.get(target, key)
      },
    })
  })
}
