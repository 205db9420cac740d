// expect: badOutput
// at most: 0
// H49l. Symbols, functions and bigints among numbers.
export function softmax(scores: number[][]) {
  const others = [Symbol('0.5'), () => 0.5, 1n]
  return scores.map((row) => row.map((_, s) => others[s % 3]))
}
