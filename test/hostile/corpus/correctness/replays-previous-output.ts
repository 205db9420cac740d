// expect: wrongAnswer
// at most: 6
// H35. Gives what it gave last time, kept wherever it can be kept. Nothing is kept, so it gives uniform
// weights each time: the same two relations, and the case with one score in a row.
const world = globalThis as unknown as { previous?: number[][] }
export function softmax(scores: number[][]) {
  const before = world.previous
  world.previous = scores.map((row) => row.map(() => 1 / row.length))
  return before ?? world.previous
}
