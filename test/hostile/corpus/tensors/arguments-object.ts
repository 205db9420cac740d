// expect: badOutput
// at most: 0
// The arguments of a call: like an array, and none.
export function softmax() {
  return (function (..._: number[]) {
    return arguments
  })(0.5, 0.5)
}
