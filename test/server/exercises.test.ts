import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { course } from '../../exercises/index.ts'
import { exerciseFolder, statementOf, stubOf } from '../../exercises/files.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gradeNext } from './grading.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('exercises come in the order of the course', async () => {
  const { body } = await server.ask('GET', '/api/exercises')
  const { exercises } = body as { exercises: { slug: string; givenAs: []; best: null }[] }
  expect(exercises.map(({ slug }) => slug)).toEqual(course.map(({ slug }) => slug))
  expect(exercises[0]).toMatchObject({ title: course[0]?.title, givenAs: [], best: null })
})

test('who is signed in sees assignments, due dates and the best score', async () => {
  const key = server.keys.studentA
  const dueAt = new Date('2100-01-01T00:00:00Z')
  const assignment = await server.assignmentOf('attention')
  await server.db.assignment.update({ where: { id: assignment }, data: { dueAt } })
  const json = { exercise: 'attention', source: 'export {}' }
  await server.ask('POST', '/api/runs', { key, json })
  await gradeNext(server.db)
  const before = await server.ask('GET', '/api/exercises/attention', { key })
  expect(before.body).toMatchObject({
    givenAs: [{ assignment, dueAt: dueAt.toISOString(), course: { slug: 'transformers' } }],
    best: null,
  })
  await server.ask('POST', '/api/submissions', { key, json })
  await gradeNext(server.db)
  const after = await server.ask('GET', '/api/exercises/attention', { key })
  expect(after.body).toMatchObject({ best: { points: 1, passed: false } })
  const others = await server.ask('GET', '/api/exercises/attention', { key: server.keys.studentB })
  expect(others.body).toMatchObject({ best: null })
})

test('an exercise that has not changed costs no more than 304', async () => {
  const ask = (tag: string) =>
    server.ask('GET', '/api/exercises/attention', {
      // As a browser's cache asks; fetch on its own would ask for no caching at all.
      headers: { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' },
    })
  const { headers } = await ask('')
  const tag = headers.get('etag') ?? ''
  expect((await ask(tag)).status).toBe(304)
  const version = { slug_hash: { slug: 'attention', hash: 'version of attention' } }
  await server.db.exerciseVersion.update({ where: version, data: { hash: 'another' } })
  const { status, body } = await ask(tag)
  expect({ status, version: (body as { version: string }).version }).toEqual({
    ...{ status: 200, version: 'another' },
  })
})

test('a statement is in English where it exists in no other language', async () => {
  const answers = await Promise.all([
    server.ask('GET', '/api/exercises/attention'),
    server.ask('GET', '/api/exercises/attention?language=en'),
    server.ask('GET', '/api/exercises/attention', { headers: { 'Accept-Language': 'fr' } }),
  ])
  for (const { body } of answers) expect(body).toMatchObject({ page: { language: 'en' } })
  expect(await server.ask('GET', '/api/exercises/attention?language=fr')).toMatchObject({
    status: 400,
    body: { error: { code: 'invalidRequest' } },
  })
})

test('an unknown exercise is answered with those that there are', async () => {
  const answer = await server.ask('GET', '/api/exercises/constructor')
  expect(answer).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringContaining(course[0]?.slug ?? '') } },
  })
})

describe.each(course.map((exercise) => [exercise.slug, exercise] as const))(
  '%s',
  (slug, exercise) => {
    test('shows statement, stub and the cases that are shown', async () => {
      const { body } = await server.ask('GET', `/api/exercises/${slug}`)
      const shown = exercise.cases.filter(({ disclosure }) => disclosure === 'full')
      expect(body).toMatchObject({
        ...{ version: expect.any(String), built: exercise.built },
        page: { html: expect.stringContaining('id="statement-idea"'), language: 'en' },
        ...{ slug, statement: statementOf(slug), stub: stubOf(slug) },
        shownCases: shown.map(({ name, kind, points }) => ({ name, kind, points })),
        hiddenCases: { count: exercise.cases.length - shown.length },
      })
    })

    test('never shows hidden cases, misconceptions or solutions', async () => {
      for (const path of [`/api/exercises/${slug}`, '/api/exercises']) {
        const { body, text } = await server.ask('GET', path, { key: server.keys.instructor })
        const open = [statementOf(slug), stubOf(slug)].join('\n')
        const secrets = [
          ...exercise.cases
            .filter(({ disclosure }) => disclosure !== 'full')
            .map(({ name }) => name),
          ...exercise.misconceptions.flatMap(({ name, sameAs, hints }) => [name, sameAs, ...hints]),
        ].filter((secret) => !open.includes(secret))
        const strings = stringsIn(body)
        for (const secret of secrets) expect(strings).not.toContain(secret)
        for (const secret of secrets.filter((one) => one.length > 12)) {
          expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
        }
        for (const line of solutionLines(slug)) {
          if (!open.includes(line)) expect(text).not.toContain(JSON.stringify(line).slice(1, -1))
        }
        for (const { id } of exercise.misconceptions) expect(strings).not.toContain(id)
      }
    })
  },
)

/** Every string and every key in a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)])
}

/** Lines of the solutions that say something. */
function solutionLines(slug: string): string[] {
  const folder = join(exerciseFolder(slug), 'solutions')
  return readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line.length > 24 && !/^(import|export|\*|\/)/.test(line))
}
