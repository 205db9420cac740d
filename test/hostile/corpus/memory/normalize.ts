// expect: memoryLimit
// exercise: log-mel
//
// H80. One letter of 3 bytes becomes 18; the work happens outside of V8's heap.
export function logMel(scores: number[][]): number[][] {
  return [['\uFDFA'.repeat(2 ** 24).normalize('NFKD').length]]
}
