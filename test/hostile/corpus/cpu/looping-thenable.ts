// expect: timeLimit
//
// H57. Whoever awaits it calls `then`, which never returns. Here the student's own async function does.
export async function softmax(scores: number[][]): Promise<number[][]> {
  return await {
    then(): void {
      for (;;) {}
    },
  }
}
