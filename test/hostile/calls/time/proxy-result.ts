// expect: timedOut
export function solve(x: number[]) {
  return new Proxy([...x], {
    get(target, key) {
      if (key === 'length') for (;;) {}
      return Reflect.get(target, key)
    },
  })
}
