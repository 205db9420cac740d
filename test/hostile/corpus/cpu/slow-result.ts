// expect: timeLimit
//
// Beyond the list: reading works, but each number takes a while, and there are many.
export function softmax(scores: number[][]): number[][] {
  const row = new Proxy([0], {
    get(target, key) {
      if (key === 'length') return 100_000
      let sum = 0
      for (let i = 0; i < 1e6; i++) sum += Math.sqrt(i)
      return sum
    },
  })
  return [row]
}
