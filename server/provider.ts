/** Signing in with an account of elsewhere: better-auth's client for OpenID Connect, driven by our routes. */
import { setTimeout as wait } from 'node:timers/promises'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { fromNodeHeaders } from 'better-auth/node'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { Database } from '../prisma/client.ts'
import type { ProviderSettings } from './config.ts'
import { authOptions, passCookies, type SessionOptions } from './sessions.ts'

/** Why nobody was signed in; the sign-in page has words for each. */
export type ProviderProblem =
  'providerRefused' | 'providerUnreachable' | 'emailUnverified' | 'expired'

export interface Provider {
  /** As the sign-in page calls it. */
  readonly name: string
  /** Where to send the browser, which is given a cookie that proves who began. */
  begin(req: Request, res: Response): Promise<{ url: string } | { problem: ProviderProblem }>
  /**
   * Signs in whom the provider vouches for, when they come back to `callbackPath`. The session that the
   * browser had before ends.
   */
  finish(req: Request, res: Response): Promise<{ userId: string } | { problem: ProviderProblem }>
}

export interface ProviderOptions extends SessionOptions, ProviderSettings {
  /** Where browsers reach this server. */
  readonly origin: string
}

export const callbackPath = '/api/session/provider/callback'

/** better-auth's name for the provider, kept with every account of it. */
const providerId = 'provider'
const patienceMilliseconds = 15_000

/**
 * PKCE, state and nonce are better-auth's. This has an instance of better-auth of its own, since
 * better-auth asks for the provider's description before it does anything: sessions never wait for that.
 */
export function openProvider(db: Database, log: Logger, options: ProviderOptions): Provider {
  const shared = authOptions(db, options)
  const auth = betterAuth({
    ...shared,
    logger: {
      level: 'warn',
      // Without the details, which may hold tokens.
      log: (_level, message) => {
        log.warn({ provider: options.name }, message)
      },
    },
    account: {
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    databaseHooks: {
      user: { create: { before: refuseUnverified } },
      account: { create: { before: (account) => claim(db, account) } },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId,
            discoveryUrl: `${options.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
            clientId: options.clientId,
            clientSecret: options.clientSecret,
            redirectURI: options.origin + callbackPath,
            scopes: ['openid', 'profile', 'email'],
            requireIdTokenVerification: true,
            mapProfileToUser: nameOf,
          },
        ],
      }),
    ],
  })

  return {
    name: options.name,

    async begin(req, res) {
      try {
        const begun = await inTime(
          auth.api.signInSocial({
            body: {
              ...{ provider: providerId, callbackURL: '/', errorCallbackURL: '/' },
              disableRedirect: true,
            },
            headers: fromNodeHeaders(req.headers),
            returnHeaders: true,
          }),
        )
        if (!begun?.response.url) return { problem: 'providerUnreachable' }
        passCookies(begun.headers, res)
        return { url: begun.response.url }
      } catch (error) {
        // Without its description there is no provider.
        if (error instanceof APIError && error.statusCode === 404) {
          return { problem: 'providerUnreachable' }
        }
        throw await reasonOf(error)
      }
    },

    async finish(req, res) {
      const query = Object.fromEntries(new URL(req.url, options.origin).searchParams)
      // No state of ours, and nothing that the database could look for.
      if (/[^\x20-\x7e]/.test(query['state'] ?? '')) return { problem: 'expired' }
      const answer = await inTime(
        auth.api.callbackOAuth({
          method: 'GET',
          params: { id: providerId },
          query,
          headers: fromNodeHeaders(req.headers),
          asResponse: true,
        }),
      )
      if (!answer) return { problem: 'providerUnreachable' }
      const code = new URL(
        answer.headers.get('location') ?? '?error=none',
        options.origin,
      ).searchParams.get('error')
      if (code !== null) {
        if (code === 'internal_server_error') throw await reasonOf(new Error('better-auth failed'))
        log.warn({ provider: options.name, code }, 'the provider signed nobody in')
        return { problem: problems[code] ?? 'providerRefused' }
      }
      const [cookie] = answer.headers
        .getSetCookie()
        .filter((one) => one.startsWith(`${shared.advanced.cookies.session_token.name}=`))
      const headers = new Headers({ cookie: cookie?.split(';')[0] ?? '' })
      const session = await auth.api.getSession({ headers })
      if (!session) throw await reasonOf(new Error('better-auth began no session'))
      const former = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) })
      if (former) await db.session.deleteMany({ where: { id: former.session.id } })
      passCookies(answer.headers, res)
      return { userId: session.user.id }
    },
  }

  /** better-auth hides why it failed; when the database is the reason, this says so. */
  async function reasonOf(error: unknown): Promise<unknown> {
    await db.$queryRaw`SELECT 1`
    return error
  }
}

/** What better-auth says when it comes back to us; all else is a refusal. */
const problems: Partial<Record<string, ProviderProblem>> = {
  state_not_found: 'expired',
  state_mismatch: 'expired',
  state_invalid: 'expired',
  email_not_verified: 'emailUnverified',
  email_not_found: 'emailUnverified',
  account_not_linked: 'emailUnverified',
}

function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work, wait(patienceMilliseconds, undefined, { ref: false })])
}

/** Nobody gets an account for an address that may be another one's. */
function refuseUnverified(user: { emailVerified: boolean }): Promise<void> {
  if (user.emailVerified) return Promise.resolve()
  throw new APIError('FORBIDDEN', { code: 'email_not_verified' })
}

/**
 * What is kept of an account at the provider: whose it is, and no tokens. Where somebody made an
 * account of the same address here without proving that it is theirs, the owner of the address has it
 * from now on: ways into it that were there before end.
 */
async function claim(db: Database, account: { userId: string; accountId: string }) {
  const { userId, accountId } = account
  const isUnproven = await db.user.count({ where: { id: userId, emailVerified: false } })
  if (isUnproven > 0) {
    await db.$transaction([
      db.account.deleteMany({ where: { userId, providerId: 'credential' } }),
      db.session.deleteMany({ where: { userId } }),
      db.apiKey.updateMany({
        where: { userId, revokedAt: null },
        data: { revokedAt: new Date() },
      }),
    ])
  }
  return { data: { accessToken: null, refreshToken: null, idToken: null, accountId } }
}

function nameOf(profile: Record<string, unknown>): { name: string } {
  const known = [profile['name'], profile['preferred_username'], profile['email']]
  const [name = ''] = known.filter((one) => typeof one === 'string' && one !== '')
  return { name: String(name).slice(0, 100) }
}
