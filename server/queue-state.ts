/** What waits for a grader, and what graders could not write, by the database's own clock. */
import { isWaiting } from '../grader/queue/claim.ts'
import type { Database } from '../prisma/client.ts'
import type { QueueState } from './metrics.ts'

export async function readQueueState(db: Database): Promise<QueueState> {
  const [row] = await db.$queryRaw<[QueueState]>`
    SELECT count(*)::int AS "waiting",
      coalesce(extract(epoch FROM now() - min("queuedAt")) * 1000, 0)::float8 AS "oldestMilliseconds",
      (SELECT coalesce(sum("discarded"), 0)::int FROM "Worker") AS "discarded"
    FROM "Submission" AS submission WHERE ${isWaiting}`
  return row
}
