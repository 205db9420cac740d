// expect: badOutput
// at most: 0
// Proxies whose length is no number, not whole, negative, or an object that is another number each time and
// a text of ten million letters when it is written down.
export function softmax(scores: number[][]) {
  let reads = 0
  const strange = { valueOf: () => reads++, toString: () => 'x'.repeat(1e7), toJSON: () => [1] }
  const lengths = [NaN, -1, 0.5, '3', null, strange, Infinity]
  const length = lengths[scores.flat().length % lengths.length]
  return new Proxy(scores, { get: (target, key) => (key === 'length' ? length : Reflect.get(target, key)) })
}
