// expect: compileError
//
// Beyond the list: the wanted function is missing, and the grader lists what there is instead: some of it.
declare const module: { exports: unknown }
const long = 'x'.repeat(1000)
module.exports = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`${i}${long}`, i]))

export function softmax(scores: number[][]): number[][] {
  return scores
}
