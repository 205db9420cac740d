// expect: badOutput
// at most: 0
// Looks for the constructor of buffers that can grow, behind the one that was put in its place: by replaced
// functions of Reflect, by traps that are inherited from Object.prototype, by classes and species.
export function softmax(scores: number[][]) {
  const found: unknown[] = []
  const construct = Reflect.construct
  Reflect.construct = (target: never, given: never, as?: never) => {
    found.push(target)
    return construct(target, given, as ?? target)
  }
  for (const trap of ['get', 'has', 'apply', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'ownKeys']) {
    const attributes = Object.assign(Object.create(null), {
      configurable: true,
      writable: true,
      value: (target: unknown, ...given: never[]) => {
        found.push(target)
        return (Reflect as never as Record<string, (...all: unknown[]) => unknown>)[trap]!(target, ...given)
      },
    }) as PropertyDescriptor
    Object.defineProperty(Object.prototype, trap, attributes)
    try {
      new ArrayBuffer(8)
      void (ArrayBuffer as never as Record<string, unknown>)['isView']
      void Reflect.getPrototypeOf(ArrayBuffer)
      void ('x' in ArrayBuffer)
      new Date(0)
      void Date.now
    } finally {
      Reflect.deleteProperty(Object.prototype, trap)
    }
  }
  class Own extends ArrayBuffer {}
  found.push(Object.getPrototypeOf(Own), new Own(8).constructor, new Uint8Array(8).buffer.constructor)
  const others = found.filter((one) => typeof one === 'function' && ![ArrayBuffer, Date, Own].includes(one as never))
  return others.length > 0 ? scores : `only these: ${found.length > 0}`
}
