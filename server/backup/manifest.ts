/** What a backup says of itself, and the words of one that cannot be used. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'

/** Raised when older versions could no longer read what is written. */
export const format = 1

export const manifestName = 'manifest.json'
export const secretName = 'secret'
export const tableFile = (table: string) => `tables/${table}.jsonl`

export type Manifest = z.infer<typeof Manifest>
export const Manifest = z.strictObject({
  format: z.literal(format),
  /** Of Attendant. */
  version: z.string(),
  at: z.iso.datetime(),
  /** Applied to the database that was read, in their order. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      /** Each line of its file is a list of their values, in PostgreSQL's own words; null is NULL. */
      columns: z.array(z.string()),
      rows: z.number().int(),
      /** The sum of the SHA-256 of its lines: whatever their order, the same rows have the same sum. */
      sum: z.string(),
    }),
  ),
  /** The last value that each gave out. */
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string() })),
  /** Tells whether a secret is the one that was in use, without giving it away. Null: none was at hand. */
  secretMark: z.string().nullable(),
})

/** Says why there is no backup, or why it is not restored, and what to do. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}

export function markOf(secret: string): string {
  return createHmac('sha256', secret).update('mark of the secret in a backup').digest('hex')
}
