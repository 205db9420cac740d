// expect: wrongAnswer
//
// Beyond the list: proxies in the console, which invent what they are asked for.
export function softmax(scores: number[][]): number[][] {
  const deep: unknown[] = new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 32 - 1 : deep) })
  const wide = new Proxy({}, { ownKeys: () => Array.from({ length: 1000 }, (_, i) => `key ${i}`) })
  console.log(wide, deep, wide)
  return scores
}
