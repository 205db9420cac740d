// expect: memoryLimit
// exercise: log-mel
//
// H74. Eight gigabytes at once.
export function logMel(scores: number[][]): number[][] {
  return [[new ArrayBuffer(2 ** 33).byteLength]]
}
