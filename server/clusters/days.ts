/** How many attempts there were on which day, as the course counts its days. */

const mostDays = 28
const dayLength = 24 * 60 * 60 * 1000

/** Writes an instant as its day, such as 2026-11-22. */
export function dayIn(timeZone: string): (at: Date) => string {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  return (at) => format.format(at)
}

/** The days from the first to the last, at most the last 28. Both are written as `dayIn` writes them. */
export function daysBetween(first: string, last: string): string[] {
  const from = Math.max(Date.parse(first), Date.parse(last) - (mostDays - 1) * dayLength)
  const count = Math.max(1, Math.round((Date.parse(last) - from) / dayLength) + 1)
  return Array.from({ length: count }, (_, at) =>
    new Date(from + at * dayLength).toISOString().slice(0, 'yyyy-mm-dd'.length),
  )
}

/** How many of these fall on each of the days. */
export function countPerDay(days: readonly string[], of: readonly string[]): number[] {
  const counts = Map.groupBy(of, (day) => day)
  return days.map((day) => counts.get(day)?.length ?? 0)
}
