// expect: compileError
// at most: 0
// Ends the function that a loader may have put round the file, to stand outside of it with its own reply.
})
;(function () { return { softmax: () => 'passed' } })()
;(function (exports) {
export function softmax(scores: number[][]) {
  return scores
}
