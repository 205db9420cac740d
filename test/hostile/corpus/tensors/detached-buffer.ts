// expect: runtimeError
// at most: 0
// H49g. A view of a buffer that was given away. There is no way to give one away.
export function softmax(scores: number[][]) {
  const view = new Float64Array(scores[0]!)
  ;(view.buffer as unknown as { transfer(): void }).transfer()
  return [view]
}
