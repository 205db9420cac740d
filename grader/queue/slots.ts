import { setTimeout as sleep } from 'node:timers/promises'
import { isForStaff, type Claim } from './claim.ts'

export interface Slots {
  /** Claims and grades one. `claim` is told when it may only take what students wait for. False when there was none. */
  next(
    claim: (liveOnly: boolean) => Promise<Claim | null>,
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
  pause: (milliseconds) => sleep(milliseconds),
}

/** So long after a student's work was graded, others are likely to come. */
const aboutMilliseconds = 10_000
/** While students are about, what staff has graded again takes a third of its slot's time at most. */
const restFactor = 2
/** A grader that is told to stop need not wait long for one that rests. */
const mostRestMilliseconds = 2_000

/**
 * Of `concurrency` slots, all but one for what staff has graded again, and none while a student's work is
 * being graded: whoever hands in while a whole course is regraded finds a slot free, a sandbox warm and
 * a processor that does little else. Staff's work that has just begun cannot be taken back: so it also
 * rests between two submissions while students hand in.
 */
export function openSlots(concurrency: number, time: Time = realTime): Slots {
  let left = Math.max(1, concurrency - 1)
  let live = 0
  let lastLive = -Infinity
  return {
    async next(claim, grade) {
      // Taken before it is known what comes: two that claim at once must not both take staff's work.
      let holds = left > 0 && live === 0
      if (holds) left -= 1
      const release = () => {
        if (holds) left += 1
        holds = false
      }
      try {
        const claimed = await claim(!holds)
        if (!claimed) return false
        const isLive = !isForStaff(claimed)
        if (isLive) release()
        live += Number(isLive)
        const started = time.now()
        await grade(claimed).finally(() => (live -= Number(isLive)))
        const ended = time.now()
        if (isLive) lastLive = ended
        else if (ended - lastLive < aboutMilliseconds) {
          await time.pause(Math.min(restFactor * (ended - started), mostRestMilliseconds))
        }
        return true
      } finally {
        release()
      }
    },
  }
}
