import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/processes/free-port.ts'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createClient } from '../../prisma/client.ts'
import { newApiKey } from '../../server/api-keys.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

let postgres: TestPostgres
const started: ChildProcess[] = []
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  await postgres.stop()
})

async function start() {
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), ATTENDANT_DEMO: '1' },
      ...{ DATABASE_URL: postgres.url, ATTENDANT_DATA: join(tmpdir(), 'attendant-unused') },
      ATTENDANT_SECRET: '6d1f2b7c90a34e58b1c2d3e4f5a69788',
    },
  })
  started.push(child)
  const [message] = (await once(child, 'message')) as [unknown]
  return { child, message, url: `http://127.0.0.1:${port}` }
}

test('tells its address once it answers, and ends event streams when it is stopped', async () => {
  const { child, message, url } = await start()
  expect(message).toMatchObject({ ready: true, lines: [url, expect.stringContaining('one click')] })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)

  const db = createClient(postgres.url, 1)
  const { key, start: begin, hash } = newApiKey()
  const { id } = await db.submission.create({
    data: {
      ...{ exercise: 'softmax', kind: 'run', lane: 0, source: '' },
      exerciseVersion: { create: { slug: 'softmax', hash: 'x' } },
      user: {
        create: {
          ...{ name: 'S', email: 's@demo.invalid' },
          apiKeys: { create: { name: 'test', start: begin, hash } },
        },
      },
    },
  })
  await db.$disconnect()
  const stream = await fetch(`${url}/api/submissions/${id}/events`, {
    headers: { Authorization: `Bearer ${key}` },
  })
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  // Ended, not cut off: reading to the end throws nothing.
  expect(await stream.text()).toContain('retry: 1000')
  expect(await exit).toEqual([0, null])
})

test('refuses to start without its settings', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/main.ts')], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH },
  })
  started.push(child)
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).not.toBe(0)
})
