// expect: badOutput
// at most: 0
// A proxy with no end: every item is again such a proxy, of length 1.
export function softmax() {
  const endless: object = new Proxy([], { get: (_, key) => (key === 'length' ? 1 : endless) })
  return endless
}
