import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createClient } from '../../prisma/client.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

/** What a start tells the operator before its roles run. */
async function prepare(databaseUrl: string, demo: boolean): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/prepare.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl },
      ...{ ATTENDANT_DEMO: demo ? '1' : '0', ATTENDANT_COURSE: 'Our course' },
      ATTENDANT_URL: 'https://learn.school.edu/',
      ATTENDANT_SECRET: '6d1f2b7c90a34e58b1c2d3e4f5a69788',
    },
  })
  const exit = once(child, 'exit')
  const [message] = (await once(child, 'message')) as [{ lines: readonly string[] }]
  expect(await exit).toEqual([0, null])
  return message.lines
}

test('a start without anybody prints a link for the first account, until there is somebody', async () => {
  const databaseUrl = await postgres.emptyDatabase()
  const link = /^make your account at https:\/\/learn\.school\.edu\/join\/[\w-]{32}$/
  const [first, second] = [await prepare(databaseUrl, false), await prepare(databaseUrl, false)]
  expect(first).toEqual([expect.stringMatching(link)])
  expect(second).toEqual([expect.stringMatching(link)])
  expect(second).not.toEqual(first)

  const db = createClient(databaseUrl, 1)
  expect(await db.course.findMany()).toMatchObject([{ title: 'Our course' }])
  await db.user.create({ data: { name: 'Ada', email: 'ada@school.edu' } })
  await db.$disconnect()
  expect(await prepare(databaseUrl, false)).toEqual([])
})

test('a demonstration needs no link', async () => {
  expect(await prepare(await postgres.emptyDatabase(), true)).toEqual([])
})
