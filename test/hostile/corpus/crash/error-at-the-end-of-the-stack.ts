// expect: badOutput
//
// Beyond the list: what it returns uses up the stack whenever it is read, in the hope that the grader's own code,
// which follows in the same realm, fails where it does not expect to.
export function softmax(scores: number[][]): unknown {
  const dig = (): never => dig()
  const bottomless = { get length() { return dig() }, toString: dig, toJSON: dig, then: dig, [Symbol.iterator]: dig }
  try {
    dig()
  } catch (error) {
    return Object.assign(Object.create(bottomless) as object, { error, toJSON: dig })
  }
}
