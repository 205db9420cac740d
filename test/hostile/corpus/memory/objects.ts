// expect: memoryLimit
// exercise: log-mel
//
// H70. Many objects, all kept. Each carries some weight, so that it takes no time to speak of.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (;;) kept.push({ a: Math.random(), b: new Array(50_000).fill(1.5) })
}
