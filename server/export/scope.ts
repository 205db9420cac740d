/** Whose data is exported, and how much of it. */
import type { Prisma } from '../../prisma/client.ts'
import { ownWork } from '../../grader/queue/submit.ts'

export interface Exported {
  readonly userId: string
  /** Only what belongs to this course, as its instructors see it too. Null: all that is theirs. */
  readonly courseId: string | null
}

/** What they handed in and ran themselves; what staff had graded again of it they never see. */
export function workOf({ userId, courseId }: Exported) {
  return {
    ...{ ...ownWork, userId },
    ...(courseId !== null && { assignment: { courseId } }),
  } satisfies Prisma.SubmissionWhereInput
}
