import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { openBrowser } from './browser.ts'
import { startServer, type Person, type TestServer } from './server.ts'

/** Every mail that arrived, and whoever waits for the next. */
const mails: string[] = []
let arrived: () => void = () => undefined

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    void text(stream).then((mail) => {
      mails.push(mail)
      done()
      arrived()
    })
  },
})

let server: TestServer
beforeAll(async () => {
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  server = await startServer({
    mail: { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Attendant <attendant@school.edu>' },
  })
})
afterAll(async () => {
  await server.close()
  await new Promise<void>((closed) => {
    smtp.close(closed)
  })
})

const password = 'a new long password'

const forgotten = (email: string, language = 'en') =>
  openBrowser(server, { 'Accept-Language': language }).ask('POST', '/api/passwords/forgotten', {
    email,
  })

/** Asks for a link, and reads it in the mail. */
async function mailTo(email: string, language?: string): Promise<{ mail: string; token: string }> {
  const next = new Promise<void>((resolve) => (arrived = resolve))
  expect((await forgotten(email, language)).status).toBe(202)
  await next
  const mail = decoded(mails.at(-1) ?? '')
  const [, token = ''] = /http:\/\/attendant\.test\/reset\?token=([\w-]{32})\s/.exec(mail) ?? []
  return { mail, token }
}

/** What quoted-printable or Base64 hid. */
function decoded(mail: string): string {
  const [head = '', ...rest] = mail.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (!/quoted-printable|base64/i.test(head)) return mail
  if (/base64/i.test(head)) return head + Buffer.from(body, 'base64').toString()
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return head + '\n' + Buffer.from(bytes, 'latin1').toString()
}

const reset = (token: string) =>
  openBrowser(server).ask('PUT', '/api/passwords', { token, password })

const signIn = (email: string) =>
  openBrowser(server).ask('POST', '/api/session/password', { email, password })

describe('a forgotten password', () => {
  test('is mended by mail: once, and all sessions end', async () => {
    const email = 'student@demo.invalid'
    const elsewhere = openBrowser(server)
    await elsewhere.ask('POST', '/api/session/demo', { role: 'student' })
    const { mail, token } = await mailTo(email)
    expect(mail).toContain('From: Attendant <attendant@school.edu>')
    expect(mail).toContain('To: Sam Student <student@demo.invalid>')
    expect(mail).toContain('Hello Sam Student')

    expect((await reset(token)).status).toBe(204)
    expect((await elsewhere.ask('GET', '/api/session')).body).toMatchObject({ user: null })
    expect((await signIn(email)).body).toMatchObject({ user: { hasPassword: true } })
    expect(await reset(token)).toMatchObject({
      ...{ status: 404, body: { error: { code: 'linkOver' } } },
    })
  })

  test('is mended in the language of its owner, else of the browser', async () => {
    const email = 'assistant@demo.invalid'
    expect((await mailTo(email, 'zh-CN')).mail).toContain('你好')
    await server.db.user.update({ where: { email }, data: { language: 'en' } })
    expect((await mailTo(email, 'zh-CN')).mail).toContain('Hello')
  })

  test('of an unknown address is answered alike, and nothing is sent', async () => {
    const count = mails.length
    const unknown = await forgotten('nobody@school.edu')
    expect(unknown).toMatchObject({ status: 202, body: { how: 'mail' } })
    await mailTo('outsider@demo.invalid')
    expect(mails).toHaveLength(count + 1)
  })

  test('links end when one of them was used, and after an hour', async () => {
    const email = 'studentB@demo.invalid'
    await server.db.user.update({
      where: { id: server.ids.studentB },
      data: { email: email.toLowerCase() },
    })
    const [first, second] = [await mailTo(email), await mailTo(email)]
    expect((await reset(second.token)).status).toBe(204)
    expect((await reset(first.token)).status).toBe(404)
    const third = await mailTo(email)
    await server.db.verification.updateMany({ data: { expiresAt: new Date() } })
    expect((await reset(third.token)).status).toBe(404)
  })

  test('needs somebody to ask where no mail is sent', async () => {
    const silent = await startServer()
    try {
      const answer = await silent.ask('POST', '/api/passwords/forgotten', {
        json: { email: 'student@demo.invalid' },
      })
      expect(answer).toMatchObject({ status: 202, body: { how: 'askInstructor' } })
      expect(await silent.db.verification.count()).toBe(0)
    } finally {
      await silent.close()
    }
  })

  test('is not sent for more than five times an hour', async () => {
    const statuses: number[] = []
    for (let count = 0; count < 6; count++) {
      statuses.push((await forgotten('many@school.edu')).status)
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })
})

describe('a link by an instructor', () => {
  const link = (who: Person, course = 'transformers', by: Person = 'instructor') =>
    server.ask('POST', `/api/courses/${course}/people/${server.ids[who]}/password-link`, {
      key: server.keys[by],
    })

  test('lets a student choose a new password, and is on record', async () => {
    const { status, body } = await link('studentA')
    expect(status).toBe(201)
    const { url, expiresAt } = body as { url: string; expiresAt: string }
    const left = Date.parse(expiresAt) - Date.now()
    expect(left).toBeGreaterThan(59 * 60_000)
    expect(left).toBeLessThanOrEqual(60 * 60_000)
    const token = url.replace('http://attendant.test/reset?token=', '')
    expect((await reset(token)).status).toBe(204)
    const subject = `user ${server.ids.studentA}`
    expect(await server.db.auditEvent.findMany({ where: { subject } })).toMatchObject([
      { action: 'password.link', actorId: server.ids.instructor },
    ])
  })

  test.each<Person>(['assistant', 'instructor'])(
    'is not given out for an %s, and nothing is on record',
    async (who) => {
      expect(await link(who)).toMatchObject({
        ...{ status: 403, body: { error: { code: 'notOnlyStudent' } } },
      })
      const subject = `user ${server.ids[who]}`
      expect(await server.db.auditEvent.count({ where: { subject } })).toBe(0)
    },
  )

  test('is not given out for administrators, nor for students who teach elsewhere', async () => {
    const where = { id: server.ids.studentB }
    await server.db.user.update({ where, data: { isAdmin: true } })
    expect((await link('studentB')).status).toBe(403)
    await server.db.user.update({ where, data: { isAdmin: false } })

    const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: 'other' } })
    const teaches = { courseId, userId: server.ids.studentB, role: 'assistant' } as const
    const { id } = await server.db.enrolment.create({ data: teaches })
    expect((await link('studentB')).status).toBe(403)
    await server.db.enrolment.delete({ where: { id } })
    expect((await link('studentB')).status).toBe(201)
  })

  test('works no more for somebody who became more than a student since', async () => {
    const { body } = await link('studentB')
    const token = (body as { url: string }).url.split('=')[1] ?? ''
    const where = { id: server.ids.studentB }
    await server.db.user.update({ where, data: { isAdmin: true } })
    expect((await reset(token)).status).toBe(403)
    await server.db.user.update({ where, data: { isAdmin: false } })
    expect((await reset(token)).status).toBe(204)
  })

  test('is not given out for people of other courses', async () => {
    expect((await link('outsider')).status).toBe(404)
    expect((await link('studentA', 'other', 'outsider')).status).toBe(404)
  })
})
