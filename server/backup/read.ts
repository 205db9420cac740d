/** Opens a backup, and looks through all of it before anything is done with it. */
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { z } from 'zod'
import { BackupRefused, Manifest, format, manifestName, secretName, tableFile } from './manifest.ts'
import { countLines } from './tables.ts'

export interface OpenBackup {
  readonly manifest: Manifest
  /** Null where it was left out. */
  readonly secret: string | null
  /** The lines of a table, in the order in which they were written. */
  linesOf(this: void, table: string): AsyncIterable<string>
  close(this: void): void
}

/**
 * Reads every byte once. Throws BackupRefused where something is missing, was changed, or is of a newer
 * version of Attendant than this one. `known` are the names of this one's migrations.
 */
export async function openBackup(
  file: string,
  known: readonly string[],
  onRows: (done: number, of: number) => void,
): Promise<OpenBackup> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(notWhole)
  try {
    const entries = await entriesOf(zip).catch(notWhole)
    const text = async (name: string) => {
      const entry = entries.get(name)
      return entry ? String(await buffer(await zip.openReadStreamPromise(entry))) : null
    }
    const manifest = readManifest(await text(manifestName).catch(notWhole), known)
    const linesOf = async function* (table: string) {
      const entry = entries.get(tableFile(table))
      if (!entry) throw damaged(`the table ${table} is missing`)
      yield* linesIn(await zip.openReadStreamPromise(entry))
    }
    await demandWhole(manifest, linesOf, onRows)
    const secret = await text(secretName).catch(notWhole)
    const close = () => {
      zip.close()
    }
    return { manifest, secret, linesOf, close }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  return entries
}

/** At line feeds alone: what else ends a line for Node stands inside of texts. */
async function* linesIn(input: Readable): AsyncGenerator<string> {
  let begun: string[] = []
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n')
    begun.push(first)
    for (const next of others) {
      yield begun.join('')
      begun = [next]
    }
  }
  if (begun.some((part) => part !== '')) yield begun.join('')
}

const Newer = z.object({ format: z.number().min(format + 1), version: z.string() })

function readManifest(text: string | null, known: readonly string[]): Manifest {
  if (text === null) throw damaged(`${manifestName} is missing`)
  const json = parseJson(text)
  const newer = Newer.safeParse(json)
  if (newer.success) throw tooNew(newer.data.version)
  const { data } = Manifest.safeParse(json)
  if (!data) throw damaged(`${manifestName} does not say what it has to`)
  if (!data.migrations.every((name) => known.includes(name))) throw tooNew(data.version)
  return data
}

async function demandWhole(
  { tables }: Manifest,
  linesOf: OpenBackup['linesOf'],
  onRows: (done: number, of: number) => void,
): Promise<void> {
  const total = tables.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for (const { name, rows, sum } of tables) {
    const counted = countLines()
    try {
      for await (const line of linesOf(name)) {
        counted.add(line)
        if (++done % 100 === 0) onRows(done, total)
      }
    } catch (error) {
      notWhole(error)
    }
    const found = counted.result()
    if (found.rows !== rows || found.sum !== sum) {
      throw damaged(`the table ${name} is not as it was written`)
    }
  }
}

function notWhole(error: unknown): never {
  if (error instanceof BackupRefused) throw error
  throw damaged(error instanceof Error ? error.message.replace(/\.+$/, '') : String(error), error)
}

function damaged(what: string, cause?: unknown): BackupRefused {
  return new BackupRefused(
    `This is no whole backup of Attendant: ${what}. Nothing was changed; copy the file anew from where it is kept, or take another one.`,
    { cause },
  )
}

function tooNew(version: string): BackupRefused {
  return new BackupRefused(
    `This backup was made by Attendant ${version}, whose database this version does not know yet. Nothing was changed; install that version or a newer one, and restore it there.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
