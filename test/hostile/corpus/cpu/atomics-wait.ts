// expect: runtimeError
//
// H67. Sleeping for 30 s needs shared memory, and there is none: an error at once, which is better than a
// time limit after two seconds.
export function softmax(scores: number[][]): number[][] {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30_000)
  return scores
}
