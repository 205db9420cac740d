// expect: runtimeError
//
// Beyond the list: ancestors that lead back, with the help of a proxy. Whoever walks up uses up the stack; the
// question whether this is a tensor belongs to the call, so that is an error of the student's.
export function softmax(scores: number[][]): unknown {
  const one: object = new Proxy({}, { getPrototypeOf: () => one })
  return one
}
