/** A database with something in every table, and in it whatever a format of text could lose. */
import { Prisma } from '../../prisma/client.ts'
import { audit } from '../../server/audit.ts'
import { eraseAgain } from '../../server/erasure/erase.ts'
import type { TestServer } from './server.ts'

/** Ends of lines of all kinds, quotes, escapes, letters of four bytes. */
const odd = 'a\u2028b\u2029c\r\nd\te\\n\\N"f\' é 漢 🦜 \u0001 {},[null]\n'

/** Returns the id of somebody who was erased. Of student B there is a file that says so. */
export async function fill(server: TestServer): Promise<string> {
  const { db, ids } = server
  const assignmentId = await server.assignmentOf('attention')
  const { courseId } = await db.assignment.update({
    where: { id: assignmentId },
    data: { latePolicy: [{ hours: 24, credit: 0.5 }], weight: 0.1 + 0.2 },
  })
  const version = await db.exerciseVersion.findFirstOrThrow({ where: { slug: 'attention' } })
  const soon = new Date('2030-01-02T03:04:05.678Z')
  const { studentA: userId, studentB, assistant: staff } = ids

  await db.session.create({ data: { userId, token: 't', expiresAt: soon, userAgent: odd } })
  await db.verification.create({ data: { identifier: 'i', value: 'v', expiresAt: soon } })
  await db.account.create({ data: { userId, accountId: 'a', providerId: 'p', password: 'hash' } })
  await db.draft.create({
    data: {
      ...{ userId, exercise: 'gru', source: odd, revision: 3 },
      ...{ exerciseVersion: 'x', updatedAt: soon },
    },
  })
  await db.invite.create({ data: { courseId, role: 'student', tokenHash: 'h', useLimit: 3 } })
  await db.rateCount.create({ data: { key: 'k', hits: 2, resetAt: soon } })
  await db.extension.create({ data: { assignmentId, userId, dueAt: soon, reason: odd } })
  await db.referenceOutput.create({
    data: {
      ...{ exerciseVersionId: version.id, seedIndex: 63, engine: { name: odd } },
      outputs: Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 256)),
      milliseconds: [0.1 + 0.2, 1e-300, 1e21, 0],
    },
  })
  const regrade = await db.regrade.create({
    data: { courseId, exercise: 'attention', scope: [1, 1.5], neverLower: true, reason: odd },
  })
  const file = { assignmentId, exercise: 'attention', exerciseVersionId: version.id, lane: 1 }
  const ended = { startedAt: soon, finishedAt: soon, verdict: 'passed', maxPoints: 2 }
  // The one that is repeated is stored after the one that repeats it, and one table names the other.
  const repeating = await db.submission.create({
    data: {
      ...{ ...file, ...ended, userId, kind: 'regrade', lane: 3, source: odd, points: 1e300 },
      ...{ regradeId: regrade.id, timesAllowed: Infinity, report: { odd, deep: [1e-7, null] } },
    },
  })
  const submission = await db.submission.create({
    data: {
      ...{ ...file, ...ended, userId, kind: 'submit', source: '', points: NaN, seedIndex: 63 },
      ...{ report: Prisma.JsonNull, idempotencyKey: odd },
      events: { create: [1, 2, 3].map((sequence) => ({ sequence, kind: 'case', data: { odd } })) },
      hints: { create: { rung: 1 } },
    },
  })
  await db.submission.update({
    where: { id: repeating.id },
    data: { repeatsId: submission.id },
  })
  await db.submission.create({
    data: { ...file, userId: studentB, kind: 'submit', source: '// of student B' },
  })
  const remark = await db.bankComment.create({ data: { courseId, text: odd } })
  const item = await db.rubricItem.create({
    data: { assignmentId, position: 0, text: odd, points: -0.5 },
  })
  await db.review.create({
    data: {
      ...{ submissionId: submission.id, reviewerId: staff, override: 1.5, overrideReason: odd },
      comments: { create: { line: 1, endLine: 2, text: odd, bankCommentId: remark.id } },
      marks: { create: { itemId: item.id } },
    },
  })
  const answer = await db.clusterAnswer.create({
    data: { courseId, exercise: 'attention', cluster: 'c', text: odd },
  })
  await db.thread.create({
    data: {
      ...{ submissionId: submission.id, kind: 'reply' },
      messages: { create: { authorId: staff, text: odd, clusterAnswerId: answer.id } },
    },
  })
  await db.notice.create({ data: { userId, kind: 'reply', data: Prisma.JsonNull } })
  await db.exerciseCheck.create({
    data: { slug: 'attention', hash: 'h', proved: true, proof: 'text' },
  })
  await db.workshopExercise.create({
    data: { slug: 'own', courseId, editions: { create: { hash: 'h', files: { 'a.ts': odd } } } },
  })
  await db.pause.create({ data: { lane: 'regrade', reason: odd } })
  await db.worker.create({ data: { id: 'w', kind: 'grader', version: '1', node: '26' } })

  const { id: erasedId } = await db.user.create({
    data: {
      ...{ name: 'Gone', email: 'gone@school.edu' },
      enrolments: { create: { courseId, role: 'student' } },
      submissions: { create: { ...file, kind: 'run', source: odd } },
    },
  })
  const about = { actorId: staff, courseId, aboutId: erasedId }
  await audit(db, { ...about, action: 'grade.override', subject: 'x', reason: odd, after: { odd } })
  await eraseAgain(db, erasedId, 'makes pseudonyms')
  return erasedId
}
