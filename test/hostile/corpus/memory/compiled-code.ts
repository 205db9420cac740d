// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: functions that are kept keep their text: sixteen megabytes each.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (let i = 0; ; i++) kept.push(new Function(`/* ${'ж'.repeat(2 ** 23)} ${i} */ return ${i}`))
}
