/**
 * Real grading processes on one throwaway PostgreSQL, for tests that end, freeze and mislead them. They
 * grade the exercise softmax with outputs that a real reference process has computed.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { course } from '../../exercises/index.ts'
import { exerciseVersion } from '../../exercises/version.ts'
import { openQueue, type SubmissionQueue } from '../../grader/queue/queue.ts'
import { createSubmission, type NewSubmission } from '../../grader/queue/submit.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import type { Submission } from '../../prisma/generated/client.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { eachLine } from '../../server/processes/role.ts'
import { altered, type Alteration } from '../alter.ts'
import { startPostgres } from '../postgres.ts'

export const root = resolve(import.meta.dirname, '../..')
const tether = join(root, 'server/processes/tether.ts')

export const right = readFileSync(join(root, 'exercises/softmax/solutions/loops.ts'), 'utf8')
/** Forgets to divide: wrong in every case. */
export const wrong = right.replace('exponential / sum', 'exponential')

export interface GraderOptions {
  readonly alterations?: readonly Alteration[]
  readonly environment?: NodeJS.ProcessEnv
}

export interface Grader {
  readonly pid: number
  /** As kept with each submission. */
  readonly name: string
  readonly process: ChildProcess
  /** Its log so far. */
  readonly log: readonly string[]
  /** Resolves when it is gone, with how it ended. */
  readonly ended: Promise<string>
}

export interface Graders {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly databaseUrl: string
  /** What processes of the same installation share. */
  readonly environment: NodeJS.ProcessEnv
  /** Starts a grader that takes one submission at a time. */
  start(this: void, options?: GraderOptions): Promise<Grader>
  student(this: void, name?: string): Promise<string>
  /** Hands a file in, as a new student where none is named. */
  handIn(this: void, fields?: Partial<NewSubmission>): Promise<Submission>
  /** The row, once it holds. */
  until(this: void, id: string, holds: (row: Submission) => boolean): Promise<Submission>
  ended(this: void, id: string): Promise<Submission>
  allEnded(this: void): Promise<Submission[]>
  /** By the database's clock. */
  now(this: void): Promise<Date>
  stop(this: void): Promise<void>
}

/** Starts PostgreSQL, and a reference process until the outputs of softmax are there. */
export async function openGraders(): Promise<Graders> {
  const postgres = await startPostgres()
  const db = createClient(postgres.url)
  await registerExercises(
    db,
    course.map(({ slug }) => ({ slug, hash: exerciseVersion(slug) })),
  )
  const environment = {
    ...process.env,
    DATABASE_URL: postgres.url,
    ATTENDANT_SECRET: 'only for tests, 0123456789abcdef',
    REFERENCE_BACKEND: 'wasm',
    GRADER_CONCURRENCY: '1',
  }
  const queue = await openQueue({ databaseUrl: postgres.url, onError: () => undefined })
  const running = new Set<ChildProcess>()
  const launch = async (entry: string, { alterations = [], environment: own }: GraderOptions) => {
    const { child, log, ended } = spawnRole(entry, {
      ...environment,
      ...altered([...everywhere, ...alterations]),
      ...own,
    })
    running.add(child)
    void ended.then(() => running.delete(child))
    const outcome = await Promise.race([once(child, 'message'), ended])
    if (typeof outcome === 'string')
      throw new Error(`${entry} ended: ${outcome}\n${log.join('\n')}`)
    const pid = child.pid as number
    return { pid, name: `${hostname()} ${pid}`, process: child, log, ended }
  }
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  const reference = await launch('reference/worker.ts', { alterations: [onlySoftmax] })
  while ((await db.referenceOutput.count()) < seeds) await sleep(50)
  await end(reference.process)

  const student = async (name = 'A student') => {
    const email = `${randomUUID()}@example.org`
    return (await db.user.create({ data: { name, email } })).id
  }
  const until: Graders['until'] = async (id, holds) => {
    for (;;) {
      const row = await db.submission.findUniqueOrThrow({ where: { id } })
      if (holds(row)) return row
      await sleep(25)
    }
  }
  return {
    ...{ db, queue, databaseUrl: postgres.url, environment, student, until },
    start: (options = {}) => launch('grader/worker.ts', options),
    async handIn(fields = {}) {
      const creation = await createSubmission(db, queue, {
        ...{ exercise: 'softmax', kind: 'submit', source: right },
        ...{ assignmentId: null, idempotencyKey: null },
        ...fields,
        userId: fields.userId ?? (await student()),
      })
      if (creation.kind !== 'created') throw new Error(creation.kind)
      return creation.submission
    },
    ended: (id) => until(id, ({ finishedAt }) => finishedAt !== null),
    async allEnded() {
      while ((await db.submission.count({ where: { finishedAt: null, supersededAt: null } })) > 0) {
        await sleep(50)
      }
      return await db.submission.findMany({ orderBy: { queuedAt: 'asc' } })
    },
    async now() {
      const [{ now }] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
      return now
    },
    async stop() {
      await Promise.all(Array.from(running, end))
      await queue.close()
      await db.$disconnect()
      await postgres.stop()
    },
  }
}

const seeds = 4

/** What makes a start cheap: fewer seeds, and no test of the sandbox, which other tests do. */
const everywhere: readonly Alteration[] = [
  {
    file: 'grader/seeds.ts',
    find: 'export const seedPoolSize = 64',
    replace: `export const seedPoolSize = ${seeds}`,
  },
  { file: 'grader/worker.ts', find: '    await selfTest(opened)\n', replace: '' },
]

/** Computes nothing that no test asks for. */
const onlySoftmax: Alteration = {
  file: 'reference/worker.ts',
  find: '  await missing(),',
  replace: `  (await missing()).filter(({ exercise }) => exercise === 'softmax'),`,
}

/** A process of ours as the supervisor starts it, except that its log is kept in memory. */
export function spawnRole(entry: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--import', tether, join(root, entry)], {
    ...{ cwd: root, env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log: string[] = []
  for (const output of [child.stdout, child.stderr]) eachLine(output, (line) => log.push(line))
  const ended = new Promise<string>((resolveEnd) => {
    child.once('exit', (code, signal) => resolveEnd(signal ?? `code ${code}`))
  })
  return { child: child as ChildProcess, log: log as readonly string[], ended }
}

/** What does not hold of every submission: that it ended once, and that its events tell so without gaps. */
export async function broken(db: Database): Promise<string[]> {
  const rows = await db.submission.findMany({
    include: { events: { orderBy: { sequence: 'asc' } } },
  })
  return rows.flatMap(({ id, finishedAt, supersededAt, verdict, report, ...row }) => {
    const kinds = row.events.map(({ kind }) => kind)
    const endings = kinds.filter((kind) => kind === 'verdict' || kind === 'superseded')
    const said = row.events.at(-1)?.data as { verdict?: string } | undefined
    const wrongs = {
      'has not ended': finishedAt === null && supersededAt === null,
      'ended twice': finishedAt !== null && supersededAt !== null,
      [`has ${endings.length} endings`]: endings.length !== 1,
      'goes on after its end': endings[0] !== kinds.at(-1),
      'tells another verdict than it has': verdict !== null && said?.verdict !== verdict,
      'has events with gaps': row.events.some(({ sequence }, at) => sequence !== at + 1),
      'has events that it does not count': row.lastSequence !== row.events.length,
      'was begun more or less often than it was claimed':
        kinds.filter((kind) => kind === 'started').length !== row.epoch,
      'has no report': finishedAt !== null && verdict !== 'graderError' && report === null,
    }
    return Object.entries(wrongs).flatMap(([what, isSo]) => (isSo ? [`${id} ${what}`] : []))
  })
}
