/** `npm run restore -- <file>`: a backup into an empty database. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { createClient } from '../../prisma/client.ts'
import { migrationNames } from '../../prisma/migrate.ts'
import { readPlaces } from '../config.ts'
import { eraseAgain } from '../erasure/erase.ts'
import { erasedFileIn, readErasedList } from '../erasure/list.ts'
import { openDataFolder } from '../processes/data-folder.ts'
import { codeOf } from '../processes/failure.ts'
import { runCommand } from './command.ts'
import { withDatabase } from './database.ts'
import { demandEmpty, loadBackup } from './load.ts'
import { BackupRefused, markOf, type Manifest } from './manifest.ts'
import { openProgress } from './progress.ts'
import { openBackup } from './read.ts'

interface Options {
  readonly erased?: string
  readonly json?: true
}

const command = new Command('npm run restore --')
  .description(
    'Puts a backup into an empty database: with DATABASE_URL, else in the folder ATTENDANT_DATA, where one is made. All of it comes back, compared row by row, ' +
      'or nothing. Where Attendant is newer than the backup, its database is brought up to date. Sessions are not in a backup: everybody signs in again. ' +
      'People who were erased after the backup are erased again, if the list of them is still there: the file erased in the data folder. ' +
      'Passwords and keys are as they were: who lost one since has to change it once more. ' +
      'Exits with 0 when everything is there, with 1 when nothing is, with 64 when the command is not understood, with 130 after Ctrl-C.',
  )
  .argument('<file>', 'what npm run backup wrote')
  .option(
    '--erased <list>',
    'a list of people who were erased, from another data folder than this one',
  )
  .option('--json', 'print what was restored as JSON')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await runCommand(main)
process.exit()

async function main(signal: AbortSignal): Promise<void> {
  command.parse()
  const { erased: list, json = false } = command.opts<Options>()
  const file = resolve(command.args[0]!)
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}.`)
  const { databaseUrl, dataFolder, secret: ownSecret } = readPlaces()
  const data = openDataFolder(dataFolder)
  const toErase = await erasedSince(dataFolder, list)
  const progress = openProgress(json)
  try {
    progress.step('Looking through the backup')
    const backup = await openBackup(file, await migrationNames(), progress.rows)
    const { manifest } = backup
    const secretFile = join(dataFolder, 'secret')
    const keptSecret = existsSync(secretFile)
      ? (await readFile(secretFile, 'utf8')).trim()
      : undefined
    const secret = ownSecret ?? keptSecret ?? backup.secret ?? undefined
    let erasedAgain = 0
    await withDatabase(
      { databaseUrl, data, creates: true, tell: console.error },
      async (client, url) => {
        await demandEmpty(client)
        progress.step('Restoring')
        await loadBackup(client, url, backup, { onRows: progress.rows, signal }, async () => {
          const db = createClient(url, 2)
          try {
            const pseudonyms = secret ?? randomBytes(32).toString('hex')
            for (const user of toErase) {
              if (await eraseAgain(db, user, pseudonyms)) erasedAgain += 1
            }
          } finally {
            await db.$disconnect()
          }
        })
      },
    )
    backup.close()
    const isWritten = secret !== undefined && ownSecret === undefined && keptSecret === undefined
    if (isWritten) await writeFile(secretFile, secret, { mode: 0o600, flag: 'wx' })
    progress.end()
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const isSameSecret = secret === undefined ? null : manifest.secretMark === markOf(secret)
    if (json) {
      const { version, at } = manifest
      console.log(JSON.stringify({ file, rows, version, at, erasedAgain, isSameSecret }))
      return
    }
    console.log(
      `Restored ${rows} rows in ${manifest.tables.length} tables, as they were at ${manifest.at}.`,
    )
    if (toErase.length > 0) {
      console.log(`Erased again, because they were erased after the backup: ${erasedAgain} people.`)
    } else {
      console.log(
        'No list of erased people was found. Whoever was erased after the backup is back: erase them again, or restore with --erased <list>.',
      )
    }
    console.log(secretAdvice(manifest, secret, isWritten ? secretFile : null))
    console.log('Everybody has to sign in again. Start Attendant with: npm start')
  } finally {
    progress.end()
  }
}

/** The accounts in this data folder's own list, and in the one that was named. */
async function erasedSince(dataFolder: string, list: string | undefined): Promise<string[]> {
  const own = erasedFileIn(dataFolder)
  const files = [...(existsSync(own) ? [own] : []), ...(list === undefined ? [] : [resolve(list)])]
  const read = files.map((file) =>
    readErasedList(file).catch((cause: unknown) => {
      throw new BackupRefused(
        `The list ${file} cannot be read (${codeOf(cause) ?? String(cause)}). Nothing was changed.`,
        { cause },
      )
    }),
  )
  return [...new Set((await Promise.all(read)).flat())]
}

function secretAdvice(manifest: Manifest, secret: string | undefined, written: string | null) {
  if (manifest.secretMark === null) {
    return 'The backup does not tell which secret was in use: start with the same ATTENDANT_SECRET as then.'
  }
  if (secret === undefined) {
    return 'The secret was not in the backup: start with the same ATTENDANT_SECRET as then. With another one, grading a file again gives it other inputs.'
  }
  if (markOf(secret) !== manifest.secretMark) {
    return 'ATTENDANT_SECRET, or the file secret in the data folder, is NOT the one of the backup: with it, grading a file again gives it other inputs. Put the former one there before you start.'
  }
  return written === null
    ? 'The secret is the one of the backup.'
    : `The secret was in the backup, and is in ${written} now.`
}
