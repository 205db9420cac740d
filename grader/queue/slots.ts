import { setTimeout as sleep } from 'node:timers/promises'
import { isForStaff, type Claim } from './claim.ts'

export interface Slots {
  /** Claims and grades one. `claim` is told when it may take nothing that can wait. False when there was none. */
  next(
    claim: (urgentOnly: boolean) => Promise<Claim | null>,
    grade: (claimed: Claim) => Promise<void>,
  ): Promise<boolean>
}

/** In milliseconds, from anywhere. */
export interface Time {
  now(this: void): number
  pause(this: void, milliseconds: number): Promise<unknown>
}

const realTime: Time = {
  now: () => performance.now(),
  // A grader that is told to stop does not stay for the end of a rest.
  pause: (milliseconds) => sleep(milliseconds, undefined, { ref: false }),
}

interface SlotOptions {
  /** Called when what can wait may go on after a rest. */
  readonly onRested: () => void
  readonly time?: Time
}

/** So long after somebody's work was graded, others are likely to come. */
const aboutMilliseconds = 10_000
/**
 * How much longer than it worked each rests while people are about, and the longest of such rests. What
 * staff has graded again takes a third of its slot's time at most. Of the many of one student it is a
 * twentieth: 95 of 100 others meet none of them.
 */
const rests = {
  staff: { factor: 2, mostMilliseconds: 2_000 },
  student: { factor: 19, mostMilliseconds: 5_000 },
} as const

/**
 * Of `concurrency` slots, all but one for what can wait, and none while something urgent is being
 * graded: whoever hands in while a whole course is regraded, or a student has thousands waiting, finds
 * a slot free, a sandbox warm and a processor that does little else. What has just begun cannot be
 * taken back: so it also rests between two submissions while others hand in. A slot that rests serves
 * the others.
 */
export function openSlots(concurrency: number, { onRested, time = realTime }: SlotOptions): Slots {
  let left = Math.max(1, concurrency - 1)
  let urgent = 0
  let lastUrgent = -Infinity
  return {
    async next(claim, grade) {
      // Taken before it is known what comes: two that claim at once must not both take what can wait.
      let holds = left > 0 && urgent === 0
      if (holds) left -= 1
      const release = () => {
        if (holds) left += 1
        holds = false
      }
      try {
        const claimed = await claim(!holds)
        if (!claimed) return false
        const isUrgent = !claimed.canWait
        if (isUrgent) release()
        urgent += Number(isUrgent)
        const started = time.now()
        await grade(claimed).finally(() => (urgent -= Number(isUrgent)))
        const ended = time.now()
        if (isUrgent) lastUrgent = ended
        else if (ended - lastUrgent < aboutMilliseconds) {
          holds = false
          const { factor, mostMilliseconds } = rests[isForStaff(claimed) ? 'staff' : 'student']
          const rest = Math.min(factor * (ended - started), mostMilliseconds)
          void time.pause(rest).then(() => {
            left += 1
            onRested()
          })
        }
        return true
      } finally {
        release()
      }
    },
  }
}
