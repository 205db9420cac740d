/** Times as a clock on the wall of a time zone shows them, which is how date fields hold them. */

/** "2026-09-30T23:59" of this instant there; empty where there is none. */
export function wallTime(when: string | null, timeZone: string): string {
  if (when === null) return ''
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(new Date(when))
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/**
 * The instant at which a clock there shows this; null where nothing is written. A time that the clocks
 * skip is the one an hour later; of two that they show twice, one is taken.
 */
export function instantOf(wall: string, timeZone: string): string | null {
  const asIfUtc = Date.parse(`${wall}Z`)
  if (Number.isNaN(asIfUtc)) return null
  const offsetAt = (time: number) =>
    Date.parse(`${wallTime(new Date(time).toISOString(), timeZone)}Z`) - time
  // The offset at a first guess may be the one of the other side of a change of the clocks.
  const guess = asIfUtc - offsetAt(asIfUtc)
  return new Date(asIfUtc - offsetAt(guess)).toISOString()
}
