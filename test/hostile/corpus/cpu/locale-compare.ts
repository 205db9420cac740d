// expect: timeLimit
//
// Beyond the list: comparing two long texts by the rules of a language is one native call.
export function softmax(scores: number[][]): number[][] {
  const text = 'ä\u0308'.repeat(2 ** 21)
  for (;;) if ((text + 'a').localeCompare(text + 'b', 'sv') === 0) return scores
}
