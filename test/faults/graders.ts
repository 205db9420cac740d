/**
 * Real grading processes on one throwaway PostgreSQL, for tests that end, freeze and mislead them. They
 * grade the exercise softmax with outputs that a real reference process has computed.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { course } from '../../exercises/index.ts'
import { exerciseVersion } from '../../exercises/version.ts'
import { openQueue, type SubmissionQueue } from '../../grader/queue/queue.ts'
import { createSubmission, type NewSubmission } from '../../grader/queue/submit.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import type { Submission } from '../../prisma/generated/client.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { freePort } from '../../server/processes/free-port.ts'
import { eachLine } from '../../server/processes/role.ts'
import { altered, type Alteration } from '../alter.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

const root = resolve(import.meta.dirname, '../..')
const tether = join(root, 'server/processes/tether.ts')

export const right = readFileSync(join(root, 'exercises/softmax/solutions/loops.ts'), 'utf8')
/** Forgets to divide: wrong in every case. */
export const wrong = right.replace('exponential / sum', 'exponential')

/** For a test or its preparation, on a machine that does much else: how long it takes is no part of what is tested. */
export const patience = 240_000

export interface GraderOptions {
  readonly alterations?: readonly Alteration[]
  readonly environment?: NodeJS.ProcessEnv
  /** A file that is loaded before everything else. */
  readonly preload?: string
}

/** A grader that is started again when it dies. */
export interface Supervised {
  readonly process: ChildProcess
  /** What the operator reads, so far. */
  readonly said: readonly string[]
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
  readonly postgres: TestPostgres
  /** What processes of the same installation share. */
  readonly environment: NodeJS.ProcessEnv
  /** Starts a grader that takes one submission at a time. */
  start(this: void, options?: GraderOptions): Promise<Grader>
  /** The same as an operator starts it. */
  supervise(this: void, options: GraderOptions): Promise<Supervised>
  /** Starts a web server, and returns its address. */
  serve(this: void): Promise<string>
  /** Has the outputs of softmax computed, as files that are altered so demand them. */
  compute(this: void, alterations: readonly Alteration[]): Promise<void>
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

/**
 * Starts PostgreSQL, its data in a folder of `parent`, and a reference process until the outputs of softmax
 * are there.
 */
export async function openGraders(parent?: string): Promise<Graders> {
  const postgres = await startPostgres(parent)
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
  const folders: string[] = []
  const begin = (command: readonly string[], options: GraderOptions) => {
    const { alterations = [], environment: own, preload } = options
    const loaded = altered([...everywhere, ...alterations])
    const begun = spawnRole(command, {
      ...environment,
      ...loaded,
      ...(preload && { NODE_OPTIONS: `${loaded['NODE_OPTIONS']} --import=${preload}` }),
      ...own,
    })
    running.add(begun.child)
    void begun.ended.then(() => running.delete(begun.child))
    return begun
  }
  const launch = async (entry: string, options: GraderOptions) => {
    const { child, log, ended } = begin(['--import', tether, join(root, entry)], options)
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
  const compute = async (alterations: readonly Alteration[]) => {
    const wanted = (await db.referenceOutput.count()) + seeds
    const reference = await launch('reference/worker.ts', {
      alterations: [onlySoftmax, ...alterations],
    })
    while ((await db.referenceOutput.count()) < wanted) await sleep(50)
    await end(reference.process)
  }
  await compute([])

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
    ...{ db, queue, databaseUrl: postgres.url, postgres, environment, student, until },
    compute,
    start: (options = {}) => launch('grader/worker.ts', options),
    async supervise(options) {
      const folder = await mkdtemp(join(tmpdir(), 'attendant-fault-'))
      folders.push(folder)
      const { child, log, ended } = begin(
        [join(root, 'server/supervisor.ts'), '--only', 'grader'],
        {
          ...options,
          environment: { ...options.environment, ATTENDANT_DATA: folder },
        },
      )
      const isReady = () => log.some((line) => line.startsWith('Ready.'))
      while (!isReady()) {
        const how = await Promise.race([sleep(50, null), ended])
        if (how !== null) throw new Error(`the supervisor ended: ${how}\n${log.join('\n')}`)
      }
      return { process: child, said: log }
    },
    async serve() {
      const folder = await mkdtemp(join(tmpdir(), 'attendant-fault-'))
      folders.push(folder)
      const place = { HOST: '127.0.0.1', PORT: String(await freePort()), ATTENDANT_DATA: folder }
      await launch('server/main.ts', { environment: place })
      return `http://${place.HOST}:${place.PORT}`
    },
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
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
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

/** Makes grading take a while without using the processor: a pause after each case. */
export const slowly = (milliseconds: number): Alteration => ({
  file: 'grader/grade.ts',
  find: '      tools.onCase(one.result, position + 1, cases.length)\n',
  replace: `      tools.onCase(one.result, position + 1, cases.length)
      await new Promise((resume) => setTimeout(resume, ${milliseconds}))\n`,
})

/** Computes nothing that no test asks for. */
const onlySoftmax: Alteration = {
  file: 'reference/worker.ts',
  find: '  await missing(),',
  replace: `  (await missing()).filter(({ exercise }) => exercise === 'softmax'),`,
}

/** A process of ours, whose log is kept in memory. It ends when this one does. */
function spawnRole(command: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, command, {
    ...{ cwd: root, env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log: string[] = []
  for (const output of [child.stdout, child.stderr]) eachLine(output, (line) => log.push(line))
  const ended = new Promise<string>((resolveEnd) => {
    child.once('exit', (code, signal) => resolveEnd(signal ?? `code ${code}`))
  })
  return { child, log: log as readonly string[], ended }
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
