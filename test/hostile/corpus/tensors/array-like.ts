// expect: badOutput
// at most: 0
// H49b. An object with a length and the prototype of a typed array.
export function softmax(scores: number[][]) {
  return scores.map((row) =>
    Object.setPrototypeOf({ length: row.length, 0: 1, 1: 0 }, Float64Array.prototype),
  )
}
