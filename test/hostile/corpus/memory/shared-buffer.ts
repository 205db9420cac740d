// expect: runtimeError
//
// H77. Shared memory belongs to no isolate, so none counts it. There is none.
export function softmax(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (;;) kept.push(new Uint8Array(new SharedArrayBuffer(2 ** 26)).fill(1))
}
