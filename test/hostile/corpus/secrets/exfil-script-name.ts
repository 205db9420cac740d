// expect: runtimeError
// The inputs as the name of an evaluated script, which stands in the stack of what it throws.
export function softmax(scores: number[][]) {
  const name = 'EXFIL:' + String(scores[0]).replaceAll(/\s/g, '')
  return (0, eval)(`throw new Error('${name}')\n//# sourceURL=${name}/submission.js`) as number[][]
}
