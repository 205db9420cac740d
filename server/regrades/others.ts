/** Regrades of the same exercise stand in each other's way: one begins after the other, and is undone before it. */
import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import type { Regrade } from '../../prisma/generated/client.ts'

/** Regrades of one course begin, are published, undone and discarded one after the other. */
export async function lockCourse(tx: DatabaseOrTransaction, courseId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${courseId} FOR NO KEY UPDATE`
}

/** A regrade of a large course takes a while. */
export const patience = { maxWait: 10_000, timeout: 60_000 }

/** The regrade of this exercise that is neither published nor discarded. */
export async function openRegradeOf(
  db: DatabaseOrTransaction,
  courseId: string,
  exercise: string,
): Promise<string | null> {
  const open = await db.regrade.findFirst({
    where: { courseId, exercise, state: { in: ['running', 'ready'] } },
    select: { id: true },
  })
  return open?.id ?? null
}

/** The one that was published after this one, and may have changed the same submissions; null when there is none. */
export async function publishedAfter(
  db: DatabaseOrTransaction,
  { courseId, exercise, publishedAt }: Pick<Regrade, 'courseId' | 'exercise' | 'publishedAt'>,
): Promise<string | null> {
  if (!publishedAt) return null
  const later = await db.regrade.findFirst({
    where: { courseId, exercise, state: 'published', publishedAt: { gt: publishedAt } },
    orderBy: { publishedAt: 'desc' },
    select: { id: true },
  })
  return later?.id ?? null
}
