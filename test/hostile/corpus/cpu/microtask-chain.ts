// expect: timeLimit
//
// H54. Returns at once, and leaves microtasks that queue one another for ever: they belong to the call,
// so they count in its time. Nothing is kept from one to the next, so memory stays out of it.
export function softmax(scores: number[][]): number[][] {
  const again = (): void => void Promise.resolve().then(again)
  again()
  return scores
}
