// expect: returned
export function solve(x: number[]) {
  type Site = { getFunction?(): unknown; getThis?(): unknown; getFileName(): string | null }
  const maker = Error as unknown as { prepareStackTrace: unknown }
  maker.prepareStackTrace = (_: unknown, sites: Site[]) => sites
  const sites = new Error().stack as unknown as Site[]
  const leaks = sites.filter((site) => site.getFunction?.() !== undefined || site.getThis?.())
  const sloppy = solve as unknown as { caller: unknown }
  let caller: unknown = null
  try {
    caller = sloppy.caller
  } catch {}
  return leaks.length > 0 || caller !== null ? [] : x
}
