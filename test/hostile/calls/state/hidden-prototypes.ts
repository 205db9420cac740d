// expect: returned
export function solve(x: number[]) {
  const of = Object.getPrototypeOf as (value: unknown) => { calls?: number }
  const hidden = [
    of([][Symbol.iterator]()),
    of(new Map().keys()),
    of(new Set().keys()),
    of(''[Symbol.iterator]()),
    of(''.matchAll(/x/g)),
    of(function* () {}),
    of(of(function* () {}).prototype as unknown),
    of(async () => {}),
    of(async function* () {}),
    of(Float32Array),
    of(Float32Array.prototype),
    of([].values().map((n) => n)),
    of(of([][Symbol.iterator]())),
    Array.prototype[Symbol.unscopables] as { calls?: number },
    of(Iterator.from({ next: () => ({ done: true, value: 0 }) })),
    of(of(async function* () {}).prototype as unknown),
  ].filter((value) => value !== null && value !== undefined)
  const clean = hidden.every((place) => place.calls === undefined)
  for (const place of hidden) {
    try {
      place.calls = 1
    } catch {}
  }
  return clean ? x : []
}
