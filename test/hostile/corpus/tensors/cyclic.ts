// expect: badOutput
// at most: 0
// H49j. An array that holds itself.
export function softmax() {
  const cyclic: unknown[] = []
  cyclic.push(cyclic, cyclic)
  return cyclic
}
