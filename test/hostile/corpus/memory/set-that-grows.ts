// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: a set doubles its table when it is full, and then holds both.
export function logMel(scores: number[][]): number[][] {
  const kept = new Set<unknown>()
  for (;;) kept.add(new Array(50_000).fill(1.5))
}
