/** Who may take part in which conversation. */
import { ownWork } from '../../grader/queue/submit.ts'
import type { Database, DatabaseOrTransaction, Prisma } from '../../prisma/client.ts'
import type { SignedIn } from '../auth.ts'
import { notFound } from '../errors.ts'

/** A conversation's submission and course, and on which side the user stands. */
export interface About {
  readonly side: 'student' | 'staff'
  readonly userId: string
  readonly submission: {
    readonly id: string
    readonly exercise: string
    readonly student: { readonly id: string; readonly name: string }
  }
  readonly course: { readonly id: string; readonly slug: string; readonly anonymous: boolean }
}

const aboutFields = {
  id: true,
  exercise: true,
  user: { select: { id: true, name: true } },
  assignment: { select: { course: { select: { id: true, slug: true, anonymousReview: true } } } },
} as const satisfies Prisma.SubmissionSelect

type AboutRow = Prisma.SubmissionGetPayload<{ select: typeof aboutFields }>

/** Students see the conversations about their own submissions, staff all of their course. Throws 404 otherwise. */
export async function demandThread(
  db: Database,
  user: SignedIn,
  id: string,
): Promise<About & { readonly threadId: string }> {
  const found = await db.thread.findFirst({
    where: {
      id: /^[\w-]{1,64}$/.exec(id)?.[0] ?? '',
      submission: { ...ownWork, ...seenBy(user) },
    },
    select: { id: true, submission: { select: aboutFields } },
  })
  const about = found && aboutOf(found.submission, user)
  if (!about) throw notFound(`There is no conversation "${id}" that you may see.`)
  return { ...about, threadId: found.id }
}

/** The submission of that id, if it can be talked about: one handed in for a course. Null where it is for none. */
export async function submissionAbout(
  db: DatabaseOrTransaction,
  user: SignedIn,
  id: string,
): Promise<About | null> {
  const row = await db.submission.findFirst({
    where: { ...ownWork, id, ...seenBy(user) },
    select: aboutFields,
  })
  return row && aboutOf(row, user)
}

function seenBy({ id: userId }: SignedIn) {
  const staffed = { in: ['assistant', 'instructor'] } satisfies Prisma.EnumRoleFilter
  return {
    OR: [
      { userId },
      { assignment: { course: { enrolments: { some: { userId, role: staffed } } } } },
    ],
  } satisfies Prisma.SubmissionWhereInput
}

function aboutOf({ id, exercise, user, assignment }: AboutRow, reader: SignedIn): About | null {
  if (!assignment) return null
  const { course } = assignment
  return {
    ...{ side: user.id === reader.id ? 'student' : 'staff', userId: reader.id },
    submission: { id, exercise, student: user },
    course: { id: course.id, slug: course.slug, anonymous: course.anonymousReview },
  }
}
