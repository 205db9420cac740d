/** Who may do what in a course. */
import type { Database } from '../prisma/client.ts'
import type { Role } from '../prisma/generated/enums.ts'
import type { SignedIn } from './auth.ts'
import { HttpError, notFound } from './errors.ts'

/**
 * The course of that slug, for one of its people who has one of these roles. Throws 404 for everybody
 * outside the course, so that nobody learns which there are, and 403 for its other people.
 */
export async function demandRole(
  db: Database,
  user: SignedIn,
  slug: string,
  roles: readonly Role[],
): Promise<{ id: string; slug: string; title: string }> {
  const enrolment = await db.enrolment.findFirst({
    where: { userId: user.id, course: { slug: /^[\w-]{1,100}$/.exec(slug)?.[0] ?? '' } },
    select: { role: true, course: { select: { id: true, slug: true, title: true } } },
  })
  if (!enrolment) throw notFound(`You are in no course "${slug}".`)
  if (!roles.includes(enrolment.role)) {
    throw new HttpError({
      status: 403,
      code: 'roleTooLow',
      message: `In "${enrolment.course.title}" you are ${withArticle[enrolment.role]}; this is for ${roles.map((role) => `${role}s`).join(' and ')}.`,
    })
  }
  return enrolment.course
}

const withArticle: Record<Role, string> = {
  student: 'a student',
  assistant: 'an assistant',
  instructor: 'an instructor',
}
