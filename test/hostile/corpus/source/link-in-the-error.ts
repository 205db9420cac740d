// expect: runtimeError
// H118. The same in an error, its name and its stack.
export function softmax(scores: number[][]): number[][] {
  const error = new Error('<a href="javascript:alert(1)">javascript:alert(1)</a> \u001b[2J\u202e')
  error.name = '<img src=x onerror=alert(1)>'
  throw error
}
