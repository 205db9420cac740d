import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { audit } from '../../server/audit.ts'
import { safePart } from '../../server/export/file-names.ts'
import { gradeNext, secretNumber } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

const root = '/api/courses/transformers'
/** Stands in everything of the other student, and in what nobody but staff may read. */
const foreign = 'Foreign7'

let server: TestServer
let own: string
let courseId: string

beforeAll(async () => {
  server = await startServer()
  const { db, ids } = server
  await db.user.update({ where: { id: ids.studentB }, data: { name: foreign } })
  own = await handIn('studentA', 'attention', 'export const mine = 1\n')
  await gradeNext(db, 'name')
  await handIn('studentA', 'softmax', 'export const second = 2\n')
  await gradeNext(db, 'full')
  await handIn('studentB', 'attention', `// ${foreign}\n`)
  await gradeNext(db, 'full')
  // Outside of every course, and waiting.
  const { id: version } = await db.exerciseVersion.findFirstOrThrow({ where: { slug: 'gru' } })
  await db.submission.create({
    data: {
      ...{ userId: ids.studentA, exercise: 'gru', exerciseVersionId: version, kind: 'run' },
      ...{ lane: 0, source: 'export const alone = 3\n' },
    },
  })
  await db.draft.create({
    data: {
      ...{ userId: ids.studentA, exercise: 'gru', source: 'a draft', revision: 1 },
      ...{ exerciseVersion: 'any', updatedAt: new Date() },
    },
  })
  await ask('instructor', 'PUT', `${root}/reviews/${own}`, {
    ...{ done: true, basedOn: null, marks: [], override: { points: 2, reason: 'It is right' } },
    comments: [{ line: 1, endLine: 1, text: 'Well named', bankComment: null }],
  })
  await ask('assistant', 'POST', `${root}/reviews/${own}/replies`, { text: 'Look at the mask' })
  await ask('assistant', 'POST', `${root}/reviews/${own}/reruns`, { seed: 7 })
  await ask('studentA', 'POST', `/api/submissions/${own}/requests`, { reason: 'It is right' })
  const { id } = await db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  courseId = id
  const about = { courseId, actorId: ids.instructor, aboutId: ids.studentA }
  await audit(db, {
    ...{ ...about, action: 'review.withdraw', subject: `submission ${own}` },
    before: { done: true, score: 2, comments: [] },
    after: { done: false, score: 1, comments: [{ text: foreign }] },
  })
  await audit(db, {
    ...{ ...about, action: 'similarity.view', subject: `submission ${own}` },
    after: { left: own, right: foreign },
  })
  await audit(db, {
    ...{ ...about, action: 'extension.grant', subject: 'assignment 1', reason: foreign },
    after: { dueAt: '2100-01-01T00:00:00.000Z' },
  })
  await audit(db, {
    ...{ ...about, aboutId: ids.studentB, action: 'role.change', subject: 'user b' },
    after: { section: foreign },
  })
})
afterAll(() => server.close())

async function ask(person: Person, method: string, path: string, json?: unknown) {
  const key = server.keys[person]
  const answer = await server.ask(method, path, { key, ...(json !== undefined && { json }) })
  expect([path, answer.status < 300]).toEqual([path, true])
  return answer.body
}

async function handIn(person: Person, exercise: string, source: string): Promise<string> {
  const { id } = (await ask(person, 'POST', '/api/submissions', { exercise, source })) as {
    id: string
  }
  return id
}

async function download(person: Person, path: string): Promise<Map<string, string>> {
  const response = await fetch(server.url + path, {
    headers: { Authorization: `Bearer ${server.keys[person]}` },
  })
  expect([path, response.status]).toEqual([path, 200])
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="[\w.-]+\.zip"$/,
  )
  return await unzip(Buffer.from(await response.arrayBuffer()))
}

async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const files = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    files.set(entry.fileName, (await buffer(stream)).toString('utf8'))
  }
  return files
}

const json = (files: Map<string, string>, name: string) =>
  JSON.parse(files.get(name) ?? '') as unknown
const all = (files: Map<string, string>) => [...files].flat().join('\n')

describe('what somebody takes away of themselves', () => {
  let files: Map<string, string>
  beforeAll(async () => {
    files = await download('studentA', '/api/account/export')
  })

  test('has every file that they handed in, by course and exercise, and their drafts', () => {
    const sources = [...files].filter(([name]) => name.endsWith('.ts'))
    const stamp = String.raw`\d{4}-\d\d-\d\dT\d{6}-[\w-]+\.ts`
    expect(sources.map(([, source]) => source).sort()).toEqual(
      [
        'a draft',
        ...['mine = 1', 'second = 2', 'alone = 3'].map((one) => `export const ${one}\n`),
      ].sort(),
    )
    for (const pattern of [
      `^submissions/transformers/attention/${stamp}$`,
      `^submissions/transformers/softmax/${stamp}$`,
      `^submissions/without-course/gru/${stamp}$`,
      '^drafts/gru\\.ts$',
    ]) {
      expect(sources.map(([name]) => name)).toContainEqual(
        expect.stringMatching(new RegExp(pattern)),
      )
    }
  })

  test('says what came of each, as its page does, and where its file is', async () => {
    const submissions = json(files, 'submissions.json') as { id: string; file: string }[]
    expect(submissions).toHaveLength(3)
    const one = submissions.find(({ id }) => id === own)
    expect(one).toMatchObject({
      ...{ course: 'transformers', exercise: 'attention', verdict: 'wrongAnswer' },
      ...{ points: 1, maxPoints: 2, status: 'finished' },
      review: { comments: [{ line: 1, text: 'Well named' }], override: { reason: 'It is right' } },
    })
    expect(files.get(one!.file)).toBe('export const mine = 1\n')
    const page = (await ask('studentA', 'GET', `/api/submissions/${own}`)) as { report: unknown }
    expect(one).toMatchObject({ report: page.report })
  })

  test('has account, enrolments, grades, conversations, notices and record', () => {
    expect(json(files, 'account.json')).toMatchObject({
      ...{ id: server.ids.studentA, email: 'student@demo.invalid' },
      apiKeys: [{ name: 'test' }],
    })
    expect(json(files, 'enrolments.json')).toMatchObject([
      { slug: 'transformers', role: 'student', extensions: [] },
    ])
    expect(json(files, 'grades.json')).toMatchObject([
      { course: { slug: 'transformers' }, assignments: expect.any(Array) },
    ])
    expect(json(files, 'conversations.json')).toMatchObject([
      {
        kind: 'reply',
        messages: [{ text: 'Look at the mask', by: 'staff', name: 'Toni Assistant' }],
      },
      { kind: 'request', messages: [{ text: 'It is right', by: 'student' }] },
    ])
    expect((json(files, 'notices.json') as unknown[]).length).toBeGreaterThan(0)
    const record = json(files, 'audit.json') as { action: string }[]
    expect(record.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['grade.override', 'submission.reply', 'extension.grant']),
    )
    expect(record.at(-1)).toMatchObject({ action: 'account.export', by: 'you', about: 'you' })
    for (const name of files.keys()) {
      const [top] = name.split('/')
      expect([name, files.get('README.txt')?.includes(top!) || top === 'README.txt']).toEqual([
        name,
        true,
      ])
    }
  })

  test('has nothing of another student, of hidden cases, of drafts of staff, and no secret', async () => {
    const text = all(files)
    expect(text).not.toContain(foreign)
    expect(text).not.toContain(server.ids.studentB)
    const keys = await server.db.apiKey.findMany()
    const sessions = await server.db.session.findMany()
    for (const secret of [
      ...keys.flatMap(({ hash, start }) => [hash, start]),
      ...sessions.map(({ token }) => token),
    ]) {
      expect(text).not.toContain(secret)
    }
    const hidden = (json(files, 'submissions.json') as { id: string }[]).find(
      ({ id }) => id === own,
    )
    expect(JSON.stringify(hidden)).not.toContain(`${secretNumber}`)
    expect(text).not.toContain('seedIndex')
  })

  test('is explained in Chinese for whom wants that', async () => {
    const chinese = await download('studentA', '/api/account/export?language=zh')
    expect(chinese.get('README.txt')).toContain('提交或运行过的每个文件')
  })
})

describe('what an instructor takes away of a student', () => {
  const path = (person: Person, course = 'transformers') =>
    `/api/courses/${course}/people/${server.ids[person]}/export`

  test('is of this course alone, without what is private, and on record', async () => {
    const files = await download('instructor', path('studentA'))
    expect([...files.keys()].filter((name) => !name.endsWith('.ts')).sort()).toEqual([
      ...['README.txt', 'account.json', 'audit.json', 'conversations.json', 'enrolments.json'],
      ...['grades.json', 'hints.json', 'submissions.json'],
    ])
    expect(json(files, 'submissions.json')).toHaveLength(2)
    expect(json(files, 'account.json')).toEqual({
      ...{ id: server.ids.studentA, name: 'Sam Student', email: 'student@demo.invalid' },
    })
    expect(all(files)).not.toContain(foreign)
    expect(all(files)).not.toContain('alone')
    expect(
      await server.db.auditEvent.findFirst({ where: { action: 'person.export' } }),
    ).toMatchObject({ actorId: server.ids.instructor, aboutId: server.ids.studentA, courseId })
  })

  test('is of no staff, and of nobody in another course', async () => {
    for (const [who, address, status] of [
      ['instructor', path('assistant'), 404],
      ['instructor', path('outsider'), 404],
      ['outsider', path('studentA'), 404],
      ['outsider', path('studentA', 'other'), 404],
      ['assistant', path('studentA'), 403],
    ] as const) {
      const answer = await server.ask('GET', address, { key: server.keys[who] })
      expect([who, address, answer.status]).toEqual([who, address, status])
    }
  })
})

test('a part of a path is one that Windows takes', () => {
  const parts = ['attention', 'con', 'NUL.txt', 'a:b/..\\c', '..', '', 'ends.', 'x'.repeat(90)]
  expect(parts.map(safePart)).toEqual([
    ...['attention', '_con', '_NUL.txt', 'a-b-..-c', '_', '_', 'ends', 'x'.repeat(60)],
  ])
})
