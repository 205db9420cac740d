// expect: timeLimit
//
// Beyond the list: no function is exported, so the grader lists the names of what is; that takes for ever.
declare const module: { exports: unknown }
module.exports = new Proxy(
  {},
  {
    ownKeys() {
      for (;;) {}
    },
  },
)

export function softmax(scores: number[][]): number[][] {
  return scores
}
