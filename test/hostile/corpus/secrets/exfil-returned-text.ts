// expect: badOutput
// Returns the inputs as text: what was found instead of an array is quoted, where the case shows it.
export function softmax(scores: number[][]) {
  return 'EXFIL:' + String(scores[0]).slice(0, 50)
}
