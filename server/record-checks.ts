/**
 * `npm run check:record`: proves exercises of this repository as `npm run check` does, and keeps what it
 * found in the database, where the page of exercises shows it. Attendant runs meanwhile.
 */
import { Command, CommanderError } from 'commander'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { course, exerciseOf } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { createClient, type Database, type Prisma } from '../prisma/client.ts'
import { StoredProof } from './api/statistics.ts'
import { openDataFolder } from './processes/data-folder.ts'
import { runningPostgres } from './processes/postgres.ts'

const root = resolve(import.meta.dirname, '..')
const exit = { proved: 0, problems: 1, failed: 2, badUsage: 64 } as const

const command = new Command('npm run check:record --')
  .description(
    'Proves exercises and keeps what was found, for the page of exercises. Without names: those whose version has no ' +
      'check on record. Exits with 1 when an exercise has a problem, with 2 when a check itself failed. The database ' +
      'is the one at DATABASE_URL, else that of the Attendant which runs with the data folder ATTENDANT_DATA.',
  )
  .argument('[exercise...]', 'slugs')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

const Environment = z.object({
  DATABASE_URL: z.string().min(1).optional(),
  ATTENDANT_DATA: z.string().min(1).default(join(root, '.data')),
})

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  try {
    command.parse(parameters, { from: 'user' })
    const unknown = command.args.find((slug) => !exerciseOf(slug))
    if (unknown !== undefined) {
      return command.error(`There is no exercise "${unknown}" in this repository.`)
    }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.proved : exit.badUsage
  }
  const { DATABASE_URL, ATTENDANT_DATA } = Environment.parse(process.env)
  const databaseUrl = DATABASE_URL ?? runningPostgres(openDataFolder(resolve(ATTENDANT_DATA)))
  if (databaseUrl === null) {
    process.stderr.write(
      `No Attendant runs with the data in ${ATTENDANT_DATA}. Start it, or name its database with DATABASE_URL.\n`,
    )
    return exit.failed
  }
  const db = createClient(databaseUrl, 1)
  try {
    const slugs = command.args.length > 0 ? command.args : await neverChecked(db)
    return await recordAll(db, slugs)
  } finally {
    await db.$disconnect()
  }
}

/** Those whose files, as they are now, have no check on record. */
async function neverChecked(db: Database): Promise<string[]> {
  const checked = await db.exerciseCheck.findMany({
    distinct: ['slug', 'hash'],
    select: { slug: true, hash: true },
  })
  return course
    .map(({ slug }) => slug)
    .filter((slug) => {
      const hash = exerciseVersion(slug)
      return !checked.some((one) => one.slug === slug && one.hash === hash)
    })
}

async function recordAll(db: Database, slugs: readonly string[]): Promise<number> {
  let worst: number = exit.proved
  for (const [at, slug] of slugs.entries()) {
    const code = await recordOne(db, slug)
    const found = code === exit.proved ? 'proved' : code === exit.problems ? 'problems' : 'failed'
    process.stdout.write(`${at + 1} of ${slugs.length} · ${slug}: ${found}\n`)
    worst = Math.max(worst, code)
  }
  return worst
}

/** In a process of its own, so that what one exercise leaves behind meets no other. */
async function recordOne(db: Database, slug: string): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'exercises/check.ts'), '--json', slug], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? exit.failed))
  })
  const [printed, code] = await Promise.all([text(child.stdout), ended])
  if (code !== exit.proved && code !== exit.problems) return code
  const [proof] = z.tuple([z.looseObject(StoredProof.shape)]).parse(JSON.parse(printed))
  await db.exerciseCheck.create({
    data: {
      ...{ slug, hash: proof.version, proved: proof.problems.length === 0 },
      proof: proof as Prisma.JsonObject,
    },
  })
  return code
}
