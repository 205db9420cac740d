// expect: runtimeError
// at most: 0
// H49f. A view that lies outside of its buffer, once the buffer has become smaller. Buffers here have one
// size for ever: what would change it does not exist.
export function softmax(scores: number[][]) {
  const buffer = new ArrayBuffer(80, { maxByteLength: 800 } as never)
  const view = new Float64Array(buffer, 40)
  ;(buffer as unknown as { resize(bytes: number): void }).resize(8)
  return scores.map(() => view)
}
