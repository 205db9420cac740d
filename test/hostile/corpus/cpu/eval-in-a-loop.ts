// expect: timeLimit
//
// Beyond the list: every turn compiles another text, which V8 would like to keep. There is a pause between
// two: which limit comes first must not depend on the machine.
export function softmax(scores: number[][]): number[][] {
  let sum = 0
  for (let i = 0; ; i++) {
    if (i % 1e5 === 0) sum += (0, eval)(`(function f${i}(x) { return x + ${i} })(${i})`)
  }
}
