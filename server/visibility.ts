/** Who may see whose submissions. */
import type { Database } from '../prisma/client.ts'
import type { SignedIn } from './auth.ts'
import { notFound } from './errors.ts'

/**
 * The submission of that id, if this user may see it: their own, or one handed in for a course in
 * which they assist or teach. `asStaff` says that it is not their own. Throws 404 otherwise, so that
 * nobody learns which ids exist.
 */
export async function demandVisible(
  db: Database,
  user: SignedIn,
  id: string,
): Promise<{ id: string; asStaff: boolean }> {
  const submissionId = /^[\w-]{1,64}$/.exec(id)?.[0] ?? ''
  const found = await db.submission.findFirst({
    where: {
      id: submissionId,
      OR: [
        { userId: user.id },
        {
          assignment: {
            course: {
              enrolments: {
                some: { userId: user.id, role: { in: ['assistant', 'instructor'] } },
              },
            },
          },
        },
      ],
    },
    select: { id: true, userId: true },
  })
  if (!found) throw notFound(`There is no submission "${id}" that you may see.`)
  return { id: found.id, asStaff: found.userId !== user.id }
}
