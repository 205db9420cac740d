// expect: badOutput
// The inputs as the lengths of rows that do not fit together, which a message about ragged rows would count.
export function softmax(scores: number[][]) {
  const stolen = Math.round(Math.abs(scores[0]![0]! % 1) * 4e5)
  return [new Float64Array(stolen), ['EXFIL:' + String(scores[0])]]
}
