// expect: memoryLimit
// exercise: log-mel
//
// H73. Buffers that nobody writes to cost no memory yet: the isolate counts them all the same.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (;;) kept.push(new ArrayBuffer(2 ** 26))
}
