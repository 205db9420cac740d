// expect: badOutput
// at most: 0
// Holes, with numbers on the prototype to fill them.
export function softmax(scores: number[][]) {
  return scores.map((row) => {
    const holes: number[] = []
    holes.length = row.length
    return holes
  })
}
