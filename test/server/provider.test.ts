import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import pino from 'pino'
import { newToken } from '../../server/tokens.ts'
import { openBrowser, type Browser } from './browser.ts'
import { startProvider, type TestProvider } from './oidc.ts'
import { startServer, type Answer, type TestServer } from './server.ts'

const origin = 'http://attendant.test'
const begin = '/api/session/provider'

let school: TestProvider
let server: TestServer
const logged: string[] = []
beforeAll(async () => {
  // The provider says that it is not ready for production.
  for (const level of ['warn', 'info'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined)
  }
  school = await startProvider(`${origin}${begin}/callback`)
  server = await startServer(
    { provider: school.settings },
    pino({ level: 'trace' }, { write: (line) => logged.push(line) }),
  )
})
afterAll(async () => {
  await server.close()
  await school.close()
})

const locationOf = ({ headers }: Answer) => headers.get('location') ?? ''

/** Goes to the school and comes back, as far as the address there. */
async function leave(browser: Browser, login: string, query = ''): Promise<string> {
  const begun = await browser.ask('GET', begin + query)
  expect(begun.status).toBe(302)
  const back = await school.visit(locationOf(begun), { login })
  return back.slice(origin.length)
}

async function signIn(browser: Browser, login: string, query = ''): Promise<Answer> {
  return await browser.ask('GET', await leave(browser, login, query))
}

const session = async (browser: Browser) => (await browser.ask('GET', '/api/session')).body

function person(login: string, verified = true): string {
  const email = `${login}@school.edu`
  school.people[login] = { email, email_verified: verified, name: `Name of ${login}` }
  return email
}

describe('an account at the school', () => {
  test('is asked for with PKCE, a state and a nonce', async () => {
    const { searchParams } = new URL(locationOf(await openBrowser(server).ask('GET', begin)))
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(searchParams.get(name)?.length).toBeGreaterThan(20)
    }
    expect(searchParams.get('scope')).toBe('openid profile email')
  })

  test('is named on the sign-in page', async () => {
    const { body } = await openBrowser(server).ask('GET', '/api/session/options')
    expect(body).toMatchObject({ provider: { name: 'School account' } })
  })

  test('signs somebody new in, who has no course and no password yet', async () => {
    const email = person('ada')
    const browser = openBrowser(server)
    const back = await signIn(browser, 'ada', '?next=/courses/transformers%3Fa=b%23c')
    expect([back.status, locationOf(back)]).toEqual([302, '/courses/transformers?a=b#c'])
    expect(await session(browser)).toMatchObject({
      user: { email, name: 'Name of ada', hasPassword: false, isAdmin: false },
      courses: [],
    })
    const accounts = await server.db.account.findMany({ where: { user: { email } } })
    expect(accounts).toMatchObject([{ accessToken: null, refreshToken: null, idToken: null }])
  })

  test('signs the same person in again, even under a new address', async () => {
    const email = person('bea')
    await signIn(openBrowser(server), 'bea')
    school.people['bea'] = { email: 'beatrice@school.edu', email_verified: true }
    const browser = openBrowser(server)
    await signIn(browser, 'bea')
    expect(await session(browser)).toMatchObject({ user: { email } })
    expect(await server.db.user.count({ where: { email: 'beatrice@school.edu' } })).toBe(0)
  })

  test('leads right into the course of an invitation', async () => {
    person('cleo')
    const { token, hash } = newToken()
    const { id } = await server.db.course.findUniqueOrThrow({ where: { slug: 'other' } })
    await server.db.invite.create({
      data: { courseId: id, role: 'assistant', tokenHash: hash, useLimit: 1 },
    })
    const query = `?invite=${token}&next=/courses/other`
    const browser = openBrowser(server)
    expect(locationOf(await signIn(browser, 'cleo', query))).toBe('/courses/other')
    expect(await session(browser)).toMatchObject({
      courses: [{ slug: 'other', role: 'assistant' }],
    })

    person('late')
    const late = openBrowser(server)
    expect(locationOf(await signIn(late, 'late', query))).toBe('/courses/other')
    expect(await session(late)).toMatchObject({ user: { name: 'Name of late' }, courses: [] })
    expect(JSON.stringify(await server.db.verification.findMany())).not.toContain(token)
  })

  test('belongs to whom it did here, when the address was proven', async () => {
    const email = person('dora')
    const { id } = await server.db.user.create({ data: { name: 'D', email, emailVerified: true } })
    await server.db.account.create({
      data: { userId: id, accountId: id, providerId: 'credential', password: 'kept' },
    })
    const browser = openBrowser(server)
    await signIn(browser, 'dora')
    expect(await session(browser)).toMatchObject({ user: { id, name: 'D', hasPassword: true } })
  })

  test('is its owner’s alone, even if somebody else had used the address here', async () => {
    const email = person('eve')
    const other = openBrowser(server)
    const { token, hash } = newToken()
    const { id } = await server.db.course.findUniqueOrThrow({ where: { slug: 'other' } })
    await server.db.invite.create({ data: { courseId: id, role: 'student', tokenHash: hash } })
    const password = 'known to another one'
    await other.ask('POST', '/api/accounts', { name: 'Eve?', email, password, invite: token })
    const made = await other.ask('POST', '/api/keys', { name: 'kept for later' })
    const { key } = made.body as { key: string }

    const owner = openBrowser(server)
    await signIn(owner, 'eve')
    expect(await session(owner)).toMatchObject({ user: { email, hasPassword: false } })
    expect(await session(other)).toMatchObject({ user: null })
    expect((await server.ask('GET', '/api/keys', { key })).status).toBe(401)
    const again = await other.ask('POST', '/api/session/password', { email, password })
    expect(again.status).toBe(401)
  })

  test('begins a new session, and ends the one before', async () => {
    person('fay')
    const browser = openBrowser(server)
    await browser.ask('POST', '/api/session/demo', { role: 'student' })
    const before = browser.cookie()
    await signIn(browser, 'fay')
    const old = await server.ask('GET', '/api/session', { headers: { cookie: before } })
    expect(old.body).toMatchObject({ user: null })
    expect(await session(browser)).toMatchObject({ user: { name: 'Name of fay' } })
  })

  test('whose address is not proven is no account here', async () => {
    const email = person('gus', false)
    const browser = openBrowser(server)
    expect(locationOf(await signIn(browser, 'gus'))).toBe('/sign-in?problem=emailUnverified')
    expect(await session(browser)).toMatchObject({ user: null })
    expect(await server.db.user.count({ where: { email } })).toBe(0)

    await server.db.user.create({ data: { name: 'G', email, emailVerified: true } })
    expect(locationOf(await signIn(browser, 'gus'))).toBe('/sign-in?problem=emailUnverified')
    expect(await session(browser)).toMatchObject({ user: null })
  })
})

describe('what comes back', () => {
  test('refused by the school or its user, is told as that', async () => {
    const browser = openBrowser(server)
    const there = locationOf(await browser.ask('GET', begin))
    const back = await school.visit(there, 'refuse')
    const answer = await browser.ask('GET', back.slice(origin.length))
    expect(locationOf(answer)).toBe('/sign-in?problem=providerRefused')
  })

  test('to another browser than it began in signs nobody in', async () => {
    person('hal')
    const back = await leave(openBrowser(server), 'hal')
    const other = openBrowser(server)
    expect(locationOf(await other.ask('GET', back))).toBe('/sign-in?problem=expired')
    expect(await session(other)).toMatchObject({ user: null })
  })

  test('works once', async () => {
    person('ida')
    const browser = openBrowser(server)
    const back = await leave(browser, 'ida')
    const cookie = browser.cookie()
    expect(locationOf(await browser.ask('GET', back))).toBe('/')
    const again = await server.ask('GET', back, { headers: { cookie } })
    expect(locationOf(again)).toBe('/sign-in?problem=expired')
  })

  test.each(['', '?state=x', '?code=x', '?code=x&state=%00', '?error=access_denied'])(
    'forged as %j signs nobody in',
    async (query) => {
      const browser = openBrowser(server)
      await browser.ask('GET', begin)
      const answer = await browser.ask('GET', `${begin}/callback${query}`)
      expect(locationOf(answer)).toBe('/sign-in?problem=expired')
      expect(await session(browser)).toMatchObject({ user: null })
    },
  )

  test('with a code of somebody else signs nobody in', async () => {
    person('jo')
    const browser = openBrowser(server)
    const foreign = new URL(await leave(openBrowser(server), 'jo'), origin)
    const mine = new URL(await leave(browser, 'jo'), origin)
    mine.searchParams.set('code', foreign.searchParams.get('code') ?? '')
    const answer = await browser.ask('GET', mine.pathname + mine.search)
    expect(locationOf(answer)).toBe('/sign-in?problem=providerRefused')
  })

  test.each([
    'https://elsewhere.test/',
    '//elsewhere.test/path',
    '/.//elsewhere.test/',
    '/\\elsewhere.test/',
    '/\t/elsewhere.test/',
    'javascript:alert(1)',
    '',
  ])('never leads to %j', async (next) => {
    person('kim')
    const back = await signIn(openBrowser(server), 'kim', `?next=${encodeURIComponent(next)}`)
    expect(locationOf(back)).toBe('/')
  })

  test('leaves no token and no code in the log', async () => {
    person('lea')
    const browser = openBrowser(server)
    const back = await leave(browser, 'lea')
    await browser.ask('GET', back)
    const log = logged.join('')
    expect(log).toContain('"way":"provider"')
    for (const secret of new URL(back, origin).searchParams.values()) {
      if (secret.length > 10 && !secret.startsWith('http')) expect(log).not.toContain(secret)
    }
    expect(log).not.toContain(browser.cookie().split('=')[1])
  })
})

test('a school that does not answer is told as that, and all else works', async () => {
  const issuer = 'http://127.0.0.1:1'
  const alone = await startServer(
    { provider: { ...school.settings, issuer } },
    pino({ level: 'silent' }),
  )
  try {
    const browser = openBrowser(alone)
    const answer = await browser.ask('GET', begin)
    expect(locationOf(answer)).toBe('/sign-in?problem=providerUnreachable')
    expect((await browser.ask('POST', '/api/session/demo', { role: 'student' })).status).toBe(201)
  } finally {
    await alone.close()
  }
})
