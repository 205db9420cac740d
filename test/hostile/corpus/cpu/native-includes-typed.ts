// expect: timeLimit
//
// Beyond the list: native searches over real memory, one after the other; 32 MB, so that only time counts.
export function softmax(scores: number[][]): number[][] {
  const zeros = new Uint8Array(2 ** 25)
  for (;;) if (zeros.includes(1) || zeros.lastIndexOf(1) > 0) return scores
}
