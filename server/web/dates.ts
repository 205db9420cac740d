/** Instants in words: in the page's language, and in the time zone that they are meant in. */
import { useSyncExternalStore } from 'react'
import { currentLanguage } from './language.ts'
import { serverNow } from './server-time.ts'

/** "Fri, 14 Aug, 23:59 CEST"; without a time zone, in that of the device. The year is left out where it is this one. */
export function dateTime(when: string, timeZone?: string): string {
  const date = new Date(when)
  return new Intl.DateTimeFormat(locale(), {
    ...(timeZone !== undefined && { timeZone }),
    ...(date.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date)
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const units = [
  { unit: 'year', length: 365 * day, from: 365 * day },
  { unit: 'month', length: 30 * day, from: 60 * day },
  { unit: 'day', length: day, from: 2 * day },
  { unit: 'hour', length: hour, from: 2 * hour },
  { unit: 'minute', length: minute, from: minute },
] as const

/** "in 3 days", "5 minutes ago". Never promises more time than is left: two days less a minute are "in 47 hours". */
export function relativeTime(when: string, now: number): string {
  const ahead = Date.parse(when) - now
  const fitting = units.find(({ from }) => Math.abs(ahead) >= from)
  if (!fitting) {
    return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(0, 'second')
  }
  // In numbers: "the day after tomorrow" would be wrong for two days and a half.
  return new Intl.RelativeTimeFormat(locale()).format(
    Math.trunc(ahead / fitting.length),
    fitting.unit,
  )
}

/** The server's time in milliseconds, to the half minute to come; draws its component again as time goes by. */
export function useNow(): number {
  return useSyncExternalStore(eachHalfMinute, presentHalfMinute)
}

function eachHalfMinute(tell: () => void): () => void {
  const timer = setInterval(tell, tick)
  return () => {
    clearInterval(timer)
  }
}

const tick = minute / 2

function presentHalfMinute(): number {
  return Math.ceil(serverNow() / tick) * tick
}

/** The page's language as this browser's owner writes it: 14 Aug for some, Aug 14 for others. */
function locale(): string {
  if (currentLanguage() === 'zh') return 'zh-CN'
  return navigator.languages.find((one) => /^en-[A-Z]{2}$/.test(one)) ?? 'en-GB'
}
