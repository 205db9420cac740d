/** What is known of somebody besides their work, as small documents. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import { studentGrades } from '../gradebook.ts'
import { namesIn } from '../threads/list.ts'
import { threadFields, threadOf } from '../threads/view.ts'
import { workOf, type Exported } from './scope.ts'

/** No password, token or key: only that there is one, and since when. */
export async function accountOf(
  db: Database,
  { userId, courseId }: Exported,
): Promise<Record<string, unknown>> {
  const { accounts, apiKeys, sessions, id, name, email, ...own } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      ...{ id: true, name: true, email: true, emailVerified: true, isAdmin: true },
      ...{ language: true, createdAt: true },
      accounts: { select: { providerId: true, createdAt: true } },
      apiKeys: { select: { name: true, createdAt: true, lastUsedAt: true, revokedAt: true } },
      sessions: {
        select: { createdAt: true, expiresAt: true, ipAddress: true, userAgent: true },
      },
    },
  })
  if (courseId !== null) return { id, name, email }
  const waysIn = accounts.map(({ providerId, createdAt }) => ({
    way: providerId === 'credential' ? 'password' : 'provider',
    since: createdAt,
  }))
  return { id, name, email, ...own, waysIn, apiKeys, sessions }
}

export async function enrolmentsOf(db: Database, { userId, courseId }: Exported) {
  const rows = await db.enrolment.findMany({
    where: { userId, ...(courseId !== null && { courseId }) },
    orderBy: { createdAt: 'asc' },
    select: {
      ...{ courseId: true, role: true, section: true, createdAt: true },
      course: { select: { slug: true, title: true } },
    },
  })
  const extensions = await db.extension.findMany({
    where: { userId },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true, assignment: { select: { exercise: true, courseId: true } } },
  })
  return rows.map(({ courseId: id, course, createdAt, ...place }) => ({
    ...{ ...course, ...place, joinedAt: createdAt },
    extensions: extensions
      .filter(({ assignment }) => assignment.courseId === id)
      .map(({ assignment, dueAt }) => ({ exercise: assignment.exercise, dueAt })),
  }))
}

/** What each grade is made of, in every course in which they are a student. */
export async function gradesOf(
  db: Database,
  exercises: readonly ExerciseFacts[],
  { userId, courseId }: Exported,
) {
  const places = await db.enrolment.findMany({
    where: { userId, role: 'student', ...(courseId !== null && { courseId }) },
    orderBy: { createdAt: 'asc' },
    select: { courseId: true },
  })
  const grades = []
  for (const place of places) {
    grades.push(await studentGrades(db, exercises, { userId, courseId: place.courseId }))
  }
  return grades
}

/** About their own work, with the names that they see in them. */
export async function conversationsOf(db: Database, exported: Exported) {
  const { userId } = exported
  const rows = await db.thread.findMany({
    where: { submission: workOf(exported) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { ...threadFields, submission: { select: { user: { select: { name: true } } } } },
  })
  const names = await namesIn(db, rows)
  return rows.map(({ submission, ...row }) =>
    threadOf(row, { userId, studentId: userId, studentName: submission.user.name, names }),
  )
}

export async function hintsOf(db: Database, exported: Exported) {
  return await db.hintUnlock.findMany({
    where: { submission: workOf(exported) },
    orderBy: [{ unlockedAt: 'asc' }, { submissionId: 'asc' }, { rung: 'asc' }],
    select: { submissionId: true, rung: true, unlockedAt: true },
  })
}

export async function noticesOf(db: Database, { userId }: Exported) {
  return await db.notice.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { kind: true, submissionId: true, data: true, createdAt: true, readAt: true },
  })
}

export async function draftsOf(db: Database, { userId }: Exported) {
  return await db.draft.findMany({
    where: { userId },
    orderBy: { exercise: 'asc' },
    select: { exercise: true, source: true, updatedAt: true },
  })
}
