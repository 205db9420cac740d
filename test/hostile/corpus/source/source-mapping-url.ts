// expect: passed
// H112. Comments by which a compiler would read other files. The compiler transforms a text and has no file
// system.
/// <reference path="/etc/passwd" />
/// <reference types="node" />
// @ts-nocheck
/** @jsxImportSource /etc */
export function softmax(scores: number[][]) {
  return honest(scores)
}
//# sourceMappingURL=file:///etc/passwd
//@ sourceMappingURL=../../../grader/seeds.ts
//# sourceURL=/etc/passwd

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
