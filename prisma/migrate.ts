/**
 * Brings a database up to date, and writes new migrations.
 *
 *   DATABASE_URL=… node prisma/migrate.ts              applies what is missing
 *   DATABASE_URL=… node prisma/migrate.ts new <name>   writes the next migration from schema.prisma
 *
 * Beside its migration.sql a migration keeps the schema.prisma that it leads to (one written by hand
 * for what schema.prisma cannot say keeps none). So the next one is the difference between two
 * files: the engine wants to be connected, but changes no database.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiffTarget, MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { withSchemaEngine } from './engine.ts'

const schemaPath = join(import.meta.dirname, 'schema.prisma')
const migrationsFolder = join(import.meta.dirname, 'migrations')
const filters = { externalTables: [], externalEnums: [] }

/** Held while migrations run, so that processes that start together apply each migration once. */
const migrationLock = 7_236_001

/** The database cannot be used; the message is one line that says what to do. */
export class DatabaseRefused extends Error {
  override name = 'DatabaseRefused'
}

/**
 * Applies the migrations that the database does not have yet, all or some of them, and returns their names,
 * in order. Throws DatabaseRefused when the database cannot be reached, refuses, or refuses a migration.
 */
export async function applyMigrations(
  databaseUrl: string,
  wanted?: readonly string[],
): Promise<string[]> {
  const client = await connect(databaseUrl)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    const migrationsList = await readMigrations(wanted ?? (await migrationNames()))
    const { appliedMigrationNames } = await withSchemaEngine(schemaPath, databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters }),
    )
    return appliedMigrationNames
  } catch (error) {
    throw new DatabaseRefused(`a migration failed: ${reasonOf(error)}`, { cause: error })
  } finally {
    await client.end()
  }
}

/** The SQL that leads from the schema of the newest migration to schema.prisma; null when they agree. */
export async function pendingSql(databaseUrl: string): Promise<string | null> {
  await (await connect(databaseUrl)).end()
  const schemas = (await migrationNames()).map((name) =>
    join(migrationsFolder, name, 'schema.prisma'),
  )
  const newest = schemas.findLast(existsSync)
  const from: DiffTarget = newest === undefined ? { tag: 'empty' } : await datamodel(newest)
  const to = await datamodel(schemaPath)
  const { stdout } = await withSchemaEngine(schemaPath, databaseUrl, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters }),
  )
  return stdout === null || stdout.includes('This is an empty migration') ? null : stdout
}

async function writeMigration(name: string, sql: string): Promise<string> {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${timestamp}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), sql)
  await writeFile(join(folder, 'schema.prisma'), await readFile(schemaPath, 'utf8'))
  return join(folder, 'migration.sql')
}

async function connect(url: string): Promise<pg.Client> {
  const client = newClient(url)
  // A connection that breaks while the engine works shows up as the engine's own failure.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new DatabaseRefused(refusal(client, error), { cause: error })
  }
}

function newClient(url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  } catch (error) {
    throw new DatabaseRefused(
      'DATABASE_URL is not an address; write it as postgresql://user:password@host:5432/database',
      { cause: error },
    )
  }
}

function refusal({ host, port, user, database }: pg.Client, error: unknown): string {
  const reason = reasonOf(error)
  const place = `PostgreSQL at ${host}:${port}`
  if (reason === '28P01' || reason === '28000') {
    return `${place} refuses user "${user}"; check user and password in DATABASE_URL`
  }
  if (reason === '3D000') {
    return `${place} has no database "${database}"; create it, or correct DATABASE_URL`
  }
  return `${place} cannot be used (${reason}); start it, or correct DATABASE_URL`
}

/** The code of a refusal by the network or by PostgreSQL, where there is one. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string }
  return code ?? message ?? String(error)
}

async function datamodel(path: string): Promise<DiffTarget> {
  return { tag: 'schemaDatamodel', files: [{ path, content: await readFile(path, 'utf8') }] }
}

/** Of all that there are, in their order. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function readMigrations(names: readonly string[]): Promise<MigrationList> {
  const lockfile = 'migration_lock.toml'
  const migrationDirectories = names.map(async (path) => ({
    path,
    migrationFile: {
      path: 'migration.sql',
      content: {
        tag: 'ok' as const,
        value: await readFile(join(migrationsFolder, path, 'migration.sql'), 'utf8'),
      },
    },
  }))
  return {
    baseDir: migrationsFolder,
    lockfile: {
      path: lockfile,
      content: await readFile(join(migrationsFolder, lockfile), 'utf8'),
    },
    migrationDirectories: await Promise.all(migrationDirectories),
    shadowDbInitScript: '',
  }
}

async function main([command, name]: string[]): Promise<number> {
  const databaseUrl = process.env['DATABASE_URL']
  const applies = command === undefined
  const writes = command === 'new' && name !== undefined && /^[a-z][a-z0-9_]*$/.test(name)
  if (!databaseUrl || !(applies || writes)) {
    console.error(
      'usage: DATABASE_URL=postgresql://user:password@host:5432/database node prisma/migrate.ts [new <name>]\n' +
        'Without arguments it applies what is missing; a new migration has a name such as add_reviews.',
    )
    return 64
  }
  try {
    if (writes) {
      const sql = await pendingSql(databaseUrl)
      console.log(sql === null ? 'schema.prisma has nothing new' : await writeMigration(name, sql))
    } else {
      const applied = await applyMigrations(databaseUrl)
      console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to apply')
    }
    return 0
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error
    console.error(error.message)
    return 1
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
