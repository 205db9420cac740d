// expect: badOutput
// at most: 0
// H49k. Arrays in arrays, 200,000 deep. Nobody follows them further than there are axes.
export function softmax() {
  let nested: unknown = 1
  for (let level = 0; level < 200_000; level++) nested = [nested]
  return nested
}
