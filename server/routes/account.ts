import { hashPassword } from 'better-auth/crypto'
import { Router } from 'express'
import type { Logger } from 'pino'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Prisma, type Database } from '../../prisma/client.ts'
import { AccountChange, NewAccount, PasswordChange, Session } from '../api/session.ts'
import { userOf } from '../auth.ts'
import { jsonBody } from '../body.ts'
import { HttpError } from '../errors.ts'
import { joinWithin, openInvite } from '../invites.ts'
import { addressOf, limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { isPasswordOf, setPassword } from '../passwords.ts'
import { sessionOf } from '../session-view.ts'
import type { Sessions } from '../sessions.ts'

export const accountPaths = {
  '/api/accounts': {
    post: {
      summary: 'Make an account with an invitation, join its course, and sign in',
      security: [],
      requestBody: { content: { 'application/json': { schema: NewAccount } } },
      responses: {
        ...answers(201, 'Signed in; the session is in a cookie', Session),
        ...refusals(400, 403, 404, 409, 429),
      },
    },
  },
  '/api/account': {
    patch: {
      summary: 'Change your name or your language',
      requestBody: { content: { 'application/json': { schema: AccountChange } } },
      responses: { ...answers(200, 'As it is now', Session), ...refusals(400, 401, 403) },
    },
  },
  '/api/account/password': {
    put: {
      summary: 'Change your password',
      description: 'Ends your sessions in all other browsers.',
      requestBody: { content: { 'application/json': { schema: PasswordChange } } },
      responses: { 204: { description: 'Changed' }, ...refusals(400, 401, 403, 409, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface AccountTools {
  readonly db: Database
  readonly sessions: Sessions
  readonly log: Logger
}

/** One's own account. Making one is open to visitors who hold an invitation. */
export function accountRoutes({ db, sessions, log }: AccountTools): Router {
  const router = Router()
  const newAccounts = limitStored(db, {
    // A whole class signs up from one network in its first lecture.
    ...{ name: 'sign-up', most: 600, minutes: 60, keyOf: addressOf },
    what: 'new accounts from your network',
  })
  const passwords = limitStored(db, {
    ...{ name: 'password change', most: 10, minutes: 15, failuresOnly: true },
    what: 'failed changes of your password',
  })

  router.post('/api/accounts', newAccounts, async (req, res) => {
    const { name, password, invite, ...given } = jsonBody(NewAccount, req)
    const email = given.email.toLowerCase()
    await openInvite(db, invite)
    const hash = await hashPassword(password)
    const userId = await db
      .$transaction(async (tx) => {
        const { id } = await tx.user.create({ data: { name, email } })
        const credential = { providerId: 'credential', accountId: id, password: hash }
        await tx.account.create({ data: { userId: id, ...credential } })
        await joinWithin(tx, invite, id)
        return id
      })
      .catch((error: unknown) => {
        throw isDuplicate(error) ? emailTaken() : error
      })
    await sessions.signIn(userId, req, res)
    log.info({ user: userId }, 'account made')
    res.status(201).json(await sessionOf(db, userId))
  })

  router.patch('/api/account', async (req, res) => {
    const { name, language } = jsonBody(AccountChange, req)
    const { id } = userOf(req)
    await db.user.update({
      where: { id },
      data: { ...(name !== undefined && { name }), ...(language !== undefined && { language }) },
    })
    res.json(await sessionOf(db, id))
  })

  router.put('/api/account/password', passwords, async (req, res) => {
    const { id } = userOf(req)
    const { current, next } = jsonBody(PasswordChange, req)
    const isRight = await isPasswordOf(db, id, current)
    if (isRight === null) {
      throw new HttpError({
        status: 409,
        code: 'noPassword',
        message: 'You have no password yet; set one with the link for a forgotten password.',
      })
    }
    if (!isRight) {
      log.warn({ user: id, address: req.ip }, 'password change failed')
      throw new HttpError({
        status: 403,
        code: 'wrongPassword',
        message: 'This is not your present password. Check it and try again.',
      })
    }
    const hash = await hashPassword(next)
    await db.$transaction((tx) => setPassword(tx, id, hash))
    await sessions.signIn(id, req, res)
    log.info({ user: id }, 'password changed')
    res.status(204).end()
  })

  return router
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

function emailTaken(): HttpError {
  return new HttpError({
    status: 409,
    code: 'emailTaken',
    message:
      'There is an account with this address already. Sign in with it, then open the invitation again.',
  })
}
