// expect: runtimeError
// at most: 0
// H49e. A view of shared memory that something else could go on writing to. There is no shared memory,
// by no name and no other way.
export function softmax(scores: number[][]) {
  const world = globalThis as unknown as { SharedArrayBuffer: new (bytes: number) => ArrayBuffer }
  const shared = new world.SharedArrayBuffer(8 * scores.length)
  return scores.map((_, t) => new Float64Array(shared, 8 * t, 1))
}
