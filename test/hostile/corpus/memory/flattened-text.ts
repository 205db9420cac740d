// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: half a gigabyte of text costs nothing, until somebody reads one letter of it.
export function logMel(scores: number[][]): number[][] {
  const text = 'ab'.repeat(2 ** 28 - 32)
  return [[text.charCodeAt(5)]]
}
