// expect: badOutput
// at most: 0
// Returns what the sandbox itself would send: a layout with dtype, shape and offset, and values beside it.
export function softmax(scores: number[][]) {
  const shape = [scores.length, scores[0]!.length]
  const values = new Float64Array(shape[0]! * shape[1]!)
  return { kind: 'tensor', dtype: 'float64', shape, offset: 0, values, changedInputs: [] }
}
