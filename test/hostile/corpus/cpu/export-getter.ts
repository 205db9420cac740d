// expect: timeLimit
//
// Beyond the list: the function itself sits behind a getter that never returns.
declare const module: { exports: unknown }
module.exports = {
  get softmax() {
    for (;;) {}
  },
}

export function softmax(scores: number[][]): number[][] {
  return scores
}
