// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: fills the memory before the function is called.
const kept: unknown[] = []
for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))

export function logMel(scores: number[][]): number[][] {
  return scores
}
