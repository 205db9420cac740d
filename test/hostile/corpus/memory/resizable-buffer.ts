// expect: runtimeError
//
// H75. A buffer that grows in place grew past every limit. `maxByteLength` is not listened to, and `resize`
// is gone: an error at once, where the list asks for a limit that is reached.
export function softmax(scores: number[][]): number[][] {
  const buffer = new ArrayBuffer(1, { maxByteLength: 2 ** 32 })
  buffer.resize(2 ** 31)
  return [[new Uint8Array(buffer).fill(1).length]]
}
