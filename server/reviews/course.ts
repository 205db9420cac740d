/** Who may review what. */
import type { Database } from '../../prisma/client.ts'
import type { Role } from '../../prisma/generated/enums.ts'
import type { SignedIn } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'
import type { ReviewedCourse } from './attempt.ts'
import { reviewable } from './queue.ts'

/** The course of that slug, for its staff or, where `roles` says so, for its instructors alone. Throws 404 or 403. */
export async function demandReviewer(
  db: Database,
  user: SignedIn,
  slug: string,
  roles: readonly Role[] = ['assistant', 'instructor'],
): Promise<ReviewedCourse> {
  const { id } = await demandRole(db, user, slug, roles)
  const { anonymousReview: anonymous } = await db.course.findUniqueOrThrow({
    where: { id },
    select: { anonymousReview: true },
  })
  return { id, slug, anonymous }
}

export interface ReviewableSubmission {
  readonly id: string
  readonly userId: string
  readonly exercise: string
  readonly assignmentId: string
  readonly maxPoints: number | null
}

/** The attempt of that id, if it can be reviewed. Throws 404. */
export async function demandReviewable(
  db: Database,
  course: ReviewedCourse,
  id: string,
): Promise<ReviewableSubmission> {
  const found = await db.submission.findFirst({
    where: { ...reviewable(course.id), id: /^[\w-]{1,64}$/.exec(id)?.[0] ?? '' },
    select: { id: true, userId: true, exercise: true, assignmentId: true, maxPoints: true },
  })
  if (!found?.assignmentId) {
    throw notFound(
      `There is no graded submission "${id}" of a student of this course; runs, what still waits, and the work of somebody who is erased cannot be reviewed.`,
    )
  }
  return { ...found, assignmentId: found.assignmentId }
}
