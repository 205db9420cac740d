import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.draft.deleteMany()
})

const exerciseVersion = 'version of attention'
const path = '/api/drafts/attention'
const key = (person: Person = 'studentA') => ({ key: server.keys[person] })
const save = (source: string, revision: number, exercise = 'attention', person?: Person) =>
  server.ask('PUT', `/api/drafts/${exercise}`, {
    ...key(person),
    json: { source, revision, exerciseVersion },
  })
const read = async (person?: Person) => (await server.ask('GET', path, key(person))).body

test('what was saved is there again, for its owner alone', async () => {
  expect(await read()).toEqual({ draft: null })
  expect(await save('const a = 1\n', 0)).toMatchObject({ status: 200, body: { revision: 1 } })
  expect(await save('const 注意 = 2\n', 1)).toMatchObject({ status: 200, body: { revision: 2 } })
  const draft = { source: 'const 注意 = 2\n', revision: 2, exerciseVersion }
  expect(await read()).toMatchObject({ draft })
  for (const other of ['studentB', 'instructor'] as const) {
    expect(await read(other)).toEqual({ draft: null })
  }
})

describe('two tabs', () => {
  const saveAtOnce = async (revision: number) => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, tab) => save(`tab ${tab}`, revision)),
    )
    const won = answers.flatMap(({ status }, tab) => (status === 200 ? [`tab ${tab}`] : []))
    expect(won).toHaveLength(1)
    const draft = { source: won[0], revision: revision + 1 }
    for (const { status, body } of answers.filter((one) => one.status !== 200)) {
      expect(status).toBe(409)
      expect(body).toMatchObject({ error: { code: 'draftConflict', details: { draft } } })
    }
    expect(await read()).toMatchObject({ draft })
  }

  test('that begin a draft at once: one wins, the others get to see it', async () => {
    await saveAtOnce(0)
  })

  test('that go on at once: one wins, the others get to see it', async () => {
    await save('before', 0)
    await saveAtOnce(1)
  })

  test('an older text never takes the place of a newer one', async () => {
    await save('first', 0)
    await save('second', 1)
    for (const revision of [0, 1, 3, 2 ** 40]) {
      expect((await save('old', revision)).status).toBe(409)
    }
    expect(await read()).toMatchObject({ draft: { source: 'second' } })
  })

  test('not even after somebody started over', async () => {
    await save('first', 0)
    expect((await server.ask('DELETE', path, key())).status).toBe(204)
    expect(await read()).toEqual({ draft: null })
    expect((await save('new', 0)).status).toBe(200)
    expect((await save('first, changed', 1)).status).toBe(409)
    expect(await read()).toMatchObject({ draft: { source: 'new' } })
  })
})

test('starting over without a draft changes nothing', async () => {
  expect((await server.ask('DELETE', path, key())).status).toBe(204)
  expect(await read()).toEqual({ draft: null })
})

describe('is refused', () => {
  test.each([
    ['a text over 256 KiB', 400, 'sourceTooLarge', 'x'.repeat(256 * 1024 + 1)],
    ['a NUL character', 400, 'sourceNotText', 'a\n\0'],
    ['half a surrogate pair', 400, 'notUtf8', '\ud800'],
  ])('%s', async (_, status, code, source) => {
    expect(await save(source, 0)).toMatchObject({ status, body: { error: { code } } })
    expect(await read()).toEqual({ draft: null })
  })

  test.each([{ revision: -1 }, { revision: 0.5 }, { exerciseVersion: '\0' }, { user: 'somebody' }])(
    'a save with %j',
    async (fields) => {
      const json = { source: 'x', revision: 0, exerciseVersion, ...fields }
      const answer = await server.ask('PUT', path, { ...key(), json })
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } })
    },
  )

  test.each(['atention', '__proto__', '%00', 'x'.repeat(500)])(
    'a draft of %j, which is no exercise',
    async (slug) => {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const json = { source: 'x', revision: 0, exerciseVersion }
        const asked = { ...key(), ...(method === 'PUT' && { json }) }
        expect((await server.ask(method, `/api/drafts/${slug}`, asked)).status).toBe(404)
      }
    },
  )
})

test('a draft of a withdrawn exercise can still be read, but not saved', async () => {
  await save('kept', 0, 'softmax')
  const { db } = server
  await db.exerciseVersion.updateMany({ where: { slug: 'softmax' }, data: { current: false } })
  const { body } = await server.ask('GET', '/api/drafts/softmax', key())
  expect(body).toMatchObject({ draft: { source: 'kept' } })
  const withdrawn = { status: 404, body: { error: { code: 'exerciseWithdrawn' } } }
  expect(await save('more', 1, 'softmax')).toMatchObject(withdrawn)
  expect(await server.ask('GET', '/api/exercises/softmax')).toMatchObject(withdrawn)
  const json = { exercise: 'softmax', source: 'export {}' }
  expect(await server.ask('POST', '/api/runs', { ...key(), json })).toMatchObject(withdrawn)
  await db.exerciseVersion.updateMany({ where: { slug: 'softmax' }, data: { current: true } })
})
