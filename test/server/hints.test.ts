import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OpenSubmission } from '../../server/api/submission.ts'
import { claim, end, gradeNext } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const question = 'What does each row sum to?'
const name = 'a known mistake'

async function submitted(): Promise<string> {
  const json = { exercise: 'attention', source: 'export {}' }
  const { body } = await server.ask('POST', '/api/submissions', {
    ...{ key: server.keys.studentA, json },
  })
  return (body as { id: string }).id
}

async function wrong(disclosure?: 'diagnosis' | 'name'): Promise<string> {
  const id = await submitted()
  await gradeNext(server.db, disclosure)
  return id
}

const read = async (id: string, person: Person = 'studentA', query = '') => {
  const path = `/api/submissions/${id}${query}`
  const answer = await server.ask('GET', path, { key: server.keys[person] })
  return { ...answer, body: answer.body as OpenSubmission }
}
const unlock = (id: string, rung: unknown, person: Person = 'studentA', query = '') =>
  server.ask('POST', `/api/submissions/${id}/hints${query}`, {
    ...{ key: server.keys[person], json: { rung } },
  })
const recorded = async (submissionId: string) =>
  (await server.db.hintUnlock.findMany({ where: { submissionId }, orderBy: { rung: 'asc' } })).map(
    ({ rung }) => rung,
  )

test('are locked at first, in the report and in its words', async () => {
  const id = await wrong()
  const { body, text } = await read(id)
  expect(body.hints).toEqual({ shown: [], total: 2 })
  expect(body.report?.diagnosis).toBeNull()
  for (const locked of [question, name, 'X1']) expect(text).not.toContain(locked)
})

test('are unlocked one by one, kept, and told in the text', async () => {
  const id = await wrong()
  expect((await unlock(id, 1)).body).toEqual({ shown: [question], total: 2 })
  const first = await read(id)
  expect(first.body.hints).toEqual({ shown: [question], total: 2 })
  expect(first.body.text).toContain(question)
  expect(first.text).not.toContain(name)
  expect((await unlock(id, 2)).body).toMatchObject({ shown: [question, expect.any(String)] })
  expect((await read(id)).body.text).toContain(name)
  expect((await unlock(id, 1)).body).toMatchObject({ shown: { length: 2 } })
  expect(await recorded(id)).toEqual([1, 2])
})

test('asked for beyond the last are all there are', async () => {
  const id = await wrong()
  expect((await unlock(id, 99)).body).toMatchObject({ shown: { length: 2 }, total: 2 })
  expect(await recorded(id)).toEqual([1, 2])
})

test('asked for many times at once are recorded once', async () => {
  const id = await wrong()
  const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => unlock(id, 1 + (at % 2))))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(await recorded(id)).toEqual([1, 2])
})

test('are all open to staff, who unlock nothing', async () => {
  const id = await wrong()
  const { body } = await read(id, 'assistant')
  expect(body.hints?.shown).toHaveLength(2)
  expect(body.report?.diagnosis).toMatchObject({ hints: [question] })
  expect(body.text).toContain(name)
  expect((await unlock(id, 1, 'assistant')).body).toEqual(body.hints)
  expect(await recorded(id)).toEqual([])
  expect((await read(id)).body.hints).toEqual({ shown: [], total: 2 })
})

test.each(['studentB', 'outsider'] as const)('are not there for %s', async (person) => {
  const id = await wrong()
  expect((await unlock(id, 1, person)).status).toBe(404)
  expect(await recorded(id)).toEqual([])
})

test('of a case whose name alone is shown give nothing away', async () => {
  const id = await wrong('name')
  for (const rung of [1, 9]) expect((await unlock(id, rung)).text).not.toContain(name)
  expect((await read(id)).text).not.toContain(name)
})

test('are in no list, no event and no query', async () => {
  const id = await wrong()
  const key = { key: server.keys.studentA }
  const texts = await Promise.all(
    ['/api/submissions', `/api/submissions/${id}/events`, `/api/submissions/${id}?hints=2`].map(
      async (path) => (await server.ask('GET', path, key)).text,
    ),
  )
  for (const text of texts) for (const one of [question, name]) expect(text).not.toContain(one)
})

test('come in the language that is asked for', async () => {
  const id = await wrong()
  const { text } = await unlock(id, 2, 'studentA', '?language=zh')
  expect(text).toMatch(/\p{Script=Han}/u)
  expect((await read(id, 'studentA', '?language=zh')).body.text).toMatch(/\p{Script=Han}/u)
  expect((await read(id)).text).not.toMatch(/\p{Script=Han}/u)
})

describe('are refused', () => {
  const none = { status: 409, body: { error: { code: 'noHints' } } }

  test('before there is a report', async () => {
    const id = await submitted()
    expect(await unlock(id, 1)).toMatchObject(none)
    expect((await read(id)).body.hints).toBeNull()
    await end(server.db, await claim(server.db))
  })

  test('for what passed', async () => {
    const id = await wrong()
    await server.db.$executeRaw`
      UPDATE "Submission" SET "verdict" = 'passed',
        "report" = jsonb_set(jsonb_set("report", '{verdict}', '"passed"'), '{firstFailure}', 'null')
      WHERE "id" = ${id}`
    expect((await read(id)).body.hints).toBeNull()
    expect(await unlock(id, 1)).toMatchObject(none)
  })

  test.each([0, 1.5, '1', null, 1e9])('for rung %j', async (rung) => {
    expect(await unlock(await wrong(), rung)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalidRequest' } },
    })
  })
})

describe('a failing case that passed before', () => {
  const setCase = (id: string, at: number, verdict: string) => server.db.$executeRaw`
    UPDATE "Submission"
    SET "report" = jsonb_set("report", ${`{cases,${at},verdict}`}::text[], ${`"${verdict}"`}::jsonb)
    WHERE "id" = ${id}`
  /** The second of two cases fails, unless told otherwise. */
  const attempt = async (
    ...verdicts: ['passed' | 'wrongAnswer', 'passed' | 'wrongAnswer'] | []
  ) => {
    const id = await wrong()
    for (const [at, verdict] of verdicts.entries()) await setCase(id, at, verdict)
    return id
  }
  const passedBefore = async (id: string) => (await read(id)).body.passedBefore
  const forget = () => server.db.submission.deleteMany()

  test('is told with the latest submission in which it passed', async () => {
    await forget()
    expect(await passedBefore(await attempt())).toEqual([])
    await attempt('passed', 'passed')
    const latest = await attempt('passed', 'passed')
    await attempt('wrongAnswer', 'wrongAnswer')
    const id = await attempt()
    expect(await passedBefore(id)).toEqual([{ case: 'second', submission: latest, attemptsAgo: 2 }])
  })

  test('is told for each such case, in the order of the report', async () => {
    await forget()
    const one = await attempt('wrongAnswer', 'passed')
    const other = await attempt('passed', 'wrongAnswer')
    expect(await passedBefore(await attempt('wrongAnswer', 'wrongAnswer'))).toEqual([
      { case: 'first', submission: other, attemptsAgo: 1 },
      { case: 'second', submission: one, attemptsAgo: 2 },
    ])
  })

  test('is not told of what was not graded, of others, or of later ones', async () => {
    await forget()
    const before = await attempt('passed', 'passed')
    const { userId, ...rest } = await server.db.submission.findUniqueOrThrow({
      where: { id: before },
      omit: { id: true, report: true },
    })
    const faulty = await server.db.submission.create({
      data: { ...rest, userId, verdict: 'graderError', queuedAt: new Date() },
    })
    const id = await attempt()
    await attempt('passed', 'passed')
    expect(await passedBefore(id)).toEqual([{ case: 'second', submission: before, attemptsAgo: 1 }])
    await server.db.submission.updateMany({
      where: { id: { in: [before, faulty.id] } },
      data: { userId: server.ids.studentB },
    })
    expect(await passedBefore(id)).toEqual([])
  })
})
