/** What time it is on the server, where deadlines are decided. This device's clock may be wrong. */

let aheadBy = 0

/** Milliseconds since 1970 by the server's clock, as far as its answers have told. */
export function serverNow(): number {
  return Date.now() + aheadBy
}

/** Reads the Date header of an answer. Small differences are left alone: the header knows whole seconds only. */
export function learnServerTime(dateHeader: string | null, askedAt: number): void {
  const told = Date.parse(dateHeader ?? '')
  if (Number.isNaN(told)) return
  const here = (askedAt + Date.now()) / 2
  const difference = told + 500 - here
  aheadBy = Math.abs(difference) < 2_000 ? 0 : difference
}
