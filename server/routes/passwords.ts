import { Router } from 'express'
import type { Logger } from 'pino'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import {
  ForgottenPassword,
  ForgottenPasswordAnswer,
  Language,
  PasswordReset,
} from '../api/session.ts'
import { jsonBody } from '../body.ts'
import { languageOf } from '../language.ts'
import { accountAndAddressOf, addressOf, limitStored } from '../limits.ts'
import type { Mail } from '../mail.ts'
import { answers, refusals } from '../openapi.ts'
import { newPasswordToken, usePasswordToken } from '../passwords.ts'

export const passwordPaths = {
  '/api/passwords/forgotten': {
    post: {
      summary: 'Ask for a link by mail with which to choose a new password',
      description: 'The answer is the same whether the address has an account or not.',
      security: [],
      requestBody: { content: { 'application/json': { schema: ForgottenPassword } } },
      responses: {
        ...answers(202, 'What happens next', ForgottenPasswordAnswer),
        ...refusals(400, 403, 429),
      },
    },
  },
  '/api/passwords': {
    put: {
      summary: 'Choose a new password with such a link',
      description: 'A link works once, for an hour. All sessions of its owner end.',
      security: [],
      requestBody: { content: { 'application/json': { schema: PasswordReset } } },
      responses: { 204: { description: 'Set; sign in with it' }, ...refusals(400, 403, 404, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface PasswordTools {
  readonly db: Database
  /** Null where no mail is sent. */
  readonly mail: Mail | null
  readonly origin: string
  readonly log: Logger
}

/** Forgotten passwords: open to visitors. */
export function passwordRoutes({ db, mail, origin, log }: PasswordTools): Router {
  const router = Router()
  const forgotten = [
    limitStored(db, {
      ...{ name: 'password mail by network', most: 100, minutes: 60, keyOf: addressOf },
      what: 'requests for a new password from your network',
    }),
    limitStored(db, {
      ...{ name: 'password mail', most: 5, minutes: 60, keyOf: accountAndAddressOf },
      what: 'requests for a new password',
    }),
  ]
  const resets = limitStored(db, {
    ...{ name: 'password reset', most: 100, minutes: 60, keyOf: addressOf, failuresOnly: true },
    what: 'failed attempts from your network',
  })

  router.post('/api/passwords/forgotten', ...forgotten, async (req, res) => {
    const email = jsonBody(ForgottenPassword, req).email.toLowerCase()
    const user = mail && (await db.user.findUnique({ where: { email }, select: recipient }))
    res.status(202).json({ how: mail ? 'mail' : 'askInstructor' } satisfies ForgottenPasswordAnswer)
    if (!mail || !user) return
    // After the answer, so that its time does not tell who has an account.
    try {
      const { token } = await newPasswordToken(db, user.id, 'by mail')
      const language = Language.nullable().parse(user.language) ?? languageOf(req)
      await mail.sendPasswordLink({ ...user, language }, resetUrl(origin, token))
      log.info({ user: user.id }, 'password mail sent')
    } catch (error) {
      log.error({ err: error, user: user.id }, 'password mail failed')
    }
  })

  router.put('/api/passwords', resets, async (req, res) => {
    const { token, password } = jsonBody(PasswordReset, req)
    const userId = await usePasswordToken(db, token, password)
    log.info({ user: userId }, 'password reset')
    res.status(204).end()
  })

  return router
}

/** The address of the page on which a new password is chosen. */
export function resetUrl(origin: string, token: string): string {
  return `${origin}/reset?token=${token}`
}

const recipient = { id: true, name: true, email: true, language: true } as const
