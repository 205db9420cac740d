// expect: timeLimit
//
// H86, one that takes the parser long instead, in native code that nothing interrupts: only the watchdog does.
export function softmax(scores: number[][]): number[][] {
  for (;;) {
    try {
      ;(0, eval)('class a extends '.repeat(2e5))
    } catch {
      continue
    }
  }
}
