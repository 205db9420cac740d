import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startServer, type Answer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const ownSite = { 'Sec-Fetch-Site': 'same-origin' }

async function signIn(role: string): Promise<string> {
  const { status, headers } = await server.ask('POST', '/api/session/demo', {
    json: { role },
    headers: ownSite,
  })
  expect(status).toBe(201)
  const [cookie] = headers.getSetCookie()
  return cookie?.split(';')[0] ?? ''
}

const session = (cookie: string) => server.ask('GET', '/api/session', { headers: { cookie } })

describe('a session', () => {
  test.each(['student', 'assistant', 'instructor'])('starts with one click as %s', async (role) => {
    expect((await session(await signIn(role))).body).toMatchObject({
      user: { email: `${role}@demo.invalid` },
      courses: [{ slug: 'transformers', role }],
    })
  })

  test('has a cookie that scripts cannot read and other sites cannot use', async () => {
    const { headers } = await server.ask('POST', '/api/session/demo', { json: { role: 'student' } })
    expect(headers.getSetCookie()[0]).toMatch(/^attendant=.*; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('ends for good on signing out', async () => {
    const cookie = await signIn('student')
    const out = await server.ask('DELETE', '/api/session', { headers: { cookie, ...ownSite } })
    expect(out.status).toBe(204)
    expect(out.headers.getSetCookie()[0]).toMatch(/^attendant=; Max-Age=0/)
    expect((await session(cookie)).body).toEqual({ user: null, courses: [] })
  })

  test('does not start for a role that there is not', async () => {
    const answer = await server.ask('POST', '/api/session/demo', { json: { role: 'admin' } })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('student, assistant or instructor') } },
    })
  })

  test.each(['attendant=forged', 'attendant=a.b', 'attendant=%00', 'other=1'])(
    'is not had with the cookie %s',
    async (cookie) => {
      expect((await session(cookie)).body).toEqual({ user: null, courses: [] })
    },
  )
})

describe('what another site makes a browser send', () => {
  const change = (headers: Record<string, string>): Promise<Answer> =>
    server.ask('POST', '/api/keys', { json: { name: 'made by another site' }, headers })

  test.each<[string, (url: string) => Record<string, string>, number]>([
    ['from this site', () => ({ 'Sec-Fetch-Site': 'same-origin' }), 201],
    ['typed by the user', () => ({ 'Sec-Fetch-Site': 'none' }), 201],
    ['from another site', () => ({ 'Sec-Fetch-Site': 'cross-site' }), 403],
    ['from a sibling site', () => ({ 'Sec-Fetch-Site': 'same-site' }), 403],
    ['with our Origin', (url) => ({ Origin: url }), 201],
    ['with another Origin', () => ({ Origin: 'http://127.0.0.1:1' }), 403],
    ['with the Origin of a sandboxed frame', () => ({ Origin: 'null' }), 403],
    ['with neither', () => ({}), 403],
  ])('a cookie %s', async (_from, headers, status) => {
    const cookie = await signIn('student')
    expect((await change({ cookie, ...headers(server.url) })).status).toBe(status)
  })

  test('cannot sign anybody in', async () => {
    const answer = await server.ask('POST', '/api/session/demo', {
      json: { role: 'student' },
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    })
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'foreignSite' } } })
  })

  test('does not matter with an API key, which browsers never add', async () => {
    const answer = await server.ask('PATCH', '/api/account', {
      ...{ key: server.keys.studentA, json: { language: 'en' } },
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    })
    expect(answer.status).toBe(200)
  })
})

describe('an API key', () => {
  test('is shown once, works, is recognised by its start, and is revoked', async () => {
    const headers = { cookie: await signIn('assistant'), ...ownSite }
    const made = await server.ask('POST', '/api/keys', { json: { name: ' laptop ' }, headers })
    const { id, key } = made.body as { id: string; key: string }
    expect((await server.ask('GET', '/api/session', { key })).body).toMatchObject({
      user: { email: 'assistant@demo.invalid' },
    })
    const list = await server.ask('GET', '/api/keys', { headers })
    const { keys } = list.body as { keys: { id: string }[] }
    expect(keys.find((one) => one.id === id)).toEqual({
      ...{ id, name: 'laptop', start: key.slice(0, 10) },
      ...{ createdAt: expect.any(String), lastUsedAt: expect.any(String) },
    })
    expect(list.text).not.toContain(key)
    expect(JSON.stringify(await server.db.apiKey.findMany())).not.toContain(key)

    expect((await server.ask('DELETE', `/api/keys/${id}`, { headers })).status).toBe(204)
    expect((await server.ask('GET', '/api/session', { key })).status).toBe(401)
  })

  test.each(['Bearer att_unknown', 'Bearer', 'Basic dTpw', 'att_x'])(
    'that is "%s" is refused, even where visitors may go',
    async (Authorization) => {
      const answer = await server.ask('GET', '/api/exercises', { headers: { Authorization } })
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'invalidApiKey' } } })
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    },
  )

  test.each(['', ' ', 'x'.repeat(81), 'a\nb', 7])('cannot be named %j', async (name) => {
    const headers = { cookie: await signIn('student'), ...ownSite }
    const answer = await server.ask('POST', '/api/keys', { headers, json: { name } })
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field: 'name' }] } } })
  })

  test('after the twentieth needs another to be revoked', async () => {
    const headers = { cookie: await signIn('instructor'), ...ownSite }
    const make = () => server.ask('POST', '/api/keys', { headers, json: { name: 'one more' } })
    for (let count = 1; count < 20; count++) expect((await make()).status).toBe(201)
    expect(await make()).toMatchObject({ status: 409, body: { error: { code: 'tooManyKeys' } } })
  })

  test('makes no other key, which would stay when it is revoked', async () => {
    const { studentA: key } = server.keys
    const answer = await server.ask('POST', '/api/keys', { key, json: { name: 'one more' } })
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'keyByKey' } } })
  })
})

describe('headers', () => {
  test('allow nothing inline, nothing from elsewhere, and no frames', async () => {
    const { headers } = await server.ask('GET', '/')
    const policy = headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule)
    }
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })
})

test('outside demo mode nobody signs in with one click', async () => {
  const strict = await startServer({ demo: false })
  try {
    const answer = await strict.ask('POST', '/api/session/demo', { json: { role: 'student' } })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'notDemo' } } })
  } finally {
    await strict.close()
  }
})
