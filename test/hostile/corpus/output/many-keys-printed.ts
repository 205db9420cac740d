// expect: wrongAnswer
//
// Beyond the list: an object with thousands of fields, and a table of it: a few of them are shown.
export function softmax(scores: number[][]): number[][] {
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key ${i}`, i]))
  console.log(wide)
  console.table([wide, wide])
  return scores
}
