/** Progress for those who watch, written behind the grading: in order, and never in its way. */
import type { Database } from '../../prisma/client.ts'
import type { ProgressEvent } from '../report.ts'
import { recordEvents, type Fence } from './store.ts'

export interface ProgressWriter {
  /** Returns at once. Events that come while earlier ones are being written go together in one write. */
  add(this: void, event: ProgressEvent): void
  /** Waits until everything is written. Throws the first error of writing. */
  flush(): Promise<void>
}

export function progressWriter(db: Database, fence: Fence): ProgressWriter {
  let waiting: ProgressEvent[] = []
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const events = waiting
      waiting = []
      await recordEvents(db, fence, events)
    }
    writing = null
  }

  return {
    add(event) {
      waiting.push(event)
      if (writing) return
      writing = write()
      // Reported by `flush`; until then it must not count as unhandled.
      writing.catch(() => undefined)
    },
    async flush() {
      await writing
    },
  }
}
