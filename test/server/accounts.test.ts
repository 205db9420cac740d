import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pino from 'pino'
import { hashOfToken, newToken } from '../../server/tokens.ts'
import { openBrowser, type Browser } from './browser.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
const logged: string[] = []
beforeAll(async () => {
  server = await startServer({}, pino({ level: 'trace' }, { write: (line) => logged.push(line) }))
})
afterAll(() => server.close())

const password = 'correct horse battery'

async function invite(): Promise<string> {
  const { token, hash } = newToken()
  const { id } = await server.db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  await server.db.invite.create({ data: { courseId: id, role: 'student', tokenHash: hash } })
  return token
}

/** Signs up in a new browser. */
async function newcomer(email: string): Promise<Browser> {
  const browser = openBrowser(server)
  const wanted = { name: 'Ada', email, password, invite: await invite() }
  expect((await browser.ask('POST', '/api/accounts', wanted)).status).toBe(201)
  return browser
}

const signIn = (browser: Browser, email: string, password: string) =>
  browser.ask('POST', '/api/session/password', { email, password })

const user = async (browser: Browser) =>
  ((await browser.ask('GET', '/api/session')).body as { user: unknown }).user

describe('an account', () => {
  test('is made with an invitation, which leads into its course', async () => {
    const browser = openBrowser(server)
    const made = await browser.ask('POST', '/api/accounts', {
      ...{ name: ' Ada Lovelace ', email: 'Ada@School.edu', password, invite: await invite() },
    })
    expect(made.status).toBe(201)
    expect(made.body).toEqual((await browser.ask('GET', '/api/session')).body)
    expect(made.body).toEqual({
      user: {
        ...{ id: expect.any(String), name: 'Ada Lovelace', email: 'ada@school.edu' },
        ...{ isAdmin: false, language: null, hasPassword: true },
      },
      courses: [expect.objectContaining({ slug: 'transformers', role: 'student' })],
    })
  })

  test('is not made without an invitation that works', async () => {
    const answer = await openBrowser(server).ask('POST', '/api/accounts', {
      ...{ name: 'Eve', email: 'eve@school.edu', password, invite: 'guessed' },
    })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'inviteUnknown' } } })
    expect(await server.db.user.count({ where: { email: 'eve@school.edu' } })).toBe(0)
  })

  test('is not made twice for an address, however it is written, and takes no use then', async () => {
    await newcomer('twice@school.edu')
    const token = await invite()
    const answer = await openBrowser(server).ask('POST', '/api/accounts', {
      ...{ name: 'Other', email: 'TWICE@school.edu', password, invite: token },
    })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'emailTaken' } } })
    const unused = { tokenHash: hashOfToken(token), uses: 0 }
    expect(await server.db.invite.count({ where: unused })).toBe(1)
  })

  test.each([
    ['password', { password: 'short' }],
    ['email', { email: 'ada' }],
    ['name', { name: ' ' }],
    ['name', { name: 'a\u0000b' }],
  ])('is not made with a wrong %s', async (field, wrong) => {
    const wanted = { name: 'Ada', email: 'wrong@school.edu', password, invite: await invite() }
    const answer = await openBrowser(server).ask('POST', '/api/accounts', { ...wanted, ...wrong })
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field }] } } })
  })

  test('changes its name and its language, each alone', async () => {
    const browser = await newcomer('change@school.edu')
    const change = (json: unknown) => browser.ask('PATCH', '/api/account', json)
    expect((await change({ language: 'zh' })).body).toMatchObject({
      user: { name: 'Ada', language: 'zh' },
    })
    expect((await change({ name: 'Augusta' })).body).toMatchObject({
      user: { name: 'Augusta', language: 'zh' },
    })
    expect((await change({ language: null })).body).toMatchObject({ user: { language: null } })
    expect((await change({ language: 'fr' })).status).toBe(400)
    expect((await change({ isAdmin: true })).status).toBe(400)
  })
})

describe('a password', () => {
  test('signs in, however the address is written, and each time with a new session', async () => {
    const browser = await newcomer('in@school.edu')
    const before = browser.cookie()
    expect((await signIn(browser, 'IN@school.edu', password)).status).toBe(201)
    expect(browser.cookie()).not.toBe(before)
    const old = await server.ask('GET', '/api/session', { headers: { cookie: before } })
    expect(old.body).toMatchObject({ user: null })
  })

  test('that is wrong, and an address that is unknown, are told apart by nothing', async () => {
    await newcomer('known@school.edu')
    const wrong = await signIn(openBrowser(server), 'known@school.edu', 'not this one')
    const unknown = await signIn(openBrowser(server), 'unknown@school.edu', 'not this one')
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'wrongPassword' } } })
    expect(unknown.text).toBe(wrong.text)
  })

  test('is never had by those who sign in otherwise', async () => {
    for (const password of ['', 'null', 'undefined']) {
      expect((await signIn(openBrowser(server), 'student@demo.invalid', password)).status).toBe(401)
    }
  })

  test('is changed with the present one, which ends every other session', async () => {
    const browser = await newcomer('new@school.edu')
    const elsewhere = openBrowser(server)
    await signIn(elsewhere, 'new@school.edu', password)
    const change = (current: string) =>
      browser.ask('PUT', '/api/account/password', { current, next: 'a better password' })
    expect(await change('not this one')).toMatchObject({
      ...{ status: 403, body: { error: { code: 'wrongPassword' } } },
    })
    expect(await user(elsewhere)).not.toBeNull()
    expect((await change(password)).status).toBe(204)
    expect(await user(elsewhere)).toBeNull()
    expect(await user(browser)).not.toBeNull()
    expect((await signIn(elsewhere, 'new@school.edu', password)).status).toBe(401)
    expect((await signIn(elsewhere, 'new@school.edu', 'a better password')).status).toBe(201)
  })

  test('cannot be changed by those who have none', async () => {
    const answer = await server.ask('PUT', '/api/account/password', {
      key: server.keys.studentA,
      json: { current: '', next: password },
    })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'noPassword' } } })
  })
})

test('signing out everywhere ends the sessions of all browsers, and nobody else’s', async () => {
  const [here, other] = [await newcomer('here@school.edu'), await newcomer('other@school.edu')]
  const there = openBrowser(server)
  await signIn(there, 'here@school.edu', password)
  expect((await here.ask('DELETE', '/api/sessions')).status).toBe(204)
  expect(here.cookie()).toBe('')
  expect([await user(here), await user(there)]).toEqual([null, null])
  expect(await user(other)).not.toBeNull()
})

test('a visitor learns which ways to sign in there are', async () => {
  const { body } = await openBrowser(server).ask('GET', '/api/session/options')
  expect(body).toEqual({ demo: true, provider: null, mail: false })
})

test('over https, cookies belong to this very host', async () => {
  const strict = await startServer({ url: 'https://learn.school.edu' })
  try {
    const { headers } = await strict.ask('POST', '/api/session/demo', { json: { role: 'student' } })
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-attendant=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  } finally {
    await strict.close()
  }
})

test('the log says who signed in and that somebody could not, and holds no secret', async () => {
  const token = await invite()
  const browser = await newcomer('log@school.edu')
  await browser.ask('GET', `/api/invites/${token}`)
  await browser.ask('GET', `/join/${token}`)
  await signIn(browser, 'log@school.edu', password)
  await signIn(browser, 'log@school.edu', 'a wrong password')
  const log = logged.join('')
  expect(log).toContain('"signed in"')
  expect(log).toContain('"sign-in failed"')
  for (const secret of [token, password, 'a wrong password', browser.cookie().split('=')[1]]) {
    expect(log).not.toContain(secret)
  }
})
