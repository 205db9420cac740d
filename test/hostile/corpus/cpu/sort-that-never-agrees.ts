// expect: timeLimit
//
// Beyond the list: a comparator that contradicts itself, over and over. Sorting ends, so it is called again.
export function softmax(scores: number[][]): number[][] {
  let turn = 1
  const order = Float64Array.from({ length: 100_000 }, () => Math.random())
  for (;;) order.sort(() => (turn = -turn))
}
