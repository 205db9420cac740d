/** A browser without a screen: it keeps cookies and says where its requests come from. */
import type { Answer, TestServer } from './server.ts'

export interface Browser {
  ask(method: string, path: string, json?: unknown): Promise<Answer>
  /** The Cookie header that it sends. */
  cookie(): string
}

export function openBrowser(server: TestServer, headers: Record<string, string> = {}): Browser {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookie,
    async ask(method, path, json) {
      const answer = await server.ask(method, path, {
        ...(json !== undefined && { json }),
        headers: {
          'Sec-Fetch-Site': 'same-origin',
          ...(jar.size > 0 && { cookie: cookie() }),
          ...headers,
        },
      })
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        if (/Max-Age=0|Expires=Thu, 01 Jan 1970/.test(set)) jar.delete(name)
        else jar.set(name, value)
      }
      return answer
    },
  }
}
