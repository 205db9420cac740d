// expect: timeLimit
//
// Beyond the list: every turn compiles another text, which V8 would like to keep. It lets go in time.
export function softmax(scores: number[][]): number[][] {
  let sum = 0
  for (let i = 0; ; i++) sum += (0, eval)(`(function f${i}(x) { return x + ${i} })(${i})`)
}
