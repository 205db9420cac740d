// expect: wrongAnswer
//
// Beyond the list: a function bound a hundred thousand times over. V8 calls through all of them without a stack.
export function softmax(scores: number[][]): number[][] {
  let one: () => number[][] = () => scores
  for (let i = 0; i < 1e5; i++) one = one.bind(null)
  return one()
}
