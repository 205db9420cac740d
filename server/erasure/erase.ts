/** Erases a person: who they were and what they made goes, their grades stay under a pseudonym. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import { audit } from '../audit.ts'
import { HttpError } from '../errors.ts'
import { onceMoreAfterConflict } from '../once-more.ts'
import { pseudonymOf } from '../pseudonym.ts'
import { lockRoster } from '../roster/import.ts'
import { demandErasable, type Erasing } from './demand.ts'
import { previewErasure } from './preview.ts'
import { eraseWork } from './work.ts'

interface Confirmed extends Erasing {
  /** As it was typed. */
  readonly email: string
  /** Makes pseudonyms. */
  readonly secret: string
}

/** All of it or nothing. Throws as `demandErasable`, and 400 when the address is another one. */
export async function erase(db: Database, confirmed: Confirmed): Promise<void> {
  await onceMoreAfterConflict(() =>
    // A person with thousands of files takes a while.
    db.$transaction((tx) => eraseWithin(tx, confirmed), { maxWait: 10_000, timeout: 120_000 }),
  )
}

async function eraseWithin(tx: DatabaseOrTransaction, confirmed: Confirmed): Promise<void> {
  const { actor, userId, secret } = confirmed
  const places = await tx.enrolment.findMany({
    where: { userId },
    orderBy: { courseId: 'asc' },
    select: { courseId: true },
  })
  // Two instructors that leave at once must not both be told that the other one stays.
  for (const { courseId } of places) await lockRoster(tx, courseId)
  // Whatever would begin something of theirs meanwhile waits here, and then finds them erased.
  await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  const person = await demandErasable(tx, confirmed)
  const { email } = person
  if (confirmed.email.trim().toLowerCase() !== email.toLowerCase()) throw emailDiffers()
  const { goes, stays } = await previewErasure(tx, person)
  await eraseData(tx, { userId, email, secret })
  await audit(tx, {
    ...{ actorId: actor.id, action: 'person.erase', subject: `user ${userId}`, aboutId: userId },
    courseId: confirmed.courseId ?? (places.length === 1 ? places[0]?.courseId : undefined),
    after: { erased: goes, kept: stays },
  })
}

/**
 * Erases somebody who was erased before, and came back with an older state of the database. False where
 * there is no such person, or the database knows that they are erased.
 */
export async function eraseAgain(db: Database, userId: string, secret: string): Promise<boolean> {
  return await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
      const person = await tx.user.findFirst({ where: { id: userId, erasedAt: null } })
      if (!person) return false
      await eraseData(tx, { userId, email: person.email, secret })
      await audit(tx, {
        ...{ actorId: null, action: 'person.erase', subject: `user ${userId}`, aboutId: userId },
        reason: 'Erased before; the backup that was restored is older',
      })
      return true
    },
    { maxWait: 10_000, timeout: 120_000 },
  )
}

interface Person {
  readonly userId: string
  readonly email: string
  readonly secret: string
}

/** On a locked person. */
async function eraseData(
  tx: DatabaseOrTransaction,
  { userId, email, secret }: Person,
): Promise<void> {
  await eraseWork(tx, userId)
  await eraseWaysIn(tx, { userId, email })
  await tx.draft.deleteMany({ where: { userId } })
  await eraseNotices(tx, userId)
  await tx.extension.updateMany({ where: { userId }, data: { reason: '' } })
  // Only students have grades to keep a place for.
  await tx.enrolment.deleteMany({ where: { userId, role: { not: 'student' } } })
  await tx.enrolment.updateMany({ where: { userId }, data: { section: null, wasAdded: false } })
  await tx.user.update({
    where: { id: userId },
    data: {
      name: `Erased ${pseudonymOf(secret, 'erased', userId)}`,
      // Nobody's, and no one can ever have it: the address itself is free again.
      email: `${userId}@erased.invalid`,
      ...{ emailVerified: false, image: null, isAdmin: false, language: null },
      erasedAt: new Date(),
    },
  })
  await redactRecord(tx, userId)
}

/** Sessions, passwords, keys, and every link that is under way. */
async function eraseWaysIn(
  tx: DatabaseOrTransaction,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  await tx.session.deleteMany({ where: { userId } })
  await tx.account.deleteMany({ where: { userId } })
  await tx.apiKey.deleteMany({ where: { userId } })
  const names = [userId, email].map((text) => ({ contains: text, mode: 'insensitive' as const }))
  await tx.verification.deleteMany({
    where: { OR: names.flatMap((name) => [{ value: name }, { identifier: name }]) },
  })
}

/** Theirs, and those by which staff was told of their work. */
async function eraseNotices(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  await tx.notice.deleteMany({ where: { userId } })
  await tx.$executeRaw`
    DELETE FROM "Notice" WHERE "submissionId" IN (
      SELECT "id" FROM "Submission" WHERE "userId" = ${userId}
    )`
}

/** The only change that the database lets through, and only about somebody who is erased. */
async function redactRecord(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "AuditEvent" SET
      "reason" = NULL, "before" = "without_words"("before"), "after" = "without_words"("after")
    WHERE "aboutId" = ${userId}`
}

function emailDiffers(): HttpError {
  return new HttpError({
    status: 400,
    code: 'emailDiffers',
    message:
      'This is not the e-mail address of the person who would be erased. Nothing was changed; compare both and type it again.',
  })
}
