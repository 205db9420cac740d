// expect: timeLimit
//
// H85. A hundred thousand arrays, each in the next, as a text. One attempt ends with a RangeError, but late: V8
// looks at every array that it is inside of for each one more. Again and again, it is the time that is over.
export function softmax(scores: number[][]): number[][] {
  let nested: unknown = 1
  for (let i = 0; i < 1e5; i++) nested = [nested]
  for (;;) {
    try {
      return [[String(nested).length]]
    } catch {
      continue
    }
  }
}
