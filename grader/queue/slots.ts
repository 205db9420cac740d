import { isForStaff, type Claim } from './claim.ts'

export interface Slots {
  /** Claims and grades one. `claim` is told when it may only take what students wait for. False when there was none. */
  next(
    claim: (liveOnly: boolean) => Promise<Claim | null>,
    grade: (claimed: Claim) => Promise<void>,
  ): Promise<boolean>
}

/**
 * Of `concurrency` slots, all but one for what staff has graded again: a student who hands in while a
 * whole course is regraded finds a slot that is free, and a sandbox that is warm.
 */
export function openSlots(concurrency: number): Slots {
  let left = Math.max(1, concurrency - 1)
  return {
    async next(claim, grade) {
      // Taken before it is known what comes: two that claim at once must not both take staff's work.
      let holds = left > 0
      if (holds) left -= 1
      const release = () => {
        if (holds) left += 1
        holds = false
      }
      try {
        const claimed = await claim(!holds)
        if (!claimed) return false
        if (!isForStaff(claimed)) release()
        await grade(claimed)
        return true
      } finally {
        release()
      }
    },
  }
}
