// expect: wrongAnswer
// at most: 0
// NaNs of every shape: signalling, negative, with texts in their bits. They are NaN.
export function softmax(scores: number[][]) {
  const bits = new BigUint64Array([0x7ff4000000000001n, 0xfff8000000000000n, 0x7ff870617373656dn])
  const nans = new Float64Array(bits.buffer)
  return scores.map((row) => Float64Array.from(row, (_, s) => nans[s % 3]!))
}
