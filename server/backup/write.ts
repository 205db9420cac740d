/** Writes a backup: one zip, in one pass over one snapshot of the database, with flat memory. */
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { ZipFile } from 'yazl'
import { addLazily, readableOf } from '../zip-stream.ts'
import {
  BackupRefused,
  format,
  manifestName,
  markOf,
  secretName,
  tableFile,
  type Manifest,
} from './manifest.ts'
import {
  appliedMigrations,
  countLines,
  listTables,
  readRows,
  settleText,
  type Table,
} from './tables.ts'

export interface Backup {
  readonly file: string
  readonly version: string
  /** The one in use, where it is known. */
  readonly secret: string | undefined
  readonly withSecret: boolean
  readonly signal: AbortSignal
  /** Told how many of all rows are written. */
  readonly onRows: (done: number, of: number) => void
}

/**
 * Writes `file`, which appears when it is whole; one that is broken off leaves nothing. The database may be
 * in use. Throws BackupRefused where it is not one of Attendant's.
 */
export async function writeBackup(client: Client, backup: Backup): Promise<Manifest> {
  const unfinished = `${backup.file}.part`
  await mkdir(dirname(backup.file), { recursive: true, mode: 0o700 })
  try {
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${settleText}`)
    const { stream, manifest } = await zipOf(client, backup)
    // Hashes of passwords and everybody's work are in it: for its owner's eyes only.
    const output = createWriteStream(unfinished, { mode: 0o600 })
    await pipeline(stream, output, { signal: backup.signal })
    await client.query('COMMIT')
    await onDisk(unfinished)
    await rename(unfinished, backup.file)
    return await manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function zipOf(client: Client, { onRows, signal, ...backup }: Backup) {
  const migrations = await appliedMigrations(client)
  if (migrations.length === 0) {
    throw new BackupRefused('This database holds nothing of Attendant. Check DATABASE_URL.')
  }
  const tables = await listTables(client)
  const total = await countAll(client, tables)
  const written: Manifest['tables'] = []
  const finished = Promise.withResolvers<Manifest>()
  finished.promise.catch(() => undefined)
  let done = 0

  async function* linesOf(table: Table): AsyncGenerator<string> {
    const counted = countLines()
    for await (const lines of readRows(client, table)) {
      lines.forEach(counted.add)
      yield `${lines.join('\n')}\n`
      onRows((done += lines.length), total)
    }
    const { name, columns } = table
    written.push({ name, columns: columns.map((column) => column.name), ...counted.result() })
  }

  /** Last, because it tells what the others hold. */
  async function* describe(): AsyncGenerator<string> {
    const manifest: Manifest = {
      ...{ format, version: backup.version, at: new Date().toISOString(), migrations },
      ...{ tables: written, sequences: await lastValues(client) },
      secretMark: backup.secret === undefined ? null : markOf(backup.secret),
    }
    yield `${JSON.stringify(manifest, null, 2)}\n`
    finished.resolve(manifest)
  }

  const zip = new ZipFile()
  // A table may become larger than what a zip of old could say.
  const options = { forceZip64Format: true, mode: 0o100600, signal }
  for (const table of tables) {
    addLazily(zip, tableFile(table.name), options, () => linesOf(table))
  }
  if (backup.withSecret && backup.secret !== undefined) {
    zip.addBuffer(Buffer.from(backup.secret), secretName, { mode: 0o100600 })
  }
  addLazily(zip, manifestName, options, describe)
  zip.end()
  return { stream: readableOf(zip), manifest: finished.promise }
}

async function countAll(client: Client, tables: readonly Table[]): Promise<number> {
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${client.escapeIdentifier(name)})`)
  const { rows } = await client.query<{ total: string }>(`SELECT ${counts.join(' + ')} AS total`)
  return Number(rows[0]!.total)
}

/** What a sequence has given out is no part of the snapshot: at least as much as the rows of it hold. */
async function lastValues(client: Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`,
  )
  return rows
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
