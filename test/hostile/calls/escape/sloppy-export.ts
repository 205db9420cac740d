// expect: misfit
// The function itself is sloppy, so that it may ask who calls it. Nobody it may see does.
const make = Function as unknown as (body: string) => () => unknown
export const solve = make(`
  return function solve() {
    const caller = solve.caller
    return caller === null ? { safe: true } : [caller.length, 0, 0]
  }`)()
