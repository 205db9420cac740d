// expect: timeLimit
//
// Beyond the list: functions with bodies of a megabyte, one after the other.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; ; i++) new Function(`return ${i};${'x=1;'.repeat(2 ** 18)}`)
}
