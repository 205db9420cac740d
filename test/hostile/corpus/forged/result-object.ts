// expect: badOutput
// at most: 0
// H21. Returns a result about itself instead of numbers.
export function softmax(scores: number[][]) {
  return { passed: true, score: 1, verdict: 'passed', points: 20, kind: 'returned', value: scores }
}
