// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: integers of a megabyte.
export function logMel(scores: number[][]): number[][] {
  const kept: bigint[] = []
  for (let i = 0n; ; i++) kept.push((1n << (2n ** 23n)) + i)
}
