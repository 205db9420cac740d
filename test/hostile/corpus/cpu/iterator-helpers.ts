// expect: timeLimit
//
// Beyond the list: built-in helpers of iterators drive an iterator without end.
export function softmax(scores: number[][]): number[][] {
  const forever = Iterator.from({ next: () => ({ done: false, value: 1 }) })
  forever.filter((value: number) => value === 2).forEach(() => {})
  return scores
}
