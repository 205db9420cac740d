/** What a submission's student and the staff wrote to each other. */
import type { Database } from '../../prisma/client.ts'
import type { ReviewThreads } from '../api/review.ts'
import { audit } from '../audit.ts'
import { tellOfTalk } from '../notices.ts'
import type { ReviewedCourse } from './attempt.ts'

interface About {
  readonly course: ReviewedCourse
  readonly submission: { readonly id: string; readonly userId: string; readonly exercise: string }
}

/** In the order in which they were begun. */
export async function threadsOf(
  db: Database,
  { course, submission }: About,
): Promise<ReviewThreads['threads']> {
  const threads = await db.thread.findMany({
    where: { submissionId: submission.id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, kind: true, state: true },
      messages: {
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: {
          ...{ id: true, authorId: true, text: true, createdAt: true },
          author: { select: { name: true } },
        },
      },
    },
  })
  return threads.map(({ messages, ...thread }) => ({
    ...thread,
    messages: messages.map(({ id, authorId, author, text, createdAt }) => {
      const isStudent = authorId === submission.userId
      return {
        ...{ id, text, sentAt: createdAt, by: isStudent ? 'student' : 'staff' },
        name: isStudent && course.anonymous ? null : (author?.name ?? null),
      }
    }),
  }))
}

/** Adds a message to what the staff wrote to the student, who is told of it. */
export async function reply(
  db: Database,
  { course, submission }: About,
  { actorId, text }: { actorId: string; text: string },
): Promise<void> {
  const { id: submissionId, userId, exercise } = submission
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Submission" WHERE "id" = ${submissionId} FOR NO KEY UPDATE`
    const begun = await tx.thread.findFirst({
      where: { submissionId, kind: 'reply' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const state = { state: 'answered', closedAt: null, closedById: null } as const
    const thread = begun
      ? await tx.thread.update({ where: { id: begun.id }, data: state })
      : await tx.thread.create({ data: { submissionId, kind: 'reply', ...state } })
    const message = await tx.message.create({
      data: { threadId: thread.id, authorId: actorId, text },
    })
    await tellOfTalk(tx, {
      ...{ userIds: [userId], kind: 'reply', submissionId },
      data: { course: course.slug, exercise, thread: thread.id },
    })
    await audit(tx, {
      ...{ actorId, courseId: course.id, aboutId: userId, action: 'submission.reply' },
      subject: `submission ${submissionId}`,
      after: { thread: thread.id, message: message.id },
    })
  })
}
