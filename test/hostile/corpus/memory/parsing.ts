// expect: memoryLimit
// exercise: log-mel
//
// H81. Nothing but opening brackets: the parser keeps a note of each.
export function logMel(scores: number[][]): number[][] {
  return JSON.parse('['.repeat(2e7)) as number[][]
}
