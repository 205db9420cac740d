// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: texts that are really there, and not only noted as joined from others.
export function logMel(scores: number[][]): number[][] {
  const kept: string[] = []
  for (let i = 0; ; i++) kept.push(JSON.stringify(['x'.repeat(2 ** 22), i]))
}
