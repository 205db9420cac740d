/** How near a deadline is, in the steps that are worth telling. */

export type Stage = 'far' | 'hour' | 'tenMinutes' | 'minute' | 'passed'

const minute = 60_000
/** How long before the deadline each stage begins. */
const begins = { hour: 60 * minute, tenMinutes: 10 * minute, minute, passed: 0 } as const
/** Timers of browsers hold no longer. */
const longestWait = 24 * 60 * minute

/** The stage at `now`, a time of the server's clock. */
export function stageOf(dueAt: string | null, now: number): Stage {
  if (dueAt === null) return 'far'
  const left = Date.parse(dueAt) - now
  if (left <= begins.passed) return 'passed'
  if (left <= begins.minute) return 'minute'
  if (left <= begins.tenMinutes) return 'tenMinutes'
  return left <= begins.hour ? 'hour' : 'far'
}

/** Milliseconds after which it is worth looking again; null when nothing comes any more. */
export function untilNextStage(dueAt: string | null, now: number): number | null {
  if (dueAt === null) return null
  const left = Date.parse(dueAt) - now
  const next = Object.values(begins).find((begin) => begin < left)
  return next === undefined ? null : Math.min(left - next, longestWait)
}
