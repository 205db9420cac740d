import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import { ownWork } from '../../grader/queue/submit.ts'
import type { ErasurePreview } from '../api/erasure.ts'
import type { Erasable } from './demand.ts'

/** What erasing this person would do, counted. */
export async function previewErasure(
  db: DatabaseOrTransaction,
  { id: userId, name, email, courses }: Erasable,
): Promise<ErasurePreview> {
  const theirs = { submission: { userId } }
  const own = { ...ownWork, userId }
  const [files, waiting, drafts, conversations, comments, notices, keys, sessions] =
    await Promise.all([
      db.submission.count({ where: own }),
      db.submission.count({ where: { ...own, finishedAt: null, supersededAt: null } }),
      db.draft.count({ where: { userId } }),
      db.thread.count({ where: theirs }),
      db.reviewComment.count({ where: { review: theirs } }),
      db.notice.count({ where: { userId } }),
      db.apiKey.count({ where: { userId, revokedAt: null } }),
      db.session.count({ where: { userId } }),
    ])
  const [results, record, messages, reviews] = await Promise.all([
    db.submission.count({ where: { ...own, finishedAt: { not: null } } }),
    db.auditEvent.count({ where: { aboutId: userId } }),
    db.message.count({
      where: { authorId: userId, thread: { submission: { userId: { not: userId } } } },
    }),
    db.review.count({ where: { reviewerId: userId, submission: { userId: { not: userId } } } }),
  ])
  return {
    person: { id: userId, name, email },
    courses: courses.map(({ slug, title }) => ({ slug, title })),
    goes: { files, waiting, drafts, conversations, comments, notices, keys, sessions },
    stays: { results, record, written: messages + reviews },
  }
}
