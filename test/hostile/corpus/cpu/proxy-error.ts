// expect: timeLimit
//
// H65. A proxy round an error answers no question about it.
export function softmax(scores: number[][]): number[][] {
  const endless = (): never => {
    for (;;) {}
  }
  throw new Proxy(new Error('x'), { get: endless, getPrototypeOf: endless, has: endless })
}
