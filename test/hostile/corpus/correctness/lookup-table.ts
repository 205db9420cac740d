// expect: wrongAnswer
// at most: 10
// H33. Knows the answers to everything that is shown with its numbers in the statement, and guesses
// uniform weights elsewhere: it earns the three examples, the case with one score in a row, and the two
// relations that uniform weights keep. No random case falls for it.
const E = Math.E
const answers: Record<string, number[][]> = {
  '0,1,2,3,1,3': [
    [1 / (1 + E + E * E), E / (1 + E + E * E), (E * E) / (1 + E + E * E)],
    [(E * E) / (2 * E * E + 1), 1 / (2 * E * E + 1), (E * E) / (2 * E * E + 1)].map((w, s) =>
      s === 1 ? (1 * w) / 1 : w,
    ),
  ],
  '2,-Infinity,2,-Infinity,-Infinity,-1,-Infinity,-Infinity': [
    [0.5, 0, 0.5, 0],
    [0, 1, 0, 0],
  ],
  '710,711,-40,-39': [
    [1 / (1 + E), E / (1 + E)],
    [1 / (1 + E), E / (1 + E)],
  ],
}
export function softmax(scores: number[][]) {
  return answers[String(scores)] ?? scores.map((row) => row.map(() => 1 / row.length))
}
