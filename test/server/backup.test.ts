/** Backup and restore: on a database with something in every table, and through the commands. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { createClient } from '../../prisma/client.ts'
import { applyMigrations, migrationNames } from '../../prisma/migrate.ts'
import { loadBackup } from '../../server/backup/load.ts'
import type { Manifest } from '../../server/backup/manifest.ts'
import { openBackup } from '../../server/backup/read.ts'
import { countLines, leftOut } from '../../server/backup/tables.ts'
import { writeBackup } from '../../server/backup/write.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { fill } from './filled.ts'
import { startServer, type TestServer } from './server.ts'

const root = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'attendant-backup-'))
const whole = join(folder, 'whole.zip')
const secret = 'a secret of 32 random characters, 4f9a'

let server: TestServer
let empty: TestPostgres
let manifest: Manifest
let erasedId: string

beforeAll(async () => {
  ;[server, empty] = await Promise.all([
    startServer({ erasedFile: join(folder, 'erased') }),
    startPostgres(),
  ])
  erasedId = await fill(server)
  manifest = await backUp(server.databaseUrl, whole)
}, 300_000)
afterAll(async () => {
  await Promise.all([server.close(), empty.stop()])
  await rm(folder, { recursive: true, force: true })
})

describe('what is backed up', () => {
  let url: string
  let client: pg.Client
  beforeAll(async () => {
    url = await empty.emptyDatabase()
    await restore(url, whole)
    client = await connect(url)
  }, 300_000)
  afterAll(() => client.end())

  test('comes back as it was, every row of every table, but for ways to be signed in', async () => {
    const [before, after] = await Promise.all([contentsOf(server.databaseUrl), contentsOf(url)])
    for (const table of leftOut) {
      expect([table, before.get(table)?.length]).not.toEqual([table, 0])
      expect([table, after.get(table)]).toEqual([table, []])
      before.delete(table)
      after.delete(table)
    }
    expect([...before].filter(([, rows]) => rows.length === 0)).toEqual([])
    expect(after).toEqual(before)
    const counts = manifest.tables.map(({ name, rows }) => [name, rows])
    expect(counts).toEqual([...before].map(([name, rows]) => [name, rows.length]))
  })

  test('has its keys, its rules and its triggers again, all of them switched on', async () => {
    const rules = `
      SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated::text AS rule
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
      UNION ALL SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
      ORDER BY 1`
    const original = await connect(server.databaseUrl)
    const [before, after] = await Promise.all([original.query(rules), client.query(rules)])
    await original.end()
    expect(after.rows).toEqual(before.rows)
    await expect(client.query(`UPDATE "AuditEvent" SET "action" = 'x'`)).rejects.toThrow(
      'append-only',
    )
    await expect(
      client.query(`INSERT INTO "ApiKey" ("id", "userId", "name", "start", "hash")
        VALUES ('1', '${erasedId}', 'n', 's', 'h')`),
    ).rejects.toThrow('erased')
  })

  test('goes on counting where it was', async () => {
    const db = createClient(url)
    const { id: last } = await db.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const next = await db.auditEvent.create({ data: { action: 'a.b', subject: 'c' } })
    expect(next.id).toBeGreaterThan(last)
    await db.$disconnect()
  })
})

test('the secret is in it only where that was asked for, and is known by its mark', async () => {
  const withSecret = join(folder, 'with-secret.zip')
  await backUp(server.databaseUrl, withSecret, true)
  const names = await migrationNames()
  const [without, has] = [
    await openBackup(whole, names, nothing),
    await openBackup(withSecret, names, nothing),
  ]
  expect([without.secret, has.secret]).toEqual([null, secret])
  expect(has.manifest.secretMark).toBe(without.manifest.secretMark)
  for (const file of [without, has]) file.close()
  const bytes = JSON.stringify(
    [...(await filesOf(whole))].map(([, part]) => part.toString('latin1')),
  )
  expect(bytes).not.toContain(secret)
  expect(((await stat(whole)).mode & 0o777).toString(8)).toBe('600')
})

test('an older database is restored as it was, and then brought up to date', async () => {
  const names = await migrationNames()
  const old = await empty.emptyDatabase()
  const before = names.slice(0, 3)
  await applyMigrations(old, before)
  const client = await connect(old)
  await client.query(
    `INSERT INTO "User" ("id", "name", "email", "updatedAt") VALUES ('1', 'Ada', 'a@b.c', now())`,
  )
  await client.end()
  const file = join(folder, 'old.zip')
  expect((await backUp(old, file)).migrations).toEqual(before)
  const url = await empty.emptyDatabase()
  await restore(url, file)
  const db = createClient(url)
  expect(await db.user.findMany()).toMatchObject([{ id: '1', name: 'Ada', erasedAt: null }])
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1`
  expect(rows.map(({ name }) => name)).toEqual(names)
  await db.$disconnect()
}, 300_000)

describe('a file that is not as it was written', () => {
  test.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
    ['a table is missing', (files) => files.delete('tables/User.jsonl'), /User is missing/],
    ['a letter is another one', (files) => change(files, 'User', 'Sam', 'Sum'), /User is not as/],
    ['a line is missing', (files) => change(files, 'User', /^.*\n/, ''), /User is not as/],
    ['a line is there twice', (files) => change(files, 'User', /^(.*\n)/, '$1$1'), /User is not/],
    ['it does not say what it is', (files) => files.delete('manifest.json'), /manifest.json is m/],
    [
      'it says something else',
      (files) => files.set('manifest.json', Buffer.from('{"format": 1}')),
      /manifest.json does not say/,
    ],
    [
      'it is of a version with other migrations',
      (files) => edit(files, (one) => ({ ...one, version: '9.8.7', migrations: ['2999_new'] })),
      /made by Attendant 9\.8\.7.*install that version or a newer one/,
    ],
    [
      'it is written as only newer versions do',
      (files) => files.set('manifest.json', Buffer.from('{"format": 2, "version": "9.9.9"}')),
      /made by Attendant 9\.9\.9/,
    ],
    [
      'a row names one that is not there, and everything is signed as if it were right',
      (files) => {
        change(files, 'Submission', server.ids.studentA, randomUUID())
        sign(files, 'Submission')
      },
      /Submission_userId_fkey/,
    ],
    [
      'a table has another column, and everything is signed as if it were right',
      (files) =>
        edit(files, (one) => ({
          ...one,
          tables: one.tables.map((table) => ({
            ...table,
            columns: table.columns.map((column) => (column === 'email' ? 'mail' : column)),
          })),
        })),
      /The table User of this backup has other columns/,
    ],
  ])(
    '%s: nothing of it is left behind',
    async (_what, alter, message) => {
      const files = await filesOf(whole)
      alter(files)
      const file = join(folder, `${randomUUID()}.zip`)
      await zip(file, files)
      const url = await empty.emptyDatabase()
      await expect(restore(url, file)).rejects.toThrow(message)
      await expectNothingIn(url)
      await restore(url, whole)
    },
    300_000,
  )

  test('cut off anywhere: nothing of it is left behind', async () => {
    const bytes = await readFile(whole)
    const url = await empty.emptyDatabase()
    for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
      const file = join(folder, `cut-${share}.zip`)
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * share)))
      await expect(restore(url, file)).rejects.toThrow(/^This is no whole backup/)
    }
    await expectNothingIn(url)
  })
})

test('a backup that is broken off leaves no file', async () => {
  const interruption = new AbortController()
  const file = join(folder, 'broken', 'off.zip')
  const client = await connect(server.databaseUrl)
  const writing = writeBackup(client, {
    ...{ file, version: '0', secret, withSecret: false, signal: interruption.signal },
    onRows: () => {
      interruption.abort()
    },
  })
  await expect(writing).rejects.toThrow('abort')
  await client.end()
  expect(await readdir(join(folder, 'broken'))).toEqual([])
})

describe('the commands', () => {
  test('back up while others write, and restore with whoever was erased since erased again', async () => {
    const url = await empty.emptyDatabase()
    const data = join(folder, 'data')
    const environment = { DATABASE_URL: url, ATTENDANT_DATA: data, ATTENDANT_SECRET: secret }
    await restore(url, whole)

    const file = join(folder, 'command.zip')
    const backup = await command('backup', [file, '--json'], environment)
    expect([backup.code, backup.errors]).toEqual([0, ''])
    expect(JSON.parse(backup.output)).toMatchObject({ file, tables: { User: 6 } })
    expect((await command('backup', [file], environment)).errors).toMatch(/exists already/)

    const path = `/api/courses/transformers/people/${server.ids.studentB}/erasure`
    const email = 'studentB@demo.invalid'
    const asked = { key: server.keys.instructor, json: { email } }
    expect((await server.ask('POST', path, asked)).status).toBe(204)
    const list = join(folder, 'erased')
    expect(await readFile(list, 'utf8')).toMatch(new RegExp(`^{"user":"${server.ids.studentB}"`))

    const full = await command('restore', [file], environment)
    expect([full.code, full.errors]).toEqual([
      1,
      expect.stringMatching(/^The database is not empty/),
    ])

    const fresh = await empty.emptyDatabase()
    const told = await command('restore', [file, '--erased', list], {
      ...environment,
      DATABASE_URL: fresh,
    })
    expect([told.code, told.errors]).toEqual([0, ''])
    expect(told.output).toMatch(/Erased again, .*: 1 people/)
    expect(told.output).toMatch(/The secret is the one of the backup/)
    const [back, own] = await Promise.all([contentsOf(fresh), contentsOf(server.databaseUrl)])
    const isHere = (rows: string[] | undefined) => rows?.join('\n').includes('Sandy')
    expect([isHere(own.get('User')), isHere(back.get('User'))]).toEqual([false, false])
    expect(back.get('User')?.join('\n')).toContain(`${server.ids.studentB}@erased.invalid`)
    expect(back.get('Submission')?.join('\n')).not.toContain('of student B')
  }, 300_000)

  test('start the database of a data folder that stands still, and stop it again', async () => {
    const environment = { DATABASE_URL: '', ATTENDANT_DATA: join(folder, 'still') }
    const withSecret = join(folder, 'secret.zip')
    await backUp(server.databaseUrl, withSecret, true)
    const nothingThere = await command('backup', [], environment)
    expect([nothingThere.code, nothingThere.errors]).toEqual([
      1,
      expect.stringMatching(/^There is no database in /),
    ])
    const there = await command('restore', [withSecret, '--json'], environment)
    expect(there.code).toBe(0)
    expect(JSON.parse(there.output)).toMatchObject({ isSameSecret: true, erasedAgain: 0 })
    expect(await readFile(join(folder, 'still/secret'), 'utf8')).toBe(secret)
    const again = await command('backup', [], environment)
    expect(again.output).toMatch(/NOT in it: keep the file .*secret/)
    expect(await readdir(join(folder, 'still/backups'))).toEqual([
      expect.stringMatching(/^attendant-\d{4}-\d\d-\d\dT\d{6}Z\.zip$/),
    ])
    expect(existsSync(join(folder, 'still/postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'still/running'))).toBe(false)
  }, 300_000)

  test('say in one line what is wrong, with a code of its own', async () => {
    const environment = { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c', ATTENDANT_DATA: folder }
    const away = await command('backup', [join(folder, 'x.zip')], environment)
    expect([away.code, away.errors]).toEqual([
      1,
      'The database c at 127.0.0.1:1 cannot be reached (ECONNREFUSED). Start it, or correct DATABASE_URL.\n',
    ])
    const nowhere = await command('restore', [join(folder, 'nowhere.zip')], environment)
    expect([nowhere.code, nowhere.errors]).toEqual([1, expect.stringMatching(/^There is no file /)])
    expect((await command('restore', [], environment)).code).toBe(64)
    expect((await command('backup', ['--help'], environment)).code).toBe(0)
    const foreign = await command('backup', [join(folder, 'y.zip')], {
      DATABASE_URL: await empty.emptyDatabase(),
      ATTENDANT_DATA: folder,
    })
    expect([foreign.code, foreign.errors]).toEqual([
      1,
      expect.stringMatching(/holds nothing of Attendant/),
    ])
    expect(existsSync(join(folder, 'y.zip.part'))).toBe(false)
  }, 300_000)
})

function nothing(): void {
  return undefined
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function backUp(url: string, file: string, withSecret = false): Promise<Manifest> {
  const client = await connect(url)
  try {
    return await writeBackup(client, {
      ...{ file, version: '0.0.0', secret, withSecret, onRows: nothing },
      signal: new AbortController().signal,
    })
  } finally {
    await client.end()
  }
}

async function restore(url: string, file: string): Promise<void> {
  const backup = await openBackup(file, await migrationNames(), nothing)
  const client = await connect(url)
  try {
    const { signal } = new AbortController()
    await loadBackup(client, url, backup, { signal, onRows: nothing }, () => Promise.resolve())
  } finally {
    await client.end()
    backup.close()
  }
}

/** The rows of every table as PostgreSQL writes them, in an order that is the same everywhere. */
async function contentsOf(url: string): Promise<Map<string, string[]>> {
  const client = await connect(url)
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname <> '_prisma_migrations' ORDER BY relname COLLATE "C"`,
  )
  const contents = new Map<string, string[]>()
  for (const { name } of tables) {
    const { rows } = await client.query<{ line: string }>(
      `SELECT one::text AS line FROM "${name}" AS one ORDER BY one::text COLLATE "C"`,
    )
    contents.set(
      name,
      rows.map(({ line }) => line),
    )
  }
  await client.end()
  return contents
}

async function expectNothingIn(url: string): Promise<void> {
  const client = await connect(url)
  const { rows } = await client.query(
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
     UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
     UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  )
  await client.end()
  expect(rows).toEqual([])
}

async function filesOf(file: string): Promise<Map<string, Buffer>> {
  const opened = await openPromise(file, { lazyEntries: true, autoClose: false })
  const files = new Map<string, Buffer>()
  for await (const entry of opened.eachEntry()) {
    files.set(entry.fileName, await buffer(await opened.openReadStreamPromise(entry)))
  }
  opened.close()
  return files
}

async function zip(file: string, files: Map<string, Buffer>): Promise<void> {
  const made = new ZipFile()
  for (const [name, bytes] of files) made.addBuffer(bytes, name)
  made.end()
  await pipeline(made.outputStream, createWriteStream(file))
}

function change(
  files: Map<string, Buffer>,
  table: string,
  from: string | RegExp,
  to: string,
): void {
  const name = `tables/${table}.jsonl`
  const before = String(files.get(name))
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  files.set(name, Buffer.from(after))
}

function edit(files: Map<string, Buffer>, how: (one: Manifest) => Manifest): void {
  const one = JSON.parse(String(files.get('manifest.json'))) as Manifest
  files.set('manifest.json', Buffer.from(JSON.stringify(how(one))))
}

/** As somebody would who knows how: the manifest agrees with what is there. */
function sign(files: Map<string, Buffer>, name: string): void {
  const counted = countLines()
  String(files.get(`tables/${name}.jsonl`))
    .split('\n')
    .filter((line) => line !== '')
    .forEach(counted.add)
  edit(files, (one) => ({
    ...one,
    tables: one.tables.map((table) =>
      table.name === name ? { ...table, ...counted.result() } : table,
    ),
  }))
}

async function command(
  name: 'backup' | 'restore',
  parameters: string[],
  environment: Record<string, string>,
) {
  const child = spawn(process.execPath, [join(root, `server/backup/${name}.ts`), ...parameters], {
    env: { ...process.env, NODE_OPTIONS: '', ATTENDANT_SECRET: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, output, errors }
}
