// expect: wrongAnswer
// at most: 3
// Exports a function that replaces the export when it is called, in the hope that later calls, or the
// comparison, use the other one. Each call evaluates the file afresh and takes the function once.
declare const module: { exports: Record<string, unknown> }
export let softmax: (scores: number[][]) => unknown = (scores) => {
  softmax = () => ({ passed: true })
  module.exports = { softmax: () => ({ passed: true }) }
  return scores.map((row) => row.map(() => 9))
}
