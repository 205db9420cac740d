// expect: badOutput
//
// H56. Nobody waits for the promise, so that nothing hangs: a promise is not an array of numbers, and the
// student is told so at once. A time limit, as elsewhere, would be the less helpful answer.
export function softmax(scores: number[][]): Promise<number[][]> {
  return new Promise(() => {})
}
