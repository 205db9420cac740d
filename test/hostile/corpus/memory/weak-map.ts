// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: weak only in name, as each value holds the next key.
export function logMel(scores: number[][]): number[][] {
  const kept = new WeakMap<object, object>()
  let key: object = {}
  const first = key
  for (;;) {
    const next = { values: new Array(50_000).fill(1.5) }
    kept.set(key, next)
    key = next
    if (!kept.has(first)) return scores
  }
}
