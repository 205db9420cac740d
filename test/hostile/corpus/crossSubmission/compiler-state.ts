// expect: passed
// Declares, for the compiler, names and types that another file might read: a compiler that kept anything
// from file to file would mix them up.
declare global {
  interface Array<T> {
    map: never
  }
}
declare module '@tensorflow/tfjs-core' {
  export const softmax: never
}
const enum Leak {
  honest = 1,
  softmax = 2,
}
export function softmax(scores: number[][]) {
  return Leak.softmax === 2 ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
