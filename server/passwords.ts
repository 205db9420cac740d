/** Passwords: whether one is right, and the links with which somebody chooses a new one. */
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { Database, DatabaseOrTransaction } from '../prisma/client.ts'
import { HttpError } from './errors.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** better-auth's name for accounts with a password. */
const providerId = 'credential'

/**
 * The id of the user with this address and password, or null. Takes as long for an unknown address
 * as for a wrong password.
 */
export async function userIdOfPassword(
  db: Database,
  email: string,
  password: string,
): Promise<string | null> {
  const account = await db.account.findFirst({
    where: { providerId, user: { email: email.toLowerCase() } },
    select: { userId: true, password: true },
  })
  if (account?.password) {
    const isRight = await verifyPassword({ hash: account.password, password })
    return isRight ? account.userId : null
  }
  await hashPassword(password)
  return null
}

/** Whether this is the user's password. Null when they have none. */
export async function isPasswordOf(
  db: Database,
  userId: string,
  password: string,
): Promise<boolean | null> {
  const account = await db.account.findFirst({
    where: { providerId, userId },
    select: { password: true },
  })
  return account?.password ? await verifyPassword({ hash: account.password, password }) : null
}

/** Gives the user the password with this hash, and ends all of their sessions and links. */
export async function setPassword(
  tx: DatabaseOrTransaction,
  userId: string,
  hash: string,
): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId, providerId },
    data: { password: hash },
  })
  if (count === 0) {
    await tx.account.create({ data: { userId, providerId, accountId: userId, password: hash } })
  }
  await tx.session.deleteMany({ where: { userId } })
  await tx.verification.deleteMany({
    where: { value: userId, identifier: { startsWith: 'password ' } },
  })
}

/**
 * How a link for a new password reaches its person, and for how many hours it works. Mail proves whose the
 * address is. One of an import is for the first password of an account that nobody has signed in to.
 */
const hoursOf = { 'by mail': 1, 'by instructor': 1, 'by import': 14 * 24 } as const
const ways = ['by mail', 'by instructor', 'by import'] as const
type Way = (typeof ways)[number]

/** A link's token for this user; it works once. */
export async function newPasswordToken(
  db: DatabaseOrTransaction,
  userId: string,
  way: Way,
): Promise<{ token: string; expiresAt: Date }> {
  const { tokens, expiresAt } = await newPasswordTokens(db, [userId], way)
  return { token: tokens[0]!, expiresAt }
}

/** A token for each of these users, in their order. */
export async function newPasswordTokens(
  db: DatabaseOrTransaction,
  userIds: readonly string[],
  way: Way,
): Promise<{ tokens: string[]; expiresAt: Date }> {
  const made = userIds.map((userId) => ({ userId, ...newToken() }))
  const expiresAt = new Date(Date.now() + hoursOf[way] * 60 * 60_000)
  await db.verification.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  await db.verification.createMany({
    data: made.map(({ userId, hash }) => ({
      ...{ identifier: identifierOf(way, hash), value: userId, expiresAt },
    })),
  })
  return { tokens: made.map(({ token }) => token), expiresAt }
}

/** Sets the password of whom the token is for, and returns their id. Throws 404 when it works no more. */
export async function usePasswordToken(
  db: Database,
  token: string,
  password: string,
): Promise<string> {
  const tokenHash = hashOfToken(token)
  const identifiers = ways.map((way) => identifierOf(way, tokenHash))
  const link = await db.verification.findFirst({
    where: { identifier: { in: identifiers }, expiresAt: { gt: new Date() } },
    select: { id: true, identifier: true, value: true },
  })
  if (!link) throw linkOver()
  const isByMail = link.identifier === identifierOf('by mail', tokenHash)
  const hash = await hashPassword(password)
  return await db.$transaction(async (tx) => {
    const userId = link.value
    // Whoever became more than a student since then is none of the instructor's to let in.
    if (!isByMail) await demandOnlyStudent(tx, userId)
    if (link.identifier === identifierOf('by import', tokenHash)) await demandUnused(tx, userId)
    const { count } = await tx.verification.deleteMany({ where: { id: link.id } })
    if (count === 0) throw linkOver()
    await setPassword(tx, userId, hash)
    if (isByMail) {
      await tx.user.update({ where: { id: userId }, data: { emailVerified: true } })
    }
    return userId
  })
}

async function demandUnused(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  if ((await tx.account.count({ where: { userId } })) > 0) throw linkOver()
}

/** Throws 403 for everybody whose account opens more than a student's. */
export async function demandOnlyStudent(tx: DatabaseOrTransaction, userId: string): Promise<void> {
  const powerful = await tx.user.count({
    where: {
      id: userId,
      OR: [{ isAdmin: true }, { enrolments: { some: { role: { not: 'student' } } } }],
    },
  })
  if (powerful === 0) return
  throw new HttpError({
    status: 403,
    code: 'notOnlyStudent',
    message:
      'This person assists, teaches or administers somewhere, and such a link would open that too. They can mend their password by mail, where this server sends mail.',
  })
}

function identifierOf(way: Way, tokenHash: string): string {
  return `password ${way} ${tokenHash}`
}

function linkOver(): HttpError {
  return new HttpError({
    status: 404,
    code: 'linkOver',
    message:
      'This link works no more: its time is over, it was used, or a newer password was set. Ask for a new one.',
  })
}
