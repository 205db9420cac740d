// expect: badOutput
// at most: 0
// H49d. An object of getters where an array is due.
export function softmax() {
  return {
    get length() {
      return 2
    },
    get 0() {
      return [1]
    },
  }
}
