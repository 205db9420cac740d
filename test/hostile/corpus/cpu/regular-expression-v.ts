// expect: timeLimit
//
// Beyond the list: the newest flag, with set operations, runs in the same engine under the same limit.
export function softmax(scores: number[][]): number[][] {
  return /^(?:[\p{L}--[b]]+|[\p{Letter}&&[a-z]]+)+$/v.test('a'.repeat(60) + '!') ? scores : []
}
