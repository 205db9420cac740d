// expect: runtimeError
// H113. `require` as a function is the sandbox's, and knows the library alone.
declare const require: (name: string) => { softmax(scores: number[][]): number[][] }
export function softmax(scores: number[][]) {
  return require('../../reference/softmax.ts').softmax(scores)
}
