// expect: runtimeError
//
// Beyond the list: the line of the file that fails is shown, and this one is long.
export function softmax(scores: number[][]): number[][] {
  /* repeat 20000: void 0; */ throw new Error('at the end of a long line')
}
