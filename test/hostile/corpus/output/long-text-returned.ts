// expect: badOutput
//
// Beyond the list: the grader quotes short texts that it did not expect, and of long ones only says how long.
export function softmax(scores: number[][]): unknown {
  return 'x'.repeat(2 ** 29 - 32)
}
