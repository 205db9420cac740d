// expect: returned
export function solve(x: number[]) {
  const places = [Math, Math.sin, JSON, Object, Error, Array.from, console, console.log, Symbol]
  let clean = true
  for (const place of places as { calls?: number }[]) {
    clean &&= place.calls === undefined
    try {
      place.calls = 1
    } catch {}
  }
  return clean ? x : []
}
