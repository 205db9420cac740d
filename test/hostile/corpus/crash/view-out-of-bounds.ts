// expect: runtimeError
//
// H87. A view that is longer than its buffer has become crashed an earlier isolated-vm. Buffers do not shrink
// here: `resize` is gone.
export function softmax(scores: number[][]): number[][] {
  const buffer = new ArrayBuffer(64, { maxByteLength: 128 })
  const view = new Float64Array(buffer, 32, 4)
  buffer.resize(8)
  return [view as unknown as number[]]
}
