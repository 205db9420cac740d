/** Who somebody is, and how often they may try: what a restart, a proxy, an old cookie and a stolen database change. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { hashPassword } from 'better-auth/crypto'
import pino from 'pino'
import { createApp } from '../../../server/app.ts'
import { createHttpServer } from '../../../server/http-server.ts'
import { openBrowser } from '../browser.ts'
import { startServer, type Answer, type TestServer } from '../server.ts'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { openQueue } from '../../../grader/queue/queue.ts'
import { devNull } from 'node:os'

jest.setTimeout(180_000)

const secret = 'only for tests, 0123456789abcdef'
const password = 'Zq7Canary correct horse'
const email = 'ada.zq7canary@school.edu'
const logged: string[] = []

let server: TestServer
beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) })
  server = await startServer({ url: 'https://attendant.test', proxies: 1, demo: false }, log)
  const user = await server.db.user.create({ data: { name: 'Ada', email } })
  const hash = await hashPassword(password)
  await server.db.account.create({
    data: { userId: user.id, accountId: user.id, providerId: 'credential', password: hash },
  })
})
afterAll(() => server.close())

const signIn = (from: string, wanted = { email, password }, url = server.url): Promise<Response> =>
  fetch(`${url}/api/session/password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
    body: JSON.stringify(wanted),
  })
const whoIs = async (cookie: string) =>
  (await server.ask('GET', '/api/session', { headers: { cookie } })).body as { user: object | null }
const pairOf = (set: string) => set.split(';')[0] ?? ''

async function signedIn(from: string): Promise<string> {
  const answer = await signIn(from)
  expect(answer.status).toBe(201)
  return pairOf(answer.headers.getSetCookie()[0] ?? '')
}

describe('over https', () => {
  test('every cookie that is ever set belongs to this host, to https and to no script', async () => {
    const cookie = await signedIn('203.0.113.1')
    const out = await server.ask('DELETE', '/api/session', {
      headers: { cookie, 'Sec-Fetch-Site': 'same-origin' },
    })
    const answers = [(await signIn('203.0.113.1')).headers, out.headers]
    const set = answers
      .flatMap((headers) => headers.getSetCookie())
      // Some are cleared that were never set.
      .filter((one) => !/^better-auth\.\w+=; Max-Age=0/.test(one))
    expect(set.length).toBeGreaterThanOrEqual(2)
    for (const one of set) {
      const [pair = '', ...attributes] = one.split(/; ?/)
      expect(pair).toMatch(/^__Host-attendant/)
      expect(attributes).toEqual(
        expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
      )
      expect(attributes.join()).not.toMatch(/domain/i)
    }
  })

  test('the cookie is a new one at each sign-in, and the one before is refused', async () => {
    const first = await signedIn('203.0.113.2')
    const answer = await fetch(`${server.url}/api/session/password`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        cookie: first,
        'Sec-Fetch-Site': 'same-origin',
      },
      body: JSON.stringify({ email, password }),
    })
    const second = pairOf(answer.headers.getSetCookie()[0] ?? '')
    expect(second).not.toBe(first)
    expect([(await whoIs(first)).user, (await whoIs(second)).user]).toEqual([
      null,
      expect.objectContaining({ email }),
    ])
  })

  test('a cookie that was planted before the sign-in is none after it', async () => {
    const planted = '__Host-attendant=planted.planted'
    await fetch(`${server.url}/api/session/password`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        cookie: planted,
        'Sec-Fetch-Site': 'same-origin',
      },
      body: JSON.stringify({ email, password }),
    })
    expect((await whoIs(planted)).user).toBeNull()
  })
})

describe('a session', () => {
  test('cannot be had with what the database holds of it', async () => {
    await signedIn('203.0.113.3')
    const rows = await server.db.session.findMany({ where: { user: { email } } })
    expect(rows.length).toBeGreaterThan(0)
    for (const { token } of rows) {
      for (const value of [token, `${token}.`, `${token}.${btoa(token)}`, `${token}.${token}`]) {
        const cookie = `__Host-attendant=${encodeURIComponent(value)}`
        expect((await whoIs(cookie)).user).toBeNull()
      }
    }
  })

  test('ends when it was not used for a week, and after a month however often it is used', async () => {
    const day = 24 * 60 * 60_000
    const cookie = await signedIn('203.0.113.4')
    const { id } = await server.db.session.findFirstOrThrow({
      ...{ where: { user: { email } }, orderBy: { createdAt: 'desc' } },
    })
    const age = (days: number, left: number) =>
      server.db.session.update({
        where: { id },
        data: {
          createdAt: new Date(Date.now() - days * day),
          updatedAt: new Date(Date.now() - 2 * day),
          expiresAt: new Date(Date.now() + left * day),
        },
      })
    await age(29, 1)
    expect((await whoIs(cookie)).user).not.toBeNull()
    const renewed = await server.db.session.findUniqueOrThrow({ where: { id } })
    expect((renewed.expiresAt.getTime() - Date.now()) / day).toBeCloseTo(7, 0)
    await age(31, 6)
    expect((await whoIs(cookie)).user).toBeNull()
    expect(await server.db.session.count({ where: { id } })).toBe(0)

    const idle = await signedIn('203.0.113.4')
    await server.db.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect((await whoIs(idle)).user).toBeNull()
  })
})

test('an API key opens no session, and a cookie is no key', async () => {
  const key = server.keys.studentA
  const answer = await server.ask('GET', '/api/session', { key })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
  const cookie = await signedIn('203.0.113.5')
  const asKey = await server.ask('GET', '/api/keys', { key: cookie.split('=')[1] ?? '' })
  expect(asKey.status).toBe(401)
  for (const place of ['?key=', '?access_token=', '?api_key=']) {
    expect((await server.ask('GET', `/api/keys${place}${key}`)).status).toBe(401)
  }
})

describe('how often', () => {
  const wrong = { email: 'guessed@school.edu', password: 'wrong' }

  test('is counted on by a server that was started again', async () => {
    for (let count = 0; count < 10; count++) await signIn('203.0.113.20', wrong)
    expect((await signIn('203.0.113.20', wrong)).status).toBe(429)
    const queue = await openQueue({ databaseUrl: server.databaseUrl, onError: () => undefined })
    const app = createApp({
      ...{ db: server.db, queue, events: server.events, catalogue: server.catalogue },
      log: pino({ level: 'silent' }),
      config: {
        ...{ demo: false, secret, url: 'https://attendant.test', proxies: 1 },
        ...{ version: '0.0.0', erasedFile: devNull },
      },
    })
    const again = createHttpServer(app.express).listen(0, '127.0.0.1')
    await once(again, 'listening')
    try {
      const url = `http://127.0.0.1:${(again.address() as AddressInfo).port}`
      expect((await signIn('203.0.113.20', wrong, url)).status).toBe(429)
      expect((await signIn('203.0.113.21', wrong, url)).status).toBe(401)
    } finally {
      again.closeAllConnections()
      again.close()
      await queue.close()
    }
  })

  test('is counted for the address that the proxy saw, whatever its client says', async () => {
    // What stands first is the client's own word.
    const statuses: number[] = []
    for (let count = 0; count < 11; count++) {
      statuses.push((await signIn(`198.51.100.${count}, 203.0.113.30`, wrong)).status)
    }
    expect(statuses.at(-1)).toBe(429)
  })

  test('is counted for the address itself where no proxy is declared', async () => {
    const plain = await startServer({ demo: false })
    try {
      const statuses: number[] = []
      for (let count = 0; count < 11; count++) {
        statuses.push((await signIn(`198.51.100.${count}`, wrong, plain.url)).status)
      }
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await plain.close()
    }
  })

  test('wrong API keys may be tried is limited for an address, before each is looked up', async () => {
    const guess = (from: string): Promise<Answer> =>
      server.ask('GET', '/api/keys', { key: 'att_wrong', headers: { 'X-Forwarded-For': from } })
    let last = await guess('203.0.113.40')
    for (let count = 0; count < 300; count++) last = await guess('203.0.113.40')
    expect(last.status).toBe(429)
    expect((await guess('203.0.113.41')).status).toBe(401)
    // Whoever has a key there waits, too; but nobody elsewhere does.
    const { status } = await server.ask('GET', '/api/keys', {
      ...{ key: server.keys.studentA, headers: { 'X-Forwarded-For': '203.0.113.42' } },
    })
    expect(status).toBe(200)
  })

  test('costly work is done at once is limited for one person, not for others', async () => {
    const path = '/api/courses/transformers/similarity'
    const ask = (key: string) => server.ask('GET', path, { key })
    const { instructor } = server.keys
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(instructor)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ body: { error: { code: 'tooManyAtOnce' } } })
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4)
    expect((await ask(instructor)).status).toBe(200)
  })
})

test('the log of all that, and of work that was handed in, holds nothing that is anybody’s', async () => {
  const canary = 'zq7canary'
  const browser = openBrowser(server, {
    'User-Agent': canary,
    Referer: `https://${canary}.test`,
  })
  await browser.ask('POST', '/api/session/password', { email, password: `${canary} wrong` })
  await browser.ask('POST', '/api/session/password', { email, password })
  const cookie = browser.cookie()
  await browser.ask('POST', '/api/passwords/forgotten', { email })
  await browser.ask('PUT', '/api/passwords', { token: canary, password })
  await browser.ask('GET', `/api/invites/${canary}`)
  await browser.ask('GET', `/join/${canary}`)
  await browser.ask('GET', `/reset?token=${canary}`)
  await browser.ask('GET', `/api/session/provider/callback?code=${canary}&state=${canary}`)
  const made = await browser.ask('POST', '/api/keys', { name: canary })
  const { key } = made.body as { key: string }
  await server.ask('GET', `/api/submissions?exercise=${canary}`, { key })
  await browser.ask('POST', '/api/runs', { exercise: 'softmax', source: `// ${canary}` })
  await browser.ask('PUT', '/api/drafts/softmax', {
    ...{ source: canary, revision: 0, exerciseVersion: canary },
  })
  await browser.ask('POST', '/api/keys', { name: `${canary}\u0000` })
  await server.ask('GET', '/api/keys', { key: `att_${canary}` })
  // One that fails: what is logged of it is where, not what.
  await server.db.$executeRawUnsafe('ALTER TABLE "Draft" RENAME TO "Lost"')
  const failed = await browser.ask('PUT', '/api/drafts/gru', {
    ...{ source: canary, revision: 0, exerciseVersion: canary },
  })
  await server.db.$executeRawUnsafe('ALTER TABLE "Lost" RENAME TO "Draft"')
  expect(failed.status).toBe(500)

  const text = logged.join('')
  expect(logged.length).toBeGreaterThan(300)
  expect(logged.filter((line) => line.toLowerCase().includes(canary))).toEqual([])
  for (const word of [key, cookie.split('=')[1] ?? 'none', secret, 'guessed@', 'correct horse'])
    expect([word, text.includes(word)]).toEqual([word, false])
  // One line each, whatever is in it.
  expect(logged.filter((line) => !/^\{[^\r\n]*\}\n$/.test(line))).toEqual([])
})
