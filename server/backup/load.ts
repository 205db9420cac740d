/** Puts a backup into an empty database: all of it, checked, or nothing. */
import { escapeIdentifier, type Client } from 'pg'
import { applyMigrations } from '../../prisma/migrate.ts'
import { BackupRefused, type Manifest } from './manifest.ts'
import type { OpenBackup } from './read.ts'
import { countLines, listTables, readRows, settleText, type Table } from './tables.ts'

/** Throws BackupRefused where anything is in the database already. */
export async function demandEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relkind IN ('r', 'p') AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
       AND relnamespace::regnamespace::text NOT LIKE 'pg\\_t%'
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
     ORDER BY 1 LIMIT 1`,
  )
  if (rows[0] === undefined) return
  throw new BackupRefused(
    `The database is not empty: it has the table ${rows[0].name}. A backup goes into an empty one alone, so that nothing is overwritten. With the database in the data folder: stop Attendant and move the folder postgres out of there. With DATABASE_URL: create a new database and name that.`,
  )
}

interface Loading {
  readonly signal: AbortSignal
  readonly onRows: (done: number, of: number) => void
}

/**
 * Brings the empty database to the migrations of the backup's time, loads it in one transaction, compares
 * what is there with what was backed up, applies newer migrations, and lets `finish` do the rest. Whatever
 * fails, the database is empty again.
 */
export async function loadBackup(
  client: Client,
  databaseUrl: string,
  { manifest, linesOf }: OpenBackup,
  { signal, onRows }: Loading,
  finish: () => Promise<void>,
): Promise<void> {
  await demandEmpty(client)
  try {
    await applyMigrations(databaseUrl, manifest.migrations)
    await client.query(`BEGIN; ${settleText}`)
    const tables = await tablesOf(client, manifest)
    const foreignKeys = await dropForeignKeys(client)
    for (const { name } of await listTables(client)) await switchTriggers(client, name, 'DISABLE')
    const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
    let done = 0
    for (const table of tables) {
      for await (const lines of pagesOf(linesOf(table.name))) {
        signal.throwIfAborted()
        await insert(client, table, lines)
        onRows((done += lines.length), total)
      }
      await demandSame(client, table, manifest)
    }
    for (const { name, last } of manifest.sequences) {
      await client.query('SELECT setval($1::regclass, $2)', [escapeIdentifier(name), last])
    }
    for (const { name } of await listTables(client)) await switchTriggers(client, name, 'ENABLE')
    for (const { table, name, definition } of foreignKeys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    }
    await client.query('COMMIT')
    await client.query('ANALYZE')
    await applyMigrations(databaseUrl)
    signal.throwIfAborted()
    await finish()
  } catch (error) {
    await emptyAgain(client)
    throw error
  }
}

/** In the order of the backup, with the columns that it wrote. */
async function tablesOf(client: Client, manifest: Manifest): Promise<Table[]> {
  const found = new Map((await listTables(client)).map((table) => [table.name, table]))
  return manifest.tables.map(({ name, columns }) => {
    const table = found.get(name)
    const ordered = columns.map((one) => table?.columns.find((column) => column.name === one))
    if (!table || ordered.length !== table.columns.length || ordered.includes(undefined)) {
      throw new BackupRefused(
        `The table ${name} of this backup has other columns than its migrations give it. Restore it with the version of Attendant that wrote it, ${manifest.version}.`,
      )
    }
    return { name, columns: ordered.filter((column) => column !== undefined) }
  })
}

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Rows of one table may name each other: they are checked all at once, when they are all there. */
async function dropForeignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
       pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  )
  for (const { table, name } of rows) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  }
  return rows
}

/** What was true once is not refused or announced a second time. */
async function switchTriggers(client: Client, table: string, how: 'DISABLE' | 'ENABLE') {
  await client.query(`ALTER TABLE ${escapeIdentifier(table)} ${how} TRIGGER USER`)
}

const pageCharacters = 1_000_000
const mostRows = 1_000

async function* pagesOf(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let page: string[] = []
  let characters = 0
  for await (const line of lines) {
    page.push(line)
    characters += line.length
    if (characters < pageCharacters && page.length < mostRows) continue
    yield page
    page = []
    characters = 0
  }
  if (page.length > 0) yield page
}

async function insert(client: Client, { name, columns }: Table, lines: string[]): Promise<void> {
  const names = columns.map((column) => escapeIdentifier(column.name)).join(', ')
  const values = columns.map(({ type }, at) => `(line ->> ${at})::${type}`).join(', ')
  await client.query(
    `INSERT INTO ${escapeIdentifier(name)} (${names})
     SELECT ${values} FROM (SELECT text::jsonb AS line FROM unnest($1::text[]) AS text OFFSET 0) AS page`,
    [lines],
  )
}

async function demandSame(client: Client, table: Table, manifest: Manifest): Promise<void> {
  const counted = countLines()
  for await (const lines of readRows(client, table)) lines.forEach(counted.add)
  const { rows, sum } = manifest.tables.find(({ name }) => name === table.name)!
  const found = counted.result()
  if (found.rows === rows && found.sum === sum) return
  throw new Error(`the table ${table.name} came back with ${found.rows} other rows than ${rows}`)
}

async function emptyAgain(client: Client): Promise<void> {
  try {
    await client.query('ROLLBACK')
    await dropAll(client)
  } catch (cause) {
    throw new BackupRefused(
      'The restore failed, and what it had begun could not be taken out of the database again. Make the database anew before you try again.',
      { cause },
    )
  }
}

/** The database was empty before: whatever is there came from here. */
async function dropAll(client: Client): Promise<void> {
  await client.query(`
    DO $$
    DECLARE one text;
    BEGIN
      FOR one IN
        SELECT format('TABLE %s CASCADE', oid::regclass) FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        UNION ALL
        SELECT format('TYPE %s', oid::regtype) FROM pg_type
        WHERE typnamespace = current_schema()::regnamespace AND typtype = 'e'
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')
        UNION ALL
        SELECT format('FUNCTION %s', oid::regprocedure) FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
      LOOP
        EXECUTE 'DROP ' || one;
      END LOOP;
    END
    $$`)
}
