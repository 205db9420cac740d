// expect: timeLimit
//
// Beyond the list: sorting in native code, without a comparator that could be interrupted.
export function softmax(scores: number[][]): number[][] {
  const values = new Float64Array(2 ** 22)
  for (;;) {
    for (let i = 0; i < values.length; i++) values[i] = Math.random()
    values.sort()
  }
}
