// expect: memoryLimit
// exercise: log-mel
//
// H71. One array that doubles.
export function logMel(scores: number[][]): number[][] {
  let values = [1.5]
  for (;;) values = values.concat(values)
}
