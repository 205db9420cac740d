// expect: returned
// Every built-in that our own code might call on the way out is a sloppy spy that looks at its caller.
const make = Function as unknown as (...parts: string[]) => (...given: unknown[]) => unknown
const spyOn = make(
  'holder',
  'name',
  'seen',
  `const real = holder[name]
   holder[name] = function spy() {
     if (spy.caller) seen.push(spy.caller)
     return real.apply(this, arguments)
   }`,
)
const seen: unknown[] = []
for (const name of ['map', 'push', 'slice', 'filter']) spyOn(Array.prototype, name, seen)
for (const name of ['stringify', 'parse']) spyOn(JSON, name, seen)
export function solve(x: number[]) {
  console.log(x, { a: 1 })
  return seen.length > 0 ? [] : x
}
