/** The tables of a database as PostgreSQL knows them, and their rows as text that loses nothing. */
import { createHash } from 'node:crypto'
import { escapeIdentifier, type Client } from 'pg'

export interface Table {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Keys to an account that live for days at most: whoever finds a backup must not be signed in by it. */
export const leftOut = ['Session', 'Verification']

const migrationsTable = '_prisma_migrations'

/** For the rest of the transaction: the same values give the same text on every server. */
export const settleText = `
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`

/** All that is backed up, by name. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT relname AS name, (
       SELECT json_agg(
         json_build_object('name', attname, 'type', format_type(atttypid, atttypmod))
         ORDER BY attnum
       )
       FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
     ) AS columns
     FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> ALL($1)
     ORDER BY relname COLLATE "C"`,
    [[...leftOut, migrationsTable]],
  )
  return rows
}

/** In their order; none where the database is not one of Attendant's. */
export async function appliedMigrations(client: Client): Promise<string[]> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `SELECT to_regclass($1) AS table`,
    [migrationsTable],
  )
  if (!found[0]?.table) return []
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${migrationsTable}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
     ORDER BY migration_name COLLATE "C"`,
  )
  return rows.map(({ name }) => name)
}

const pageBytes = 1_000_000
const mostRows = 1_000

/**
 * The rows of a table, some at a time: pages of about a megabyte, however long a row is. In a transaction,
 * after `settleText`; breaking off leaves the cursor to its end.
 */
export async function* readRows(client: Client, table: Table): AsyncGenerator<string[]> {
  const values = table.columns.map(({ name }) => `${escapeIdentifier(name)}::text`).join(', ')
  await client.query(
    `DECLARE table_rows NO SCROLL CURSOR FOR
     SELECT to_json(ARRAY[${values}])::text AS line FROM ${escapeIdentifier(table.name)}`,
  )
  for (let count = 1; ;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${count} FROM table_rows`)
    if (rows.length === 0) break
    const lines = rows.map(({ line }) => line)
    yield lines
    const bytes = lines.reduce((sum, line) => sum + line.length, 0)
    count = Math.min(mostRows, Math.max(1, Math.floor((pageBytes * rows.length) / bytes)))
  }
  await client.query('CLOSE table_rows')
}

export interface Counting {
  add(this: void, line: string): void
  result(this: void): { rows: number; sum: string }
}

/** Counts lines, and sums their hashes: the order of a table's rows is the server's business. */
export function countLines(): Counting {
  let rows = 0
  let sum = 0n
  return {
    add(line) {
      rows += 1
      const hash = createHash('sha256').update(line).digest('hex')
      sum = BigInt.asUintN(256, sum + BigInt(`0x${hash}`))
    },
    result: () => ({ rows, sum: sum.toString(16).padStart(64, '0') }),
  }
}
