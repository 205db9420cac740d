/** Whom a course's workshop is for. */
import type { Database, Prisma } from '../../prisma/client.ts'
import type { SignedIn } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { notFound } from '../errors.ts'

export interface WorkshopCourse {
  readonly id: string
  readonly slug: string
}

/**
 * Instructors of the course, and administrators of the server. Nobody else looks either: it holds the solutions of
 * what students do not have yet. Throws 403 and 404 as `demandRole` does.
 */
export async function demandWorkshop(
  db: Database,
  user: SignedIn,
  slug: string,
): Promise<WorkshopCourse> {
  if (!user.isAdmin) {
    return await demandRole(db, user, slug, ['instructor'])
  }
  const course = await db.course.findUnique({
    where: { slug: /^[\w-]{1,100}$/.exec(slug)?.[0] ?? '' },
    select: { id: true, slug: true },
  })
  if (!course) throw notFound(`There is no course "${slug}".`)
  return course
}

export interface NamedEdition {
  readonly slug: string
  readonly edition: string
}

/** An edition of this course. Throws 404 where there is none. */
export async function demandEdition<Select extends Prisma.EditionSelect>(
  db: Database,
  course: WorkshopCourse,
  { slug, edition }: NamedEdition,
  select: Select,
): Promise<Prisma.EditionGetPayload<{ select: Select }>> {
  const found = await db.edition.findFirst({
    where: {
      id: /^[\w-]{1,64}$/.exec(edition)?.[0] ?? '',
      exercise: { slug, courseId: course.id },
    },
    select,
  })
  if (!found) throw notFound(`"${slug}" has no edition "${edition}" in this course's workshop.`)
  return found
}

/** Throws 404 where the course's workshop has no such exercise. */
export async function demandExercise(
  db: Database,
  course: WorkshopCourse,
  slug: string,
): Promise<void> {
  const count = await db.workshopExercise.count({ where: { slug, courseId: course.id } })
  if (count === 0) throw noExercise(slug)
}

export function noExercise(slug: string) {
  return notFound(`This course's workshop has no exercise "${slug}".`)
}
