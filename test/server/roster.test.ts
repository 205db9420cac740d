import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { RosterImported, RosterPreview } from '../../server/api/roster.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.rateCount.deleteMany()
  await server.db.user.deleteMany({ where: { email: { endsWith: '@school.edu' } } })
})

const base = '/api/courses/transformers'
const ask = (method: string, path: string, json?: unknown, who: Person = 'instructor') =>
  server.ask(method, base + path, {
    key: server.keys[who],
    ...(json !== undefined && { json }),
  })
const preview = async (csv: string, removeAbsent = false) =>
  (await ask('POST', '/roster/preview', { csv, removeAbsent })).body as RosterPreview
const apply = (csv: string, hash: string, removeAbsent = false) =>
  ask('POST', '/roster', { csv, hash, removeAbsent })
async function bring(csv: string, removeAbsent = false): Promise<RosterImported> {
  const { status, body } = await apply(csv, (await preview(csv, removeAbsent)).hash, removeAbsent)
  expect(status).toBe(200)
  return body as RosterImported
}
const enrolmentOf = (email: string) =>
  server.db.enrolment.findFirst({ where: { user: { email }, course: { slug: 'transformers' } } })
const problems = async (csv: string) =>
  (await preview(csv)).problems.map(({ line, code }) => `${line} ${code}`)
const codeOf = (answer: { body: unknown }) =>
  (answer.body as { error?: { code: string } }).error?.code

describe('a table', () => {
  const ada = { name: 'Ada L.', email: 'ada@school.edu', role: 'student', section: 'Mon' }

  test.each([
    ['without a first line', 'Ada L.,ada@school.edu,Mon,student'],
    ['with one', 'email,Section,name,ROLE\nada@school.edu,Mon,Ada L.,Student'],
    ['of Excel', '\uFEFFName;E-Mail;Section;Role\r\n"Ada L.";ADA@school.edu;Mon;\r\n;;;\r\n'],
    ['that names its separator', 'sep=;\r\nname;email;section\r\nAda L.;ada@school.edu;Mon'],
    ['with quotes and line breaks', 'name,email,section\n"Ada L.", ada@school.edu ,"Mon"\n\n'],
    ['of tabs', 'Ada L.\tada@school.edu\tMon'],
    ['of a registrar', 'First name,Last name,ID,Email,Group\nAda,L.,17,ada@school.edu,Mon'],
    ['in Chinese', '姓名,邮箱,班级,角色\nAda L.,ada@school.edu,Mon,学生'],
    [
      'of this server',
      "name,email,section,role\n'Ada L.,ada@school.edu,Mon,student".replace("'", ''),
    ],
  ])('is read %s', async (_, csv) => {
    const { added, problems } = await preview(csv)
    expect({ added, problems }).toEqual({ added: [{ ...ada, hasAccount: false }], problems: [] })
  })

  test('says which of its columns it does not use', async () => {
    expect((await preview('name,email,Matrikel\nAda,ada@school.edu,1')).unusedColumns).toEqual([
      'Matrikel',
    ])
  })

  test.each([
    ['', 'null empty'],
    ['name,section\nAda,Mon', '1 noEmailColumn'],
    ['Ada,ada@school.edu\nBen,ben', '2 email'],
    [',ada@school.edu', '1 name'],
    ['name,email,role\nAda,ada@school.edu,boss', '2 role'],
    ['Ada,ada@school.edu\n\nAda,ADA@school.edu', '3 twice'],
    ['Ada,ada@school.edu\n"Ben,ben@school.edu', '2 quotes'],
    [`Ada,ada@school.edu,${'x'.repeat(101)}`, '1 section'],
    ['Ines,instructor@demo.invalid,,student', '1 yourself'],
    ['Ada,ada@school.edu,,assistant', '1 unprovenStaff'],
    ['Ada\0,ada@school.edu', '1 name'],
  ])('%j is refused by its line', async (csv, problem) => {
    expect(await problems(csv)).toEqual([problem])
    const { hash } = await preview(csv)
    expect(codeOf(await apply(csv, hash))).toBe('rosterProblems')
  })

  test('of too many people is refused', async () => {
    const csv = Array.from({ length: 5_002 }, (_, at) => `s${at}@school.edu`).join('\n')
    expect(await problems(csv)).toEqual(['null tooMany'])
  })
})

describe('an import', () => {
  test('makes accounts without a password, and a link for the first one of each student', async () => {
    const before = (await preview('studentB@demo.invalid')).unchanged
    expect(before).toBe(1)
    const { added, links } = await bring('Ada,ada@school.edu,Mon\nBen,ben@school.edu')
    expect({ added, names: links.map(({ name }) => name) }).toEqual({
      ...{ added: 2, names: ['Ada', 'Ben'] },
    })
    expect(await enrolmentOf('ada@school.edu')).toMatchObject({ role: 'student', section: 'Mon' })
    const [, token] = /token=([\w-]+)|#([\w-]+)$/.exec(links[0]!.url) ?? []
    const secret = token ?? links[0]!.url.split(/[#/=]/).at(-1)
    const choose = () =>
      server.ask('PUT', '/api/passwords', { json: { token: secret, password: 'long enough 1' } })
    expect((await choose()).status).toBe(204)
    expect((await choose()).status).toBe(404)
    const signIn = { email: 'ada@school.edu', password: 'long enough 1' }
    expect((await server.ask('POST', '/api/session/password', { json: signIn })).status).toBe(201)
  })

  test('gives no link that opens an account in which somebody has signed in since', async () => {
    const { links } = await bring('Ada,ada@school.edu')
    const { id } = await server.db.user.findUniqueOrThrow({ where: { email: 'ada@school.edu' } })
    await server.db.account.create({
      data: { userId: id, providerId: 'provider', accountId: 'ada' },
    })
    const json = { token: links[0]!.url.split(/[#/=]/).at(-1), password: 'long enough 1' }
    expect(codeOf(await server.ask('PUT', '/api/passwords', { json }))).toBe('linkOver')
  })

  test('changes roles and sections, and leaves alone what the table does not say', async () => {
    await bring('Ada,ada@school.edu,Mon\nBen,ben@school.edu,Mon')
    const csv = 'email,role\nada@school.edu,assistant\nben@school.edu,'
    expect(await preview(csv)).toMatchObject({
      ...{ added: [], unchanged: 1 },
      changed: [
        {
          email: 'ada@school.edu',
          before: { role: 'student', section: 'Mon' },
          after: { role: 'assistant', section: 'Mon' },
        },
      ],
    })
    expect(await bring(csv)).toMatchObject({ changed: 1, links: [], linksUntil: null })
    expect(await enrolmentOf('ada@school.edu')).toMatchObject({ role: 'assistant', section: 'Mon' })
    const { id } = await server.db.user.findUniqueOrThrow({ where: { email: 'ada@school.edu' } })
    const events = await server.db.auditEvent.findMany({
      where: { aboutId: id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: 'roster.add', before: null, after: { role: 'student', section: 'Mon' } },
      {
        action: 'role.change',
        before: { role: 'student', section: 'Mon' },
        after: { role: 'assistant', section: 'Mon' },
      },
    ])
  })

  test('removes only students, only when asked, and keeps their work', async () => {
    await bring('Ada,ada@school.edu\nBen,ben@school.edu')
    const { id } = await server.db.user.findUniqueOrThrow({ where: { email: 'ben@school.edu' } })
    const version = await server.db.exerciseVersion.findFirstOrThrow()
    await server.db.submission.create({
      data: {
        ...{ userId: id, exercise: 'softmax', kind: 'submit', lane: 1, source: 'x' },
        ...{ exerciseVersionId: version.id, assignmentId: await server.assignmentOf('softmax') },
      },
    })
    const csv = 'Ada,ada@school.edu\nstudent@demo.invalid\nS,studentB@demo.invalid'.replace(
      'student@',
      'St,student@',
    )
    expect(await preview(csv)).toMatchObject({ removed: [], absent: 1, unchanged: 3 })
    expect(await preview(csv, true)).toMatchObject({ removed: [{ email: 'ben@school.edu' }] })
    await bring(csv, true)
    expect(await enrolmentOf('ben@school.edu')).toBeNull()
    expect(await enrolmentOf('assistant@demo.invalid')).not.toBeNull()
    expect(await server.db.submission.count({ where: { userId: id } })).toBe(1)
  })

  test('changes what its preview showed, or nothing', async () => {
    const csv = 'Ada,ada@school.edu\nBen,ben@school.edu'
    const { hash } = await preview(csv)
    await bring('Ada,ada@school.edu')
    expect(codeOf(await apply(csv, hash))).toBe('rosterChanged')
    expect(codeOf(await apply(`${csv},Mon`, hash))).toBe('rosterChanged')
    expect(await enrolmentOf('ben@school.edu')).toBeNull()
  })

  test('of an address with an account opens that account to nobody', async () => {
    const { body } = await ask('GET', '/people')
    expect(JSON.stringify(body)).not.toContain('eve@school.edu')
    const { id } = await server.db.user.create({
      data: {
        ...{ name: 'Eve', email: 'eve@school.edu' },
        accounts: { create: { providerId: 'credential', accountId: 'eve', password: 'x' } },
      },
    })
    expect(await problems('Eve,eve@school.edu,,instructor')).toEqual(['1 unprovenStaff'])
    expect(await bring('Other,eve@school.edu')).toMatchObject({ added: 1, links: [] })
    const link = () => ask('POST', `/people/${id}/password-link`)
    expect(codeOf(await link())).toBe('openedElsewhere')
    expect(await server.db.user.findUnique({ where: { id } })).toMatchObject({ name: 'Eve' })
    await server.db.enrolment.updateMany({ where: { userId: id }, data: { wasAdded: false } })
    expect((await link()).status).toBe(201)
  })

  test('makes staff of whoever has proved their address', async () => {
    await server.db.user.create({
      data: { name: 'Eve', email: 'eve@school.edu', emailVerified: true },
    })
    await bring('Eve,eve@school.edu,,assistant')
    expect(await enrolmentOf('eve@school.edu')).toMatchObject({ role: 'assistant' })
  })
})

describe('an export', () => {
  test('computes nothing in a spreadsheet, is on record, and can be imported again', async () => {
    await bring('"=HYPERLINK(""http://x"")",ada@school.edu,+1\n"B, en",ben@school.edu')
    const { text, headers } = await ask('GET', '/roster.csv')
    expect(headers.get('content-disposition')).toContain('transformers-people.csv')
    expect(text).toContain(`"'=HYPERLINK(""http://x"")",ada@school.edu,'+1,student\r\n`)
    expect(text).toContain('"B, en",ben@school.edu,,student\r\n')
    expect(await preview(text)).toMatchObject({ added: [], changed: [], problems: [] })
    expect(
      await server.db.auditEvent.findFirst({ where: { action: 'roster.export' } }),
    ).toMatchObject({ actorId: server.ids.instructor })
  })
})

describe('one person', () => {
  const path = (who: Person) => `/people/${server.ids[who]}`

  test('gets another role and section, on record', async () => {
    expect((await ask('PATCH', path('studentB'), { section: 'Fri' })).status).toBe(204)
    expect((await ask('PATCH', path('studentB'), { role: 'assistant' })).status).toBe(204)
    expect(await enrolmentOf('studentB@demo.invalid')).toMatchObject({
      ...{ role: 'assistant', section: 'Fri' },
    })
    const events = await server.db.auditEvent.findMany({
      where: { aboutId: server.ids.studentB },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual(['section.change', 'role.change'])
    await ask('PATCH', path('studentB'), { role: 'student', section: null })
  })

  test('is taken out and keeps what they handed in', async () => {
    expect((await ask('DELETE', path('studentB'))).status).toBe(204)
    expect((await ask('DELETE', path('studentB'))).status).toBe(404)
    expect(await server.db.user.count({ where: { id: server.ids.studentB } })).toBe(1)
    await bring('Sandy,studentB@demo.invalid')
  })

  test('who alone teaches the course stays its instructor, also of two who leave at once', async () => {
    expect(codeOf(await ask('DELETE', path('instructor')))).toBe('lastInstructor')
    expect(codeOf(await ask('PATCH', path('instructor'), { role: 'student' }))).toBe(
      'lastInstructor',
    )
    await ask('PATCH', path('assistant'), { role: 'instructor' })
    const both = await Promise.all([
      ask('PATCH', path('instructor'), { role: 'assistant' }),
      ask('PATCH', path('assistant'), { role: 'assistant' }, 'assistant'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    await server.db.enrolment.updateMany({
      where: { userId: server.ids.instructor, course: { slug: 'transformers' } },
      data: { role: 'instructor' },
    })
  })
})
