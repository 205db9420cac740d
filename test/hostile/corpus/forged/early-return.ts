// expect: compileError
// at most: 0
// H31. Returns from the file itself, before the export is reached. That is no module.
if (1 + 1 === 2) return
export function softmax(scores: number[][]) {
  return scores
}
