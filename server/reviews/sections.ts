/** The sections that reviewers can choose from. */
import type { Database } from '../../prisma/client.ts'
import type { ReviewedCourse } from './attempt.ts'

/** With fewer students than this, what looks anonymous tells who it is. */
export const fewestStudents = 3

/** By name. Where reviews are anonymous, without those in which a few students could be told apart. */
export async function sectionsOf(
  db: Database,
  { id: courseId, anonymous }: ReviewedCourse,
): Promise<string[]> {
  const sections = await db.enrolment.groupBy({
    by: ['section'],
    where: { courseId, role: 'student', section: { not: null } },
    orderBy: { section: 'asc' },
    _count: { userId: true },
  })
  return sections.flatMap(({ section, _count }) =>
    section === null || (anonymous && _count.userId < fewestStudents) ? [] : section,
  )
}
