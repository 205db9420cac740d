/** One answer to everybody who is in a cluster now. */
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { NewClusterAnswer, SentAnswer } from '../api/clusters.ts'
import { auditAll } from '../audit.ts'
import { HttpError } from '../errors.ts'
import type { ReviewedCourse } from '../reviews/attempt.ts'
import { answersTo, demandCluster } from './failures.ts'
import type { Member } from './gather.ts'
import { hereIn } from './list.ts'

interface Answering {
  readonly course: ReviewedCourse
  readonly exercise: string
  readonly authorId: string
  readonly wanted: z.output<typeof NewClusterAnswer>
}

/**
 * Sends it as a message on each student's newest submission in the cluster, and tells them. Throws 409
 * when they are not as many as whoever sends it was told: people come and go while one writes.
 */
export async function answerCluster(
  db: Database,
  { course, exercise, authorId, wanted }: Answering,
): Promise<SentAnswer> {
  const { cluster, section, to, text } = wanted
  const scope = { courseId: course.id, exercise, section, which: 'newest' } as const
  return await db.$transaction(
    async (tx) => {
      // One answer at a time, so that two of the staff do not both answer the same new ones.
      await tx.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${course.id} FOR NO KEY UPDATE`
      const everybody = hereIn(await demandCluster(tx, scope, cluster))
      const got = (await answersTo(tx, scope)).answered(cluster)
      const students = everybody.filter(({ userId }) => to === 'all' || !got.has(userId))
      if (students.length !== wanted.students) throw otherStudents(students.length)

      const { id } = await tx.clusterAnswer.create({
        data: { courseId: course.id, exercise, cluster, text, authorId },
        select: { id: true },
      })
      const threads = await replyThreads(tx, students)
      const threadOf = ({ newest }: Member) => threads.get(newest.id) ?? ''
      await tx.message.createMany({
        data: students.map((one) => ({
          ...{ threadId: threadOf(one), authorId, text, clusterAnswerId: id },
        })),
      })
      const submissionIds = students.map(({ newest }) => newest.id)
      await tx.notice.deleteMany({
        where: { kind: 'reply', submissionId: { in: submissionIds }, readAt: null },
      })
      await tx.notice.createMany({
        data: students.map((one) => ({
          ...{ userId: one.userId, kind: 'reply', submissionId: one.newest.id },
          data: { course: course.slug, exercise, thread: threadOf(one) },
        })),
      })
      await auditAll(
        tx,
        students.map((one) => ({
          ...{ actorId: authorId, courseId: course.id, aboutId: one.userId },
          ...{ action: 'submission.reply', subject: `submission ${one.newest.id}` },
          after: { thread: threadOf(one), clusterAnswer: id },
        })),
      )
      return { id, students: students.length }
    },
    // A course of a thousand takes some seconds on a slow disk.
    { timeout: 30_000 },
  )
}

/** The thread of the staff's replies on each submission: the one that there is, else a new one. */
async function replyThreads(
  tx: DatabaseOrTransaction,
  students: readonly Member[],
): Promise<Map<string, string>> {
  const submissionIds = students.map(({ newest }) => newest.id)
  const begun = await tx.thread.findMany({
    where: { submissionId: { in: submissionIds }, kind: 'reply' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, submissionId: true },
  })
  // The oldest comes last and stays.
  const threads = new Map(begun.map(({ id, submissionId }) => [submissionId, id]))
  await tx.thread.updateMany({
    where: { id: { in: [...threads.values()] } },
    data: { state: 'answered', closedAt: null, closedById: null },
  })
  const created = submissionIds
    .filter((id) => !threads.has(id))
    .map((submissionId) => ({ id: randomUUID(), submissionId }))
  await tx.thread.createMany({
    data: created.map((one) => ({ ...one, kind: 'reply', state: 'answered' })),
  })
  for (const { id, submissionId } of created) threads.set(submissionId, id)
  return threads
}

function otherStudents(students: number): HttpError {
  return new HttpError({
    status: 409,
    code: 'otherStudents',
    message: `There are ${students} students to answer by now. Send "students": ${students} to do it.`,
    details: { students },
  })
}
