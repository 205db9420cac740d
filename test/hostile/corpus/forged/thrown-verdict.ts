// expect: runtimeError
// at most: 0
// H28. Throws its grade.
export function softmax(scores: number[][]): number[][] {
  const error = new Error('passed')
  error.name = 'GradeResult'
  throw Object.assign(error, { verdict: 'passed', kind: 'returned', points: 20 })
}
