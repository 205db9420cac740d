/** How near a deadline is, in the steps that are worth telling. */

export type Stage = 'far' | 'hour' | 'tenMinutes' | 'minute' | 'passed'

const minute = 60_000
/** How long before the deadline each stage begins. */
const begins = { hour: 60 * minute, tenMinutes: 10 * minute, minute, passed: 0 } as const
/** Timers of browsers hold no longer. */
const longestWait = 24 * 60 * minute

/** Until when something holds, and what a submission counts until then, of 1. */
export interface Deadline {
  readonly at: string
  readonly credit: number
  /** The due date has passed. */
  readonly isLate: boolean
}

/** The deadline that comes next, else the last one that there was; null where there is none. */
export function nextDeadline(
  {
    dueAt,
    late,
  }: {
    readonly dueAt: string | null
    readonly late: readonly { readonly until: string; readonly credit: number }[]
  },
  now: number,
): Deadline | null {
  if (dueAt === null) return null
  const deadlines: Deadline[] = [
    { at: dueAt, credit: 1, isLate: false },
    ...late.map(({ until, credit }) => ({ at: until, credit, isLate: true })),
  ]
  return deadlines.find(({ at }) => Date.parse(at) > now) ?? deadlines.at(-1)!
}

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
