// expect: runtimeError
//
// H75, the other way in: `Reflect.construct` with a constructor of one's own, and the species of a subclass.
class Growing extends ArrayBuffer {
  constructor(length: number) {
    super(length, { maxByteLength: 2 ** 32 } as never)
  }
}

export function softmax(scores: number[][]): number[][] {
  const made = Reflect.construct(ArrayBuffer, [1, { maxByteLength: 2 ** 32 }], Growing)
  for (const buffer of [made, new Growing(1)]) {
    if (buffer.resizable) return [[new Uint8Array(buffer).length]]
    buffer.resize(2 ** 31)
  }
  return scores
}
