// expect: memoryLimit
// exercise: log-mel
//
// H73. Buffers whose pages are really there.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (;;) kept.push(new Uint8Array(2 ** 20).fill(1))
}
