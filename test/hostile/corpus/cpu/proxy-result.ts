// expect: timeLimit
//
// Beyond the list: a real array behind a proxy that takes for ever to say how long it is.
export function softmax(scores: number[][]): number[][] {
  return new Proxy([...scores], {
    get(target, key) {
      if (key === 'length') for (;;) {}
      return Reflect.get(target, key)
    },
  })
}
