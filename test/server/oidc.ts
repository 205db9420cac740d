/** A real OpenID Connect provider on loopback, whose people sign in with their name. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { ProviderSettings } from '../../server/config.ts'

export interface TestProvider {
  readonly settings: ProviderSettings
  /** Its people: what it says of each. */
  readonly people: Record<string, { email: string; email_verified: boolean; name?: string }>
  /** What a browser does there, from our redirect to the address that it is sent back to. */
  visit(url: string, decide: { login: string } | 'refuse'): Promise<string>
  close(): Promise<void>
}

export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const people: TestProvider['people'] = {}
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { client_id: 'attendant', client_secret: 'a secret of the test: +/%' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people[sub] }),
    }),
    cookies: { keys: ['only for tests'] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  })
  const answer = provider.callback()
  server.on('request', (req, res) => void answer(req, res))
  return {
    people,
    settings: {
      ...{ issuer, clientId: client.client_id, clientSecret: client.client_secret },
      name: 'School account',
    },
    visit: (url, decide) => visit(url, redirectUri, decide),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function visit(
  url: string,
  redirectUri: string,
  decide: { login: string } | 'refuse',
): Promise<string> {
  const jar = new Map<string, string>()
  let next: { url: string; form?: Record<string, string> } = { url }
  while (!next.url.startsWith(redirectUri)) {
    const { form } = next
    const response: Response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      next = { url: new URL(location, next.url).href }
      continue
    }
    const page = await response.text()
    if (!next.url.includes('/interaction/')) throw new Error(`${next.url} says ${page}`)
    next = page.includes('name="login"')
      ? decide === 'refuse'
        ? { url: `${next.url}/abort` }
        : { url: next.url, form: { prompt: 'login', login: decide.login, password: 'any' } }
      : { url: next.url, form: { prompt: 'consent' } }
  }
  return next.url
}
