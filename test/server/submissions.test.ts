import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { claim, end, gradeNext, secretNumber } from './grading.ts'
import { startServer, type Asked, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const source = 'export function attention() {}\n'

/** Hands in for attention as student A, unless told otherwise. */
function submit(asked: Asked = {}, path = '/api/submissions') {
  return server.ask('POST', path, {
    key: server.keys.studentA,
    ...(asked.body === undefined && { json: { exercise: 'attention', source } }),
    ...asked,
  })
}

async function accepted(asked: Asked = {}, path?: string): Promise<string> {
  const { status, body } = await submit(asked, path)
  expect(status).toBe(202)
  return (body as { id: string }).id
}

const read = (id: string, person: 'studentA' | 'assistant' = 'studentA') =>
  server.ask('GET', `/api/submissions/${id}`, { key: server.keys[person] })

describe('handing in', () => {
  test('is accepted with an id and a place to look', async () => {
    const { status, headers, body } = await submit()
    const { id } = body as { id: string }
    expect({ status, location: headers.get('location') }).toEqual({
      status: 202,
      location: `/api/submissions/${id}`,
    })
    expect(body).toEqual({ id, exercise: 'attention', exerciseVersion: 'version of attention' })
    expect((await read(id)).body).toMatchObject({
      ...{ id, exercise: 'attention', kind: 'submit', status: 'waiting', source, report: null },
      assignment: await server.assignmentOf('attention'),
    })
    await gradeNext(server.db)
    expect((await read(id)).body).toMatchObject({
      ...{ status: 'finished', verdict: 'wrongAnswer', points: 1, maxPoints: 2 },
      text: expect.any(String),
    })
  })

  test('a file can be sent as it is', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const text = `// ü, 注意力, a=b&c=d\n`
      const id = await accepted(
        { body: text, headers: { 'Content-Type': type } },
        '/api/submissions?exercise=attention',
      )
      expect((await read(id)).body).toMatchObject({ source: text })
    }
    await gradeNext(server.db)
  })

  test('a newer submission replaces the one that still waits', async () => {
    const older = await accepted()
    const newer = await accepted()
    expect((await read(older)).body).toMatchObject({ status: 'superseded', verdict: null })
    expect((await read(newer)).body).toMatchObject({ status: 'waiting' })
    await gradeNext(server.db)
  })

  test('a run is not an attempt', async () => {
    const id = await accepted({}, '/api/runs')
    expect((await read(id)).body).toMatchObject({ kind: 'run' })
    await gradeNext(server.db)
  })
})

describe('an Idempotency-Key', () => {
  test('gives the same submission again', async () => {
    const headers = { 'Idempotency-Key': 'again' }
    const id = await accepted({ headers })
    expect(await accepted({ headers })).toBe(id)
    await gradeNext(server.db)
    expect(await accepted({ headers })).toBe(id)
  })

  test('sent ten times at once makes one submission', async () => {
    const headers = { 'Idempotency-Key': 'at-once' }
    const ids = await Promise.all(Array.from({ length: 10 }, () => accepted({ headers })))
    expect(new Set(ids).size).toBe(1)
    await gradeNext(server.db)
  })

  test('with another file is refused', async () => {
    const headers = { 'Idempotency-Key': 'other-file' }
    await accepted({ headers })
    const { status, body } = await submit({
      headers,
      json: { exercise: 'attention', source: 'export {}' },
    })
    expect(status).toBe(409)
    expect(body).toMatchObject({ error: { code: 'idempotencyKeyReused' } })
    await gradeNext(server.db)
  })

  test('with spaces is refused', async () => {
    expect(await submit({ headers: { 'Idempotency-Key': 'a b' } })).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'Idempotency-Key' }] } },
    })
  })
})

describe('bad input gets a clear answer', () => {
  const json = (fields: object): Asked => ({ json: { exercise: 'attention', source, ...fields } })
  const text = (body: Asked['body']): Asked => ({
    body: body ?? '',
    headers: { 'Content-Type': 'text/plain' },
  })
  const cases: [string, number, string, RegExp, Asked, string?][] = [
    [
      'an unknown exercise',
      404,
      'notFound',
      /"atention".*softmax, /,
      json({ exercise: 'atention' }),
    ],
    ['a name from the prototype', 404, 'notFound', /__proto__/, json({ exercise: '__proto__' })],
    [
      'a body too large',
      413,
      'bodyTooLarge',
      /1024 KiB/,
      json({ source: 'x'.repeat(1024 * 1024) }),
    ],
    [
      'a source over 256 KiB',
      400,
      'sourceTooLarge',
      /256\.1 KiB.*256 KiB/,
      json({ source: 'x'.repeat(256 * 1024 + 100) }),
    ],
    [
      'a large source in few characters',
      400,
      'sourceTooLarge',
      /256 KiB/,
      json({ source: '注'.repeat(90_000) }),
    ],
    ['an empty source', 400, 'sourceEmpty', /empty/, json({ source: ' \n' })],
    ['half a surrogate pair', 400, 'notUtf8', /UTF-8/, json({ source: '"\ud800"' })],
    ['a NUL character', 400, 'sourceNotText', /Line 2/, json({ source: 'a\n\0' })],
    ['no source', 400, 'invalidRequest', /source: give the text/, json({ source: undefined })],
    ['a number as source', 400, 'invalidRequest', /source/, json({ source: 7 })],
    ['a field too many', 400, 'invalidRequest', /userId/, json({ userId: 'somebody' })],
    ['an unknown assignment', 404, 'unknownAssignment', /"x"/, json({ assignment: 'x' })],
    [
      'JSON that is cut off',
      400,
      'invalidJson',
      /JSON/,
      { body: '{"exercise": ', headers: { 'Content-Type': 'application/json' } },
    ],
    [
      'JSON in Latin-1',
      400,
      'notUtf8',
      /UTF-8/,
      {
        body: Buffer.from('{"source": "\xfc"}', 'latin1'),
        headers: { 'Content-Type': 'application/json' },
      },
    ],
    ['an array', 400, 'invalidRequest', /object/, { json: [] }],
    [
      'a file that is not UTF-8',
      400,
      'notUtf8',
      /encoding UTF-8/,
      text(Buffer.from([0x61, 0xff])),
      '/api/submissions?exercise=attention',
    ],
    [
      'an empty file',
      400,
      'sourceEmpty',
      /empty/,
      text('\n'),
      '/api/submissions?exercise=attention',
    ],
    ['a file for no exercise', 400, 'invalidRequest', /exercise: name the exercise/, text(source)],
    [
      'a file for two exercises',
      400,
      'invalidRequest',
      /exercise/,
      text(source),
      '/api/submissions?exercise=a&exercise=b',
    ],
    [
      'a file too large',
      413,
      'bodyTooLarge',
      /1024 KiB/,
      text('x'.repeat(1024 * 1024 + 1)),
      '/api/submissions?exercise=attention',
    ],
  ]
  for (const [what, status, code, message, asked, path] of cases) {
    test(`${what}: ${status}`, async () => {
      expect(await submit(asked, path)).toMatchObject({
        status,
        body: { error: { code, message: expect.stringMatching(message) } },
      })
    })
  }

  test('no body at all', async () => {
    const answer = await server.ask('POST', '/api/submissions', { key: server.keys.studentA })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'notJson' } } })
  })

  test('an address that cannot be decoded', async () => {
    const answer = await server.ask('GET', '/api/exercises/%E0%A4%A', {})
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'badRequest' } } })
  })

  test('nothing of it is stored', async () => {
    expect(
      await server.db.submission.count({ where: { finishedAt: null, supersededAt: null } }),
    ).toBe(0)
  })
})

describe('an assignment', () => {
  const change = async (data: object) => {
    const id = await server.assignmentOf('softmax')
    const none = { opensAt: null, dueAt: null, attemptLimit: null }
    await server.db.assignment.update({ where: { id }, data: { ...none, ...data } })
  }
  const asked = { json: { exercise: 'softmax', source } }
  const tomorrow = new Date(Date.now() + 86_400_000)
  const yesterday = new Date(Date.now() - 86_400_000)

  test('that is not open yet says when it opens', async () => {
    await change({ opensAt: tomorrow })
    expect(await submit(asked)).toMatchObject({
      status: 403,
      body: {
        error: { code: 'notOpen', message: expect.stringContaining(tomorrow.toISOString()) },
      },
    })
  })

  test('that is past due takes runs only', async () => {
    await change({ dueAt: yesterday })
    expect(await submit(asked)).toMatchObject({
      status: 403,
      body: {
        error: { code: 'pastDue', message: expect.stringContaining(yesterday.toISOString()) },
      },
    })
    await accepted(asked, '/api/runs')
    await gradeNext(server.db)
  })

  test('whose attempts are used up says so; a waiting one that is replaced uses none', async () => {
    await change({ attemptLimit: 1 })
    await accepted(asked)
    await accepted(asked)
    await gradeNext(server.db)
    expect(await submit(asked)).toMatchObject({
      status: 409,
      body: { error: { code: 'attemptsUsedUp', message: expect.stringMatching(/All 1 attempts/) } },
    })
    await change({})
  })

  test('of another course is not taken', async () => {
    const other = await server.db.course.findFirstOrThrow({ where: { slug: 'other' } })
    const { id } = await server.db.assignment.create({
      data: { courseId: other.id, exercise: 'attention', position: 0 },
    })
    const answer = await submit({ json: { exercise: 'attention', source, assignment: id } })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'unknownAssignment' } } })
  })

  test('has to be named when two courses ask for the exercise', async () => {
    const other = await server.db.course.findFirstOrThrow({ where: { slug: 'other' } })
    await server.db.enrolment.create({
      data: { courseId: other.id, userId: server.ids.studentA, role: 'student' },
    })
    const answer = await submit()
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'whichAssignment' } } })
    const { error } = answer.body as { error: { details: { assignment: string }[] } }
    const named = { exercise: 'attention', source, assignment: error.details[1]?.assignment }
    const id = await accepted({ json: named })
    expect((await read(id)).body).toMatchObject({ assignment: named.assignment })
    await gradeNext(server.db)
    await server.db.enrolment.deleteMany({
      where: { courseId: other.id, userId: server.ids.studentA },
    })
  })
})

describe('a report', () => {
  test.each(['diagnosis', 'name'] as const)(
    'keeps from its student what a case of disclosure %s hides, and shows it to staff',
    async (disclosure) => {
      const id = await accepted()
      await end(server.db, await claim(server.db), disclosure)
      const hidden = [String(secretNumber), '7180339', 'a counterexample']
      const forStudent = await read(id)
      for (const text of hidden) expect(forStudent.text).not.toContain(text)
      expect((await read(id, 'assistant')).text).toContain(String(secretNumber))
    },
  )

  test('shows its student everything of a case that is shown in full', async () => {
    const id = await accepted()
    await gradeNext(server.db, 'full')
    const { text } = await read(id)
    for (const shown of ['7180339', 'hello']) expect(text).toContain(shown)
  })
})

describe('history', () => {
  const page = async (query: string) => {
    const { status, body } = await server.ask('GET', `/api/submissions${query}`, {
      key: server.keys.studentB,
    })
    expect(status).toBe(200)
    return body as { submissions: { id: string; exercise: string }[]; next: string | null }
  }

  test('lists your own, newest first, page by page', async () => {
    const made: string[] = []
    for (const exercise of ['attention', 'softmax', 'attention', 'softmax', 'attention']) {
      made.unshift(await accepted({ key: server.keys.studentB, json: { exercise, source } }))
      await gradeNext(server.db)
    }
    const first = await page('?limit=2')
    const second = await page(`?limit=2&cursor=${first.next}`)
    const third = await page(`?limit=2&cursor=${second.next}`)
    const listed = [first, second, third].flatMap(({ submissions }) => submissions)
    expect(listed.map(({ id }) => id)).toEqual(made)
    expect(third.next).toBeNull()
    const softmax = await page('?exercise=softmax')
    expect(softmax.submissions.map(({ id }) => id)).toEqual([made[1], made[3]])
  })

  test.each(['?limit=0', '?limit=x', '?cursor=%00', '?user=somebody'])(
    'refuses %s',
    async (query) => {
      const answer = await server.ask('GET', `/api/submissions${query}`, {
        key: server.keys.studentB,
      })
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } })
    },
  )
})
