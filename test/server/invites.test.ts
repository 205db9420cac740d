import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CreatedInvite, NewInvite } from '../../server/api/people.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const invites = '/api/courses/transformers/invites'
const others = '/api/courses/other/invites'

/** An invitation into the outsider's course, in which nobody else is. */
async function invite(wanted: NewInvite): Promise<CreatedInvite & { token: string }> {
  const { status, body } = await server.ask('POST', others, {
    key: server.keys.outsider,
    json: wanted,
  })
  expect(status).toBe(201)
  const created = body as CreatedInvite
  const [, token = ''] = /^http:\/\/attendant\.test\/join\/([\w-]{32})$/.exec(created.url) ?? []
  return { ...created, token }
}

const join = (token: string, who: Person) =>
  server.ask('POST', `/api/invites/${token}`, { key: server.keys[who] })

async function roleOf(who: Person): Promise<string | undefined> {
  const found = await server.db.enrolment.findFirst({
    where: { userId: server.ids[who], course: { slug: 'other' } },
  })
  return found?.role
}

async function usesOf(id: string): Promise<number> {
  return (await server.db.invite.findUniqueOrThrow({ where: { id } })).uses
}

async function actionsOn(id: string): Promise<string[]> {
  const events = await server.db.auditEvent.findMany({
    where: { subject: `invite ${id}` },
    orderBy: { id: 'asc' },
  })
  return events.map(({ action, actorId }) => {
    const who = Object.entries(server.ids).find(([, id]) => id === actorId)
    return `${action} by ${who?.[0]}`
  })
}

describe('an invitation', () => {
  test('says where it leads, to visitors too, and nothing more', async () => {
    const { token } = await invite({ role: 'student', days: 1 })
    expect((await server.ask('GET', `/api/invites/${token}`)).body).toEqual({
      course: { slug: 'other', title: 'Other' },
      role: 'student',
      expiresAt: expect.any(String),
    })
  })

  test('lets somebody in; a second time changes nothing and takes no use', async () => {
    const { id, token } = await invite({ role: 'student', section: 'B' })
    expect(await join(token, 'studentA')).toMatchObject({
      status: 201,
      body: { courses: [{ slug: 'transformers' }, { slug: 'other', role: 'student' }] },
    })
    expect((await join(token, 'studentA')).status).toBe(201)
    expect(await usesOf(id)).toBe(1)
    expect(await actionsOn(id)).toEqual(['invite.created by outsider', 'invite.used by studentA'])
  })

  test('raises a role, and never lowers one', async () => {
    await join((await invite({ role: 'student' })).token, 'studentB')
    await join((await invite({ role: 'instructor' })).token, 'studentB')
    expect(await roleOf('studentB')).toBe('instructor')
    const low = await invite({ role: 'assistant' })
    expect((await join(low.token, 'studentB')).status).toBe(201)
    expect(await roleOf('studentB')).toBe('instructor')
    expect(await usesOf(low.id)).toBe(0)
    await server.db.enrolment.deleteMany({
      where: { userId: server.ids.studentB, course: { slug: 'other' } },
    })
  })

  test('that may be used once lets in one of two who come at once', async () => {
    const { id, token } = await invite({ role: 'student', useLimit: 1 })
    const answers = await Promise.all([join(token, 'assistant'), join(token, 'instructor')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404])
    expect(await usesOf(id)).toBe(1)
    expect((await server.ask('GET', `/api/invites/${token}`)).body).toMatchObject({
      error: { code: 'inviteUsedUp' },
    })
  })

  test('works no more once it was taken back', async () => {
    const { id, token } = await invite({ role: 'student' })
    const revoke = () => server.ask('DELETE', `${others}/${id}`, { key: server.keys.outsider })
    expect((await revoke()).status).toBe(204)
    expect((await revoke()).status).toBe(404)
    expect(await join(token, 'studentB')).toMatchObject({
      status: 404,
      body: { error: { code: 'inviteRevoked' } },
    })
    expect(await actionsOn(id)).toEqual([
      'invite.created by outsider',
      'invite.revoked by outsider',
    ])
  })

  test('works no more after its time', async () => {
    const { id, token } = await invite({ role: 'student', days: 1 })
    await server.db.invite.update({ where: { id }, data: { expiresAt: new Date(0) } })
    expect(await join(token, 'studentB')).toMatchObject({
      status: 404,
      body: { error: { code: 'inviteExpired' } },
    })
    expect(await roleOf('studentB')).toBeUndefined()
  })

  test.each(['guessed', '%00', 'x'.repeat(500)])('is not had with the token %s', async (token) => {
    const answer = await server.ask('GET', `/api/invites/${token}`)
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'inviteUnknown' } } })
  })

  test('is told once; the database and the list hold no link', async () => {
    const { id, token } = await invite({ role: 'assistant', useLimit: 3 })
    const list = await server.ask('GET', others, { key: server.keys.outsider })
    expect(list.body).toMatchObject({ invites: expect.arrayContaining([{ id }].map(anyWith)) })
    expect(list.text).not.toContain(token)
    expect(JSON.stringify(await server.db.invite.findMany())).not.toContain(token)
    expect(
      JSON.stringify(await server.db.auditEvent.findMany({ omit: { id: true } })),
    ).not.toContain(token)
  })

  test.each([
    ['role', { role: 'admin' }],
    ['days', { role: 'student', days: 0 }],
    ['useLimit', { role: 'student', useLimit: 1.5 }],
    ['section', { role: 'student', section: 'a\u0000' }],
    ['', { role: 'student', makesAdmin: true }],
  ])('is not made with a wrong %s', async (field, json) => {
    const answer = await server.ask('POST', others, { key: server.keys.outsider, json })
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field }] } } })
  })

  test('of one course is nothing to the instructors of another', async () => {
    const made = await server.ask('POST', invites, {
      key: server.keys.instructor,
      json: { role: 'student' },
    })
    const { id } = made.body as { id: string }
    const foreign = await server.ask('DELETE', `${others}/${id}`, { key: server.keys.outsider })
    expect(foreign.status).toBe(404)
    expect(await actionsOn(id)).toEqual(['invite.created by instructor'])
    const { text } = await server.ask('GET', others, { key: server.keys.outsider })
    expect(text).not.toContain(id)
  })
})

const anyWith = (some: object): unknown => expect.objectContaining(some)

describe('the people of a course', () => {
  test('are listed by name, with their section', async () => {
    await join((await invite({ role: 'student', section: 'Tuesday' })).token, 'studentB')
    const { body } = await server.ask('GET', '/api/courses/other/people', {
      key: server.keys.outsider,
    })
    const { people } = body as { people: { name: string }[] }
    expect(people).toContainEqual({
      ...{ id: server.ids.studentB, name: 'Sandy', email: 'studentB@demo.invalid' },
      ...{ role: 'student', section: 'Tuesday', joinedAt: expect.any(String) },
      isErased: false,
    })
    const names = people.map(({ name }) => name)
    expect(names).toEqual(names.toSorted())
  })
})
