// expect: timeLimit
//
// Beyond the list: a pattern that takes apart an iterator without end.
export function softmax(scores: number[][]): number[][] {
  const forever = {
    *[Symbol.iterator]() {
      for (;;) yield 1
    },
  }
  const [first, ...{ length }] = new Proxy([1], { get: (t, key) => (key === Symbol.iterator ? drain : Reflect.get(t, key)) })
  function* drain(): Generator<number> {
    let sum = 0
    for (const one of forever) if ((sum += one) < 0) yield one
  }
  return [[first ?? 0, length]]
}
