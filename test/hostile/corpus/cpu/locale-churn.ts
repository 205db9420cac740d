// expect: timeLimit
//
// Beyond the list: the methods that use formatters within are still there, as honest programs may call them.
// Numbers only: those of dates hold so much memory, outside of V8's heap, that a fast machine reaches that limit first.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; ; i++) if ((i + 0.5).toLocaleString('de') === '') return scores
}
