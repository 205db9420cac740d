// expect: memoryLimit
// exercise: log-mel
//
// H82c. Functions that hold what they close over, in a map that holds the functions.
export function logMel(scores: number[][]): number[][] {
  const kept = new Map<number, () => number[]>()
  for (let i = 0; ; i++) {
    const values = new Array<number>(50_000).fill(i + 0.5)
    kept.set(i, () => values)
  }
}
