/** Links by which people join a course: whether one can be used, and what using it does. */
import type { Database, DatabaseOrTransaction } from '../prisma/client.ts'
import type { Role } from '../prisma/generated/enums.ts'
import { audit } from './audit.ts'
import { HttpError } from './errors.ts'
import { hashOfToken } from './tokens.ts'

const rank: Record<Role, number> = { student: 0, assistant: 1, instructor: 2 }

const inviteFields = {
  id: true,
  courseId: true,
  role: true,
  section: true,
  makesAdmin: true,
  expiresAt: true,
  useLimit: true,
  uses: true,
  revokedAt: true,
  course: { select: { slug: true, title: true } },
} as const

interface Usable {
  readonly expiresAt: Date | null
  readonly useLimit: number | null
  readonly uses: number
  readonly revokedAt: Date | null
}

/** The invitation that this token can be used for now. Throws 404, saying why, when there is none. */
export async function openInvite(db: DatabaseOrTransaction, token: string) {
  const invite = await findInvite(db, token)
  demandUsable(invite)
  return invite
}

/**
 * Makes this user one of the course's people. Joining twice changes nothing and takes no use, and a
 * link never lowers a role. Throws 404, saying why, when the link cannot be used.
 */
export async function join(db: Database, token: string, userId: string): Promise<void> {
  await db.$transaction((tx) => joinWithin(tx, token, userId))
}

/** As `join`, as part of a transaction. */
export async function joinWithin(
  tx: DatabaseOrTransaction,
  token: string,
  userId: string,
): Promise<void> {
  // One person after the other, so that nobody slips past the limit.
  await tx.$queryRaw`SELECT 1 FROM "Invite" WHERE "tokenHash" = ${hashOfToken(token)} FOR UPDATE`
  const { id, courseId, role, section, makesAdmin, ...invite } = await findInvite(tx, token)
  const before = await tx.enrolment.findUnique({
    where: { courseId_userId: { courseId, userId } },
    select: { role: true, wasAdded: true },
  })
  if (before?.wasAdded) {
    // From now on they are here because they want to.
    const data = { wasAdded: false }
    await tx.enrolment.update({ where: { courseId_userId: { courseId, userId } }, data })
  }
  if (before && rank[before.role] >= rank[role]) return
  demandUsable(invite)
  await tx.enrolment.upsert({
    where: { courseId_userId: { courseId, userId } },
    create: { courseId, userId, role, section },
    update: { role },
  })
  await tx.invite.update({ where: { id }, data: { uses: { increment: 1 } } })
  if (makesAdmin) await tx.user.update({ where: { id: userId }, data: { isAdmin: true } })
  await audit(tx, {
    ...{ actorId: userId, action: 'invite.used', subject: `invite ${id}` },
    ...{ courseId, aboutId: userId },
    ...(before && { before: { role: before.role } }),
    after: { courseId, userId, role, makesAdmin },
  })
}

async function findInvite(db: DatabaseOrTransaction, token: string) {
  const invite = await db.invite.findUnique({
    where: { tokenHash: hashOfToken(token) },
    select: inviteFields,
  })
  if (invite) return invite
  throw refused(
    'inviteUnknown',
    'There is no invitation with this link. Check that it was copied whole, to its last character, or ask for a new one.',
  )
}

/** Whoever holds the token may be told what became of it: nobody guesses one. */
function demandUsable({ expiresAt, useLimit, uses, revokedAt }: Usable): void {
  if (revokedAt) {
    throw refused(
      'inviteRevoked',
      'This invitation was taken back. Ask your instructor for a new one.',
    )
  }
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    throw refused(
      'inviteExpired',
      `This invitation could be used until ${expiresAt.toISOString()}. Ask your instructor for a new one.`,
    )
  }
  if (useLimit !== null && uses >= useLimit) {
    throw refused(
      'inviteUsedUp',
      'This invitation was used as often as it may be. Ask your instructor for a new one.',
    )
  }
}

function refused(code: string, message: string): HttpError {
  return new HttpError({ status: 404, code, message })
}
