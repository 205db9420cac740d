// expect: timeLimit
//
// H55. An async function that waits for nothing, for ever. A promise is a badOutput, but this call has
// not ended: the time is what is wrong with it first.
export async function softmax(scores: number[][]): Promise<number[][]> {
  for (;;) await 0
}
