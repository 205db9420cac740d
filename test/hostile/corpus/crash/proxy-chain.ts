// expect: runtimeError
//
// Beyond the list: a proxy of a proxy, a hundred thousand times; each question goes through all of them.
export function softmax(scores: number[][]): number[][] {
  let one: object = [...scores]
  for (let i = 0; i < 1e5; i++) one = new Proxy(one, {})
  return [[Object.keys(one).length, (one as number[][]).length]]
}
