// expect: timeLimit
//
// Beyond the list: native code that takes long, on a text that is small.
export function softmax(scores: number[][]): number[][] {
  const text = '\u0041\u030a\u0327'.repeat(2 ** 18)
  for (;;) if (text.normalize('NFC').length === 0 || text.normalize('NFD').length === 0) return scores
}
