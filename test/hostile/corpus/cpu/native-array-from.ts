// expect: timeLimit
//
// H62. Four thousand million steps in native code; what it builds swallows them, so that memory stays out of it.
export function softmax(scores: number[][]): number[][] {
  const nothing = new Proxy([], { defineProperty: () => true, set: () => true })
  function Nothing(): unknown {
    return nothing
  }
  Array.from.call(Nothing, { length: 2 ** 32 - 1 })
  return scores
}
