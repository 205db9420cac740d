// expect: runtimeError
// Writes a stack of its own, with the inputs as line and column of this file. A place is looked up in the
// source map; where there is no such place, none is shown, and the line's text is always the student's own.
export function softmax(scores: number[][]): number[][] {
  const digits = String(Math.abs(scores[0]![0]!)).replaceAll(/\D/g, '')
  const error = new Error('EXFIL:' + digits)
  error.stack = `Error\n    at softmax (/etc/passwd/submission.js:${digits}:${digits})\n    at x (submission.js:999999999999999999999:1)`
  throw error
}
