// expect: timeLimit
//
// Beyond the list: the exports are a proxy, and each question about them takes for ever.
declare const module: { exports: unknown }
const endless = (): never => {
  for (;;) {}
}
module.exports = new Proxy({}, { get: endless, has: endless, ownKeys: endless })

export function softmax(scores: number[][]): number[][] {
  return scores
}
