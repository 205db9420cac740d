/** Who may see whose submissions. */
import type { Database, Prisma } from '../prisma/client.ts'
import type { SignedIn } from './auth.ts'
import { notFound } from './errors.ts'

export interface Visible {
  readonly id: string
  /** It is not their own. */
  readonly asStaff: boolean
  readonly userId: string
  /** The course that it was handed in for. */
  readonly course: { readonly id: string; readonly anonymousReview: boolean } | null
}

const courseFields = {
  assignment: { select: { course: { select: { id: true, anonymousReview: true } } } },
} as const satisfies Prisma.SubmissionSelect

/**
 * The submission of that id, if this user may see it: their own, or one of a course in which they
 * assist or teach; what staff had graded again only they see. Throws 404 otherwise, so that nobody
 * learns which ids exist.
 */
export async function demandVisible(db: Database, user: SignedIn, id: string): Promise<Visible> {
  const submissionId = /^[\w-]{1,64}$/.exec(id)?.[0] ?? ''
  const staffed = { in: ['assistant', 'instructor'] } satisfies Prisma.EnumRoleFilter
  const inTheirCourse = {
    assignment: { course: { enrolments: { some: { userId: user.id, role: staffed } } } },
  } satisfies Prisma.SubmissionWhereInput
  const found = await db.submission.findFirst({
    where: {
      id: submissionId,
      OR: [
        { repeatsId: null, userId: user.id },
        inTheirCourse,
        // A regrade's shadows belong to no assignment of their own.
        { repeats: inTheirCourse },
      ],
    },
    select: { id: true, userId: true, ...courseFields, repeats: { select: courseFields } },
  })
  if (!found) throw notFound(`There is no submission "${id}" that you may see.`)
  const { userId, assignment, repeats } = found
  const course = (assignment ?? repeats?.assignment)?.course ?? null
  return { id: found.id, asStaff: userId !== user.id, userId, course }
}
