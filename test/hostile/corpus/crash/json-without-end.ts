// expect: timeLimit
//
// Beyond the list: an object that, asked for its JSON, has one more object inside. A RangeError, but a late one.
export function softmax(scores: number[][]): number[][] {
  const endless = (): unknown => ({ toJSON: () => [endless()] })
  for (;;) {
    try {
      return [[JSON.stringify(endless()).length]]
    } catch {
      continue
    }
  }
}
