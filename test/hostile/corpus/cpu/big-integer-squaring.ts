// expect: timeLimit
//
// H64. Multiplying large integers is native code. They stay below 2^22 bits, so that memory stays out of it.
export function softmax(scores: number[][]): number[][] {
  const bits = 2n ** 22n - 1n
  for (let n = 3n; ; n = BigInt.asUintN(Number(bits), n * n)) if (n === 0n) return scores
}
