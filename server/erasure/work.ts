/** What becomes of the files that a person handed in: their results stay, their content goes. */
import { Prisma, type DatabaseOrTransaction } from '../../prisma/client.ts'
import { supersede } from '../../grader/queue/submit.ts'
import { withoutWork } from './report.ts'

const pageLength = 50

/** Withdraws what is not graded, then empties everything else, whatever staff had graded again of it included. */
export async function eraseWork(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  await withdraw(tx, userId)
  await tx.submission.updateMany({ where: { userId }, data: { source: '', idempotencyKey: null } })
  await eraseReports(tx, userId)
  const theirs = { submission: { userId } }
  // Comments and talk quote code and call people by their names. The override is a grade, and stays.
  await tx.reviewComment.deleteMany({ where: { review: theirs } })
  await tx.review.updateMany({
    where: { ...theirs, overrideReason: { not: null } },
    data: { overrideReason: '' },
  })
  await tx.thread.deleteMany({ where: theirs })
}

/**
 * Nothing that waits is graded any more, and a worker that is at it finds that it was replaced: what it
 * has read and would write is lost. What staff had graded again is gone, so that no regrade waits for it.
 */
async function withdraw(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  await tx.submission.deleteMany({
    where: { userId, finishedAt: null, repeatsId: { not: null } },
  })
  // Locked, so that none of them ends in between.
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Submission"
    WHERE "userId" = ${userId} AND "finishedAt" IS NULL AND "supersededAt" IS NULL
    FOR NO KEY UPDATE`
  await supersede(
    tx,
    waiting.map(({ id }) => id),
  )
}

/** Page by page: reports are large. */
async function eraseReports(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  for (let after = ''; ;) {
    const rows = await tx.submission.findMany({
      where: { userId, report: { not: Prisma.DbNull }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: pageLength,
      select: { id: true, report: true },
    })
    for (const { id, report } of rows) {
      await tx.submission.update({
        where: { id },
        data: { report: withoutWork(report) ?? Prisma.DbNull },
        select: { id: true },
      })
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageLength) return
    after = last.id
  }
}
