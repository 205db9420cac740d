// expect: returned
export function solve(x: number[]) {
  const clean = !Object.isFrozen(Array.prototype) && Object.isExtensible(globalThis)
  Object.freeze(Array.prototype)
  Object.preventExtensions(globalThis)
  Object.freeze(Object.prototype)
  return clean ? x : []
}
