// expect: outputLimit
// at most: 0
// H49i. One number at the far end of an array: it counts with all its holes. More items than a result may
// have are the limit on output, not on the type.
export function softmax() {
  const sparse: number[] = []
  sparse[2 ** 32 - 2] = 1
  return [sparse]
}
