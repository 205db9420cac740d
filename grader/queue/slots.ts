import { isForStaff, type Claim } from './claim.ts'

export interface Slots {
  /** Claims and grades one. `claim` is told when it may only take what students wait for. False when there was none. */
  next(
    claim: (liveOnly: boolean) => Promise<Claim | null>,
    grade: (claimed: Claim) => Promise<void>,
  ): Promise<boolean>
}

/**
 * Of `concurrency` slots, all but one for what staff has graded again, and none while a student's work is
 * being graded: whoever hands in while a whole course is regraded finds a slot free, a sandbox warm and
 * a processor that does little else.
 */
export function openSlots(concurrency: number): Slots {
  let left = Math.max(1, concurrency - 1)
  let live = 0
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
        await grade(claimed).finally(() => (live -= Number(isLive)))
        return true
      } finally {
        release()
      }
    },
  }
}
