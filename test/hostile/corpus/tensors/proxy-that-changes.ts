// expect: badOutput
// at most: 0
// H49c. A proxy whose length is another one each time it is asked.
export function softmax(scores: number[][]) {
  let reads = 1
  return new Proxy(scores, {
    get: (target, key) => (key === 'length' ? reads++ : Reflect.get(target, key)),
  })
}
