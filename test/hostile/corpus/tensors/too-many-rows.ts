// expect: outputLimit
// at most: 0
// The same row a million times over: few objects, many numbers.
export function softmax() {
  const row = new Array(1001).fill(0)
  return new Array(1000).fill(row)
}
