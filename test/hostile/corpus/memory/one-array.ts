// expect: memoryLimit
// exercise: log-mel
//
// H72. One array of a quarter of a gigabyte. The list asks for 2^27 elements; above 2^25 V8 keeps an array as
// a table, which is so slow to fill that on a busy machine the time would run out first.
export function logMel(scores: number[][]): number[][] {
  return [new Array(2 ** 25).fill(0)]
}
