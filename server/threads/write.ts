/** What happens to a conversation: a request begins it, messages go on with it, either side closes it. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import { audit } from '../audit.ts'
import { HttpError } from '../errors.ts'
import { forgetTalk, tellOfTalk } from '../notices.ts'
import type { About } from './about.ts'

type InThread = About & { readonly threadId: string }

/** Begins a request for a regrade, and tells the staff. Throws 403 and 409 where none can begin now. */
export async function ask(db: Database, about: About, reason: string): Promise<void> {
  if (about.side === 'staff') throw notYours()
  const { submission, userId } = about
  await db.$transaction(async (tx) => {
    await lock(tx, submission.id)
    const { kind, finishedAt } = await tx.submission.findUniqueOrThrow({
      where: { id: submission.id },
      select: { kind: true, finishedAt: true },
    })
    if (kind === 'run' || finishedAt === null) throw notFinished()
    if (await hasOpenRequest(tx, submission.id)) throw alreadyAsked()
    const { id: threadId } = await tx.thread.create({
      data: {
        ...{ submissionId: submission.id, kind: 'request' },
        messages: { create: { authorId: userId, text: reason } },
      },
      select: { id: true },
    })
    await tellStaff(tx, { ...about, threadId }, null)
  })
}

/** One that is not closed. */
export async function hasOpenRequest(
  db: DatabaseOrTransaction,
  submissionId: string,
): Promise<boolean> {
  const open = { submissionId, kind: 'request', state: { not: 'closed' } } as const
  return (await db.thread.count({ where: open })) > 0
}

/** Adds a message, which opens a closed thread again, and tells the other side. */
export async function write(db: Database, about: InThread, text: string): Promise<void> {
  const { threadId, submission, course, side, userId } = about
  await db.$transaction(async (tx) => {
    await lock(tx, submission.id)
    const { assigneeId } = await tx.thread.update({
      where: { id: threadId },
      data: {
        state: side === 'student' ? 'open' : 'answered',
        ...{ closedAt: null, closedById: null },
      },
      select: { assigneeId: true },
    })
    const message = await tx.message.create({ data: { threadId, authorId: userId, text } })
    if (side === 'student') {
      await tellStaff(tx, about, assigneeId)
      return
    }
    // Nobody else has to look any more.
    await forgetTalk(tx, { kind: 'request', submissionId: submission.id })
    await tellStudent(tx, about, false)
    await audit(tx, {
      ...{ actorId: userId, courseId: course.id, aboutId: submission.student.id },
      ...{ action: 'submission.reply', subject: `submission ${submission.id}` },
      after: { thread: threadId, message: message.id },
    })
  })
}

/** Closing what is closed changes nothing: who closed it first stays on record. */
export async function close(db: Database, about: InThread): Promise<void> {
  const { threadId, submission, course, side, userId } = about
  await db.$transaction(async (tx) => {
    await lock(tx, submission.id)
    const { count } = await tx.thread.updateMany({
      where: { id: threadId, state: { not: 'closed' } },
      data: { state: 'closed', closedAt: new Date(), closedById: userId },
    })
    if (count === 0) return
    await forgetTalk(tx, { kind: 'request', submissionId: submission.id })
    if (side === 'student') return
    await tellStudent(tx, about, true)
    await audit(tx, {
      ...{ actorId: userId, courseId: course.id, aboutId: submission.student.id },
      ...{ action: 'request.close', subject: `submission ${submission.id}` },
      after: { thread: threadId },
    })
  })
}

/** Says who answers. Throws 403 to students, 409 when it is somebody else than was told. */
export async function assign(
  db: Database,
  { threadId, side, userId }: InThread,
  { take, instead }: { take: boolean; instead: string | null },
): Promise<void> {
  if (side === 'student') throw forStaff()
  const { count } = await db.thread.updateMany({
    where: { id: threadId, assigneeId: instead },
    data: { assigneeId: take ? userId : null },
  })
  if (count === 0) throw takenMeanwhile()
}

/** Everything about a submission's conversations happens one after the other. */
async function lock(tx: DatabaseOrTransaction, submissionId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Submission" WHERE "id" = ${submissionId} FOR NO KEY UPDATE`
}

/** Whoever answers, as long as they are staff; else the whole staff. */
async function tellStaff(
  tx: DatabaseOrTransaction,
  { course, submission, threadId, userId }: InThread,
  assigneeId: string | null,
): Promise<void> {
  const staff = await tx.enrolment.findMany({
    where: {
      ...{ courseId: course.id, role: { in: ['assistant', 'instructor'] } },
      userId: { not: userId },
    },
    select: { userId: true },
  })
  const everybody = staff.map((one) => one.userId)
  await tellOfTalk(tx, {
    userIds: everybody.includes(assigneeId ?? '') ? [assigneeId ?? ''] : everybody,
    ...{ kind: 'request', submissionId: submission.id },
    data: { course: course.slug, exercise: submission.exercise, thread: threadId },
  })
}

async function tellStudent(
  tx: DatabaseOrTransaction,
  { course, submission, threadId }: InThread,
  closed: boolean,
): Promise<void> {
  await tellOfTalk(tx, {
    ...{ userIds: [submission.student.id], kind: 'reply', submissionId: submission.id },
    data: { course: course.slug, exercise: submission.exercise, thread: threadId, closed },
  })
}

function notYours(): HttpError {
  return new HttpError({
    status: 403,
    code: 'notYours',
    message: 'Only the student whose submission it is can ask for a regrade of it.',
  })
}

function forStaff(): HttpError {
  return new HttpError({
    status: 403,
    code: 'roleTooLow',
    message: 'Only the staff of the course can say who answers.',
  })
}

function notFinished(): HttpError {
  return new HttpError({
    status: 409,
    code: 'notFinished',
    message:
      'A regrade can be asked for once a submission is graded, and not for a run. Hand it in, or wait for its report.',
  })
}

function alreadyAsked(): HttpError {
  return new HttpError({
    status: 409,
    code: 'alreadyAsked',
    message: 'There is an open request about this submission already; write to it instead.',
  })
}

function takenMeanwhile(): HttpError {
  return new HttpError({
    status: 409,
    code: 'takenMeanwhile',
    message: 'Who answers has changed meanwhile. Look at it again.',
  })
}
