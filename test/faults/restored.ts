/** A backup of graded work, restored elsewhere and graded again there. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Report } from '../../grader/report.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import { migrationNames } from '../../prisma/migrate.ts'
import { loadBackup } from '../../server/backup/load.ts'
import { openBackup } from '../../server/backup/read.ts'
import { writeBackup } from '../../server/backup/write.ts'
import { right, wrong, type Graders } from './graders.ts'

/** Also one that prints and one that throws: their words are in the report. */
const sources = [
  right,
  wrong,
  `${right}\nconsole.log('loaded')\n`,
  right.replace('return', `if (Math.random() > 2) return\n  console.log(Math.random())\n  return`),
  right.replace(/(export function \w+\([^)]*\)[^{]*\{)/, `$1\n  throw new Error('not yet')`),
]

interface Again {
  readonly graded: number
  /** What differs, one line each. */
  readonly differences: readonly string[]
}

/** Grades `count` files, restores a backup of that into another database, and has a grader there repeat them all. */
export async function gradeRestored(
  graders: Graders,
  count: number,
  report: (line: string) => void = () => undefined,
): Promise<Again> {
  await graders.start()
  await Promise.all(
    Array.from({ length: count }, (_, at) =>
      graders.handIn({ source: sources[at % sources.length]! }),
    ),
  )
  const first = await graders.allEnded()
  report(`${first.length} graded`)
  const url = await graders.postgres.emptyDatabase()
  await transfer(graders.databaseUrl, url)
  report('restored')
  const db = createClient(url)
  try {
    await graders.start({ environment: { DATABASE_URL: url } })
    await db.submission.createMany({
      data: first.map(({ id, userId, exercise, exerciseVersionId, source, seedIndex }) => ({
        ...{ userId, exercise, exerciseVersionId, source, seedIndex },
        ...{ kind: 'regrade', lane: 3, repeatsId: id, assignmentId: null },
      })),
    })
    return { graded: first.length, differences: await differences(db) }
  } finally {
    await db.$disconnect()
  }
}

async function transfer(from: string, to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'attendant-restored-'))
  const file = join(folder, 'backup.zip')
  const { signal } = new AbortController()
  const onRows = () => undefined
  const clients = [from, to].map((connectionString) => new pg.Client({ connectionString }))
  const [source, target] = clients as [pg.Client, pg.Client]
  try {
    await Promise.all(clients.map((client) => client.connect()))
    const about = { version: '0.0.0', secret: undefined, withSecret: false }
    await writeBackup(source, { ...about, file, signal, onRows })
    const backup = await openBackup(file, await migrationNames(), onRows)
    await loadBackup(target, to, backup, { signal, onRows }, () => Promise.resolve())
    backup.close()
  } finally {
    await Promise.all(clients.map((client) => client.end()))
    await rm(folder, { recursive: true })
  }
}

async function differences(db: Database): Promise<string[]> {
  while ((await db.submission.count({ where: { finishedAt: null } })) > 0) await sleep(50)
  const rows = await db.submission.findMany({
    where: { repeatsId: { not: null } },
    include: { repeats: true },
  })
  return rows.flatMap(({ id, report, verdict, points, repeats }) => {
    const [now, then] = [report, repeats?.report].map(withoutTimes)
    if (now !== undefined && now === then && points === repeats?.points) return []
    return [`${repeats?.id} was ${repeats?.verdict}, ${id} is ${verdict}:\n${then}\n${now}`]
  })
}

function withoutTimes(stored: unknown): string | undefined {
  if (!stored) return undefined
  const report = stored as Report
  const cases = report.cases.map((one) => ({ ...one, milliseconds: 0 }))
  return JSON.stringify({ ...report, cases, timings: null })
}
