// expect: timeLimit
//
// Beyond the list: an error that takes for ever to say what it is.
export function softmax(scores: number[][]): number[][] {
  const slow = new Error('x')
  slow.toString = () => {
    for (;;) {}
  }
  console.log(slow)
  return scores
}
