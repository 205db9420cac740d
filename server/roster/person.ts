/** Changes to a single person's place in a course. A course keeps at least one instructor. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { PersonChange } from '../api/roster.ts'
import { audit } from '../audit.ts'
import { HttpError, notFound } from '../errors.ts'
import { lockRoster } from './import.ts'

export interface Person {
  readonly actorId: string
  readonly courseId: string
  readonly userId: string
}

/** Gives them another role or section. Throws 409 for the last instructor's role. */
export async function changePerson(
  db: Database,
  { role, section }: PersonChange,
  { actorId, courseId, userId }: Person,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await placeOf(tx, { courseId, userId })
    const after = {
      role: role ?? before.role,
      section: section === undefined ? before.section : section,
    }
    if (before.role === after.role && before.section === after.section) return
    if (after.role !== before.role) await demandSomebody(tx, userId)
    if (after.role !== 'instructor') await demandOtherInstructor(tx, courseId, userId, before.role)
    await tx.enrolment.update({ where: { courseId_userId: { courseId, userId } }, data: after })
    await audit(tx, {
      ...{ actorId, courseId, aboutId: userId, subject: `user ${userId}` },
      ...{ action: before.role === after.role ? 'section.change' : 'role.change', before, after },
    })
  })
}

/** Takes them out of the course. What they handed in is kept, and theirs again when they come back. */
export async function removePerson(
  db: Database,
  { actorId, courseId, userId }: Person,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await placeOf(tx, { courseId, userId })
    await demandOtherInstructor(tx, courseId, userId, before.role)
    await tx.enrolment.delete({ where: { courseId_userId: { courseId, userId } } })
    await audit(tx, {
      ...{ actorId, courseId, aboutId: userId, before },
      ...{ action: 'roster.remove', subject: `user ${userId}` },
    })
  })
}

async function placeOf(
  tx: DatabaseOrTransaction,
  { courseId, userId }: Pick<Person, 'courseId' | 'userId'>,
) {
  await lockRoster(tx, courseId)
  const place = await tx.enrolment.findUnique({
    where: { courseId_userId: { courseId, userId } },
    select: { role: true, section: true },
  })
  if (!place) throw notFound('There is no such person in this course.')
  return place
}

/** A pseudonym keeps grades, and does nothing else. */
async function demandSomebody(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  const erased = await tx.user.count({ where: { id: userId, erasedAt: { not: null } } })
  if (erased > 0) throw notFound('This person is erased, and gets no other role.')
}

async function demandOtherInstructor(
  tx: DatabaseOrTransaction,
  courseId: string,
  userId: string,
  role: string,
): Promise<void> {
  if (role !== 'instructor') return
  const others = await tx.enrolment.count({
    where: { courseId, role: 'instructor', userId: { not: userId } },
  })
  if (others > 0) return
  throw new HttpError({
    status: 409,
    code: 'lastInstructor',
    message:
      'This is the only instructor of the course, and nobody could look after it any more. Make somebody else an instructor first.',
  })
}
