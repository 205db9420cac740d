/** What `npm run check:record` keeps is what the page of exercises shows, for exercises that come with the server, too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { course } from '../../exercises/index.ts'
import { exerciseVersion } from '../../exercises/version.ts'
import { registerExercises } from '../../prisma/seed.ts'
import type { CourseStatistics, OpenStatistics } from '../../server/api/statistics.ts'
import type { Wire } from '../../server/api/wire.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer()
  const versions = course.map(({ slug }) => ({ slug, hash: exerciseVersion(slug) }))
  await registerExercises(server.db, versions)
}, 60_000)
afterAll(() => server.close())

async function record(...parameters: string[]) {
  const child = spawn(process.execPath, ['server/record-checks.ts', ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: server.databaseUrl },
  })
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { code, out, err }
}

async function ask<Body>(path: string): Promise<Body> {
  const place = '/api/courses/transformers/statistics'
  const { body } = await server.ask('GET', place + path, { key: server.keys.assistant })
  return body as Body
}

test('a check of an exercise that came with the server is kept, and shown with all that it found', async () => {
  const before = await ask<Wire<OpenStatistics>>('/softmax')
  expect(before).toMatchObject({ health: 'unchecked', check: null, checkedAt: null })
  expect(await record('softmax')).toMatchObject({ code: 0, out: '1 of 1 · softmax: proved\n' })

  const { health, check } = await ask<Wire<OpenStatistics>>('/softmax')
  expect([health, check?.isServed, check?.proof.problems]).toEqual(['proved', true, []])
  const { floor, gap, misconceptions } = check!.proof
  expect([typeof floor, typeof gap]).toEqual(['number', 'number'])
  expect(misconceptions.length).toBeGreaterThan(0)
  expect(misconceptions.every(({ caught, kills }) => caught && kills.length > 0)).toBe(true)
  const { exercises } = await ask<Wire<CourseStatistics>>('')
  const known = exercises.filter(({ checkedAt }) => checkedAt !== null)
  expect(known.map(({ exercise }) => exercise)).toEqual(['softmax'])
}, 180_000)

test('an exercise that is not there is refused, and nothing is kept', async () => {
  const { code, err } = await record('softmax', 'no-such-exercise')
  expect([code, err]).toEqual([64, expect.stringContaining('no exercise "no-such-exercise"')])
  expect(await server.db.exerciseCheck.count()).toBe(1)
}, 60_000)
