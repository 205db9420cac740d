/** Computing ahead of time, so that a submission rarely waits for the reference. */
import { setTimeout as pause } from 'node:timers/promises'

/** Lets what somebody waits for go first. */
export interface Turns {
  /** Runs `work` now. */
  first<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing that goes first is running. */
  idle(): Promise<void>
}

export function takeTurns(): Turns {
  const running = new Set<Promise<unknown>>()
  return {
    async first(work) {
      const run = work()
      running.add(run)
      try {
        return await run
      } finally {
        running.delete(run)
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

const afterFailureMilliseconds = 5_000

/**
 * Does `step` for each of `steps`, one at a time, and rests after each as long as it took: somebody
 * may be grading on the same machine. A step that fails is told to `onError` and left out. Ends
 * early, without an error, when `signal` aborts.
 */
export async function fillAhead<Step>(
  steps: Iterable<Step>,
  step: (step: Step) => Promise<void>,
  signal: AbortSignal,
  onError: (error: unknown, step: Step) => void,
): Promise<void> {
  for (const next of steps) {
    if (signal.aborted) return
    const started = performance.now()
    let rest: number
    try {
      await step(next)
      rest = performance.now() - started
    } catch (error) {
      onError(error, next)
      rest = afterFailureMilliseconds
    }
    // Rejects only when aborted, which the loop sees.
    await pause(rest, undefined, { signal }).catch(() => undefined)
  }
}
