// expect: returned
export function solve(x: number[]) {
  const clean = !('calls' in Math) && !('calls' in globalThis)
  Object.setPrototypeOf(Math, { calls: 1 })
  Object.setPrototypeOf(
    Array.prototype,
    Object.assign(Object.create(Object.prototype), { calls: 1 }),
  )
  try {
    Object.setPrototypeOf(globalThis, { calls: 1 })
  } catch {}
  return clean ? x : []
}
