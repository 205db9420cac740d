// expect: badOutput
//
// Beyond the list: an object with ten thousand ancestors. Walking up is a loop and no recursion.
export function softmax(scores: number[][]): unknown {
  let one = {}
  for (let i = 0; i < 1e4; i++) one = Object.create(one) as object
  return one
}
