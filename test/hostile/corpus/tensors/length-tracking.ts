// expect: badOutput
// at most: 0
// H49h. A view that would grow with its buffer. Asked for such a buffer, the constructor gives one of a
// fixed size, so the view has the one number that it was made with.
export function softmax(scores: number[][]) {
  const buffer = new ArrayBuffer(8, { maxByteLength: 1 << 20 } as never)
  if ((buffer as unknown as { resizable: boolean }).resizable) return scores
  return scores.map(() => [...new Float64Array(buffer), 'fixed'])
}
