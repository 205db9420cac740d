/** The whole product, started as an operator starts it, with as many students as a measurement needs. */
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { course } from '../exercises/index.ts'
import { seedPoolSize } from '../grader/seeds.ts'
import { apiKey, connect, type Server } from '../grader/practice/server.ts'
import { createClient, type Database } from '../prisma/client.ts'
import { newApiKey } from '../server/api-keys.ts'
import { freePort } from '../server/processes/free-port.ts'
import { startPostgres } from './postgres.ts'

const root = resolve(import.meta.dirname, '..')

export interface Stack {
  readonly address: string
  readonly db: Database
  readonly databaseUrl: string
  /** Where data and logs lie. */
  readonly folder: string
  /** Of the process above all of the product's own, but for PostgreSQL. */
  readonly pid: number
  /** Milliseconds from the command to the address answering. */
  readonly readyMilliseconds: number
  /** Waits until the expected outputs of every exercise and seed are there, as on a server that has run for a while. */
  filled(): Promise<void>
  /** So many new students, each signed in. */
  students(count: number): Promise<Server[]>
  stop(): Promise<void>
}

/** What stops each that runs. */
const running = new Set<() => Promise<void>>()

/** Stops all that this process has started and not stopped: for a test that is interrupted. */
export async function stopStacks(): Promise<void> {
  await Promise.all(Array.from(running, (stop) => stop()))
}

/**
 * Starts PostgreSQL, reference, grader and server on free ports of this machine; data goes to a
 * temporary folder. `demo` adds the accounts that sign in with one click; `environment` is for settings,
 * and for processes that are altered.
 */
export async function startStack({
  demo,
  environment = {},
}: {
  demo: boolean
  environment?: NodeJS.ProcessEnv
}): Promise<Stack> {
  const postgres = await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'attendant-stack-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const started = performance.now()
  const supervisor = spawn(process.execPath, [join(root, 'server/start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: postgres.url,
      ATTENDANT_SECRET: randomBytes(32).toString('hex'),
      ATTENDANT_DATA: folder,
      ATTENDANT_DEMO: demo ? '1' : '0',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
  })
  const ended = once(supervisor, 'exit')
  const db = createClient(postgres.url)
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= stopAll())
  const stopAll = async () => {
    await db.$disconnect()
    supervisor.kill('SIGTERM')
    await ended
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
    running.delete(stop)
  }
  running.add(stop)
  await ready(address, () => supervisor.exitCode).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const readyMilliseconds = performance.now() - started
  return {
    address,
    db,
    databaseUrl: postgres.url,
    folder,
    pid: supervisor.pid!,
    readyMilliseconds,
    async filled() {
      const wanted = course.length * seedPoolSize
      while ((await db.referenceOutput.count()) < wanted) await pause(250)
    },
    async students(count) {
      return Promise.all(
        Array.from({ length: count }, async () => {
          const { key, start, hash } = newApiKey()
          const email = `${randomUUID()}@bench.invalid`
          const apiKeys = { create: { name: 'bench', start, hash } }
          await db.user.create({ data: { name: 'Bench', email, apiKeys } })
          return connect(address, apiKey(key))
        }),
      )
    },
    stop,
  }
}

async function ready(address: string, exitCode: () => number | null): Promise<void> {
  for (;;) {
    const response = await fetch(`${address}/healthz`).catch(() => null)
    if (response?.ok) return
    if (exitCode() !== null) throw new Error(`the start ended with code ${exitCode()}; see above`)
    await pause(50)
  }
}
