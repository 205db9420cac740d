// expect: runtimeError
//
// H66. Callbacks that the collector runs would run outside of every limit. They do not exist here, so this
// is an error of the first line that names them, and not a time limit.
export function softmax(scores: number[][]): number[][] {
  const registry = new FinalizationRegistry(() => {
    for (;;) {}
  })
  for (let i = 0; i < 1e5; i++) registry.register({ i }, i)
  return scores
}
