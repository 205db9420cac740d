/** All that runs, in the order in which it was started. */
import { keepRunning, type Part, type Running } from './keep-running.ts'

export interface Crew {
  /** Starts a part, and resolves with what the operator should know once it does its work. */
  start(this: void, part: Part): Promise<readonly string[]>
  /** Stops every part, the last one started first, each before the one that it needs. */
  stop(this: void): Promise<void>
  /** Ends every part at once. */
  kill(this: void): void
}

export function createCrew(tell: (line: string) => void): Crew {
  const running: Running[] = []
  let stopping = false
  return {
    async start(part) {
      if (stopping) throw new Error(`${part.name} was to be started while everything stops`)
      const started = keepRunning(part, tell)
      running.push(started)
      return await started.ready
    },
    async stop() {
      stopping = true
      for (const part of running.toReversed()) await part.stop()
    },
    kill() {
      stopping = true
      for (const part of running) part.kill()
    },
  }
}
