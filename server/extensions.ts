/** Later due dates for single students. The student is told the date; the reason is for the staff and the record. */
import type { Prisma, Database, DatabaseOrTransaction } from '../prisma/client.ts'
import type { Extensions, NewExtension } from './api/assignments.ts'
import { conflict, lockAssignments, type Change } from './assignments.ts'
import { audit } from './audit.ts'
import { HttpError, notFound } from './errors.ts'

export interface ExtensionOf extends Change {
  readonly assignmentId: string
  readonly userId: string
}

/** Those of an assignment, by name. */
export async function listExtensions(
  db: Database,
  courseId: string,
  assignmentId: string,
): Promise<Extensions> {
  await lockAssignments(db, courseId, [assignmentId])
  const rows = await db.extension.findMany({
    where: { assignmentId },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    select: {
      dueAt: true,
      reason: true,
      createdAt: true,
      user: { select: { id: true, name: true, email: true } },
    },
  })
  return { extensions: rows.map(({ user, ...rest }) => ({ student: user, ...rest })) }
}

/** Gives a student a later date, or another one than before. Throws where it would not be later than everybody's. */
export async function extend(
  db: Database,
  { dueAt, reason }: NewExtension,
  { actorId, courseId, assignmentId, userId }: ExtensionOf,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [assignment] = await lockAssignments(tx, courseId, [assignmentId])
    const isHere = await tx.enrolment.count({
      where: { courseId, userId, user: { erasedAt: null } },
    })
    if (isHere === 0) throw notFound('There is no such person in this course.')
    if (!assignment!.dueAt) {
      throw conflict('noDueDate', 'This assignment is never due, so nobody needs an extension.')
    }
    if (dueAt <= assignment!.dueAt) {
      throw new HttpError({
        status: 400,
        code: 'notLater',
        message: `${dueAt.toISOString()} is not after ${assignment!.dueAt.toISOString()}, when everybody's work is due; choose a later time.`,
      })
    }
    const key = { assignmentId_userId: { assignmentId, userId } }
    const before = await tx.extension.findUnique({ where: key })
    const data = { dueAt, reason }
    await tx.extension.upsert({
      where: key,
      create: { assignmentId, userId, ...data },
      update: data,
    })
    await audit(tx, {
      ...{ actorId, courseId, aboutId: userId, reason },
      ...{ action: 'extension.grant', subject: `assignment ${assignmentId}` },
      ...(before && { before: { dueAt: before.dueAt.toISOString() } }),
      after: { dueAt: dueAt.toISOString() },
    })
    await tellStudent(tx, userId, { assignmentId, dueAt: dueAt.toISOString() })
  })
}

/** Takes an extension back: everybody's date is the student's again. */
export async function endExtension(
  db: Database,
  { actorId, courseId, assignmentId, userId }: ExtensionOf,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [assignment] = await lockAssignments(tx, courseId, [assignmentId])
    const key = { assignmentId_userId: { assignmentId, userId } }
    const before = await tx.extension.findUnique({ where: key })
    if (!before) throw notFound('This student has no extension of this assignment.')
    await tx.extension.delete({ where: key })
    await audit(tx, {
      ...{ actorId, courseId, aboutId: userId },
      ...{ action: 'extension.end', subject: `assignment ${assignmentId}` },
      before: { dueAt: before.dueAt.toISOString(), reason: before.reason },
    })
    const dueAt = assignment!.dueAt?.toISOString() ?? null
    await tellStudent(tx, userId, { assignmentId, dueAt })
  })
}

/** `dueAt` is the student's from now on. */
async function tellStudent(
  tx: DatabaseOrTransaction,
  userId: string,
  { assignmentId, dueAt }: { readonly assignmentId: string; readonly dueAt: string | null },
): Promise<void> {
  const { exercise, course } = await tx.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
    select: { exercise: true, course: { select: { slug: true, timeZone: true } } },
  })
  const data: Prisma.InputJsonObject = {
    ...{ course: course.slug, timeZone: course.timeZone, exercise, dueAt },
  }
  await tx.notice.create({ data: { userId, kind: 'extension', data } })
}
