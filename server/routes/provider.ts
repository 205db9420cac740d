import { Router, type Request, type Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { HttpError, notFound } from '../errors.ts'
import { join } from '../invites.ts'
import { limitStored } from '../limits.ts'
import { refusals } from '../openapi.ts'
import { callbackPath, type Provider, type ProviderProblem } from '../provider.ts'
import { cookieName } from '../sessions.ts'

const Begin = z.object({
  next: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: 'A path of this site to go on to; / when it is left out' }),
  invite: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The token of an invite link, to join its course right after' }),
})

export const providerPaths = {
  '/api/session/provider': {
    get: {
      summary: 'Sign in with the OpenID Connect provider',
      description:
        'For browsers. Leads to the provider and back to `next`; when that fails, to /sign-in?problem=<code>.',
      security: [],
      requestParams: { query: Begin },
      responses: { 302: { description: 'To the provider' }, ...refusals(400, 404, 429) },
    },
  },
  [callbackPath]: {
    get: {
      summary: 'Where the provider sends browsers back to',
      security: [],
      responses: { 302: { description: 'Signed in, or not' }, ...refusals(404, 429) },
    },
  },
} satisfies ZodOpenApiPathsObject

interface ProviderTools {
  readonly db: Database
  /** Null where none is set up. */
  readonly provider: Provider | null
  readonly origin: string
  readonly secure: boolean
  readonly log: Logger
}

/** Signing in with an account of elsewhere: open to visitors. */
export function providerRoutes({ db, provider, origin, secure, log }: ProviderTools): Router {
  const router = Router()
  const rate = limitStored(db, {
    ...{ name: 'provider', most: 600, minutes: 15, what: 'sign-ins from your network' },
  })
  const plans = planCookie(secure)

  router.get('/api/session/provider', rate, async (req, res) => {
    const { next = '/', invite } = Begin.parse(req.query)
    const begun = await demand(provider).begin(req, res)
    if ('problem' in begun) {
      refuse(req, res, begun.problem)
      return
    }
    plans.set(res, { next: ownPath(next, origin), ...(invite !== undefined && { invite }) })
    res.redirect(begun.url)
  })

  router.get(callbackPath, rate, async (req, res) => {
    const { next, invite } = plans.take(req, res)
    const finished = await demand(provider).finish(req, res)
    if ('problem' in finished) {
      refuse(req, res, finished.problem)
      return
    }
    log.info({ way: 'provider', user: finished.userId }, 'signed in')
    if (invite !== undefined) await joinIfOpen(db, invite, finished.userId)
    res.redirect(ownPath(next, origin))
  })

  return router

  function refuse(req: Request, res: Response, problem: ProviderProblem): void {
    log.warn({ way: 'provider', address: req.ip, problem }, 'sign-in failed')
    res.redirect(`/sign-in?problem=${problem}`)
  }
}

function demand(provider: Provider | null): Provider {
  if (provider) return provider
  throw notFound('No provider is set up on this server; sign in with your password or an API key.')
}

/** Whoever is signed in sees on the page of the link what became of it. */
async function joinIfOpen(db: Database, invite: string, userId: string): Promise<void> {
  try {
    await join(db, invite, userId)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
  }
}

/** Where to go on to, when it is a path of this site: nobody is led elsewhere by a link to us. */
function ownPath(next: string, origin: string): string {
  if (!next.startsWith('/') || !URL.canParse(next, origin)) return '/'
  const url = new URL(next, origin)
  // Even of our own paths some, such as /.//elsewhere, come out as addresses of another host.
  const isOwn = url.origin === origin && !url.pathname.startsWith('//')
  return isOwn ? url.pathname + url.search + url.hash : '/'
}

const Plan = z.object({ next: z.string(), invite: z.string().optional() })
type Plan = z.infer<typeof Plan>

/** What to do after signing in. It waits in the browser, where an invitation's token is known anyway. */
function planCookie(secure: boolean) {
  const name = cookieName('attendant-next', secure)
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    set(res: Response, plan: Plan): void {
      res.cookie(name, JSON.stringify(plan), { ...options, maxAge: 10 * 60_000 })
    },
    take(req: Request, res: Response): Plan {
      res.clearCookie(name, options)
      const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
      const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
      return planIn(value ?? '') ?? { next: '/' }
    },
  }
}

function planIn(value: string): Plan | null {
  try {
    return Plan.parse(JSON.parse(decodeURIComponent(value)))
  } catch {
    // Forged or cut short: as if there were none.
    return null
  }
}
