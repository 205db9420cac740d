// expect: timeLimit
//
// H65. Becomes a number only after for ever.
export function softmax(scores: number[][]): number[][] {
  const endless = {
    [Symbol.toPrimitive]() {
      for (;;) {}
    },
  }
  return [[Number(endless)]]
}
