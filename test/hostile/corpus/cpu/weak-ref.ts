// expect: runtimeError
//
// H66. As above: no way to see the collector at work.
export function softmax(scores: number[][]): number[][] {
  const ref = new WeakRef({})
  while (ref.deref()) new Array(1000)
  return scores
}
