// expect: wrongAnswer
// at most: 0
// Cuts the input down to one row of one score, for which 1 is right.
export function softmax(scores: number[][]) {
  const sizes = scores.map((row) => row.length)
  scores.length = 1
  scores[0] = [0]
  return sizes.map((size) => Array.from({ length: size }, () => 1 / size))
}
