/** `npm run backup -- [file]`: the database as one file, while Attendant runs or stands still. */
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { readPlaces } from '../config.ts'
import { openDataFolder } from '../processes/data-folder.ts'
import { runCommand } from './command.ts'
import { withDatabase } from './database.ts'
import { BackupRefused } from './manifest.ts'
import { openProgress } from './progress.ts'
import { leftOut } from './tables.ts'
import { writeBackup } from './write.ts'

interface Options {
  readonly withSecret?: true
  readonly json?: true
}

const command = new Command('npm run backup --')
  .description(
    'Writes everything that Attendant keeps in its database into one zip: people, courses, files handed in, reports, grades, the record. ' +
      'Attendant may run meanwhile. Left out are signed-in browsers and links that are under way, so that nobody gets in with a backup, ' +
      'and the queue, which is made anew. The database is found as at a start: with DATABASE_URL, else in the folder ATTENDANT_DATA. ' +
      'Exits with 0 when the file is whole, with 1 when there is none, with 64 when the command is not understood, with 130 after Ctrl-C.',
  )
  .argument(
    '[file]',
    'the file to write; without one, backups/attendant-<time>.zip in the data folder',
  )
  .option(
    '--with-secret',
    'put ATTENDANT_SECRET in as well: whoever has the file can then sign in as anybody',
  )
  .option('--json', 'print what was written as JSON')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await runCommand(main)
process.exit()

async function main(signal: AbortSignal): Promise<void> {
  command.parse()
  const { withSecret = false, json = false } = command.opts<Options>()
  const { databaseUrl, dataFolder, secret: ownSecret } = readPlaces()
  const data = openDataFolder(dataFolder)
  const secret = ownSecret ?? (await secretIn(dataFolder))
  if (withSecret && secret === undefined) {
    throw new BackupRefused(
      `There is no secret to put in: ATTENDANT_SECRET is not set, and ${dataFolder} has none. Set it as Attendant has it, or leave --with-secret out.`,
    )
  }
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '')
  const wanted = command.args[0] ?? join(dataFolder, 'backups', `attendant-${stamp}Z.zip`)
  const file = resolve(wanted)
  if (existsSync(file)) {
    throw new BackupRefused(`${file} exists already, and is not overwritten. Choose another name.`)
  }
  const progress = openProgress(json)
  const began = performance.now()
  try {
    progress.step('Reading the database')
    const manifest = await withDatabase(
      { databaseUrl, data, creates: false, tell: console.error },
      (client) =>
        writeBackup(client, {
          ...{ file, version: packageJson.version, secret, withSecret, signal },
          onRows: progress.rows,
        }),
    )
    progress.end()
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { size: bytes } = await stat(file)
    const seconds = (performance.now() - began) / 1000
    if (json) {
      const { version, at, tables } = manifest
      const counts = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
      console.log(
        JSON.stringify({
          file,
          bytes,
          rows,
          seconds,
          version,
          at,
          withSecret,
          leftOut,
          tables: counts,
        }),
      )
      return
    }
    console.log(
      `${file}: ${rows} rows in ${manifest.tables.length} tables, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s.`,
    )
    console.log(
      "It holds everybody's work and grades: only its owner may read it. Keep it on another machine than this one.",
    )
    console.log(secretAdvice(withSecret, ownSecret === undefined, dataFolder))
  } finally {
    progress.end()
  }
}

function secretAdvice(withSecret: boolean, isMadeUp: boolean, dataFolder: string): string {
  if (withSecret) return 'The secret is in it. Whoever has the file can sign in as anybody.'
  const where = isMadeUp ? `the file ${join(dataFolder, 'secret')}` : 'ATTENDANT_SECRET'
  return `The secret is NOT in it: keep ${where} too. Without it grades come back, but grading a file again gives it other inputs.`
}

async function secretIn(dataFolder: string): Promise<string | undefined> {
  const file = join(dataFolder, 'secret')
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : undefined
}
