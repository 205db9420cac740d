/** The one command, as an operator runs it: real processes, a data folder of its own. */
import { afterAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../server/processes/free-port.ts'

const start = join(import.meta.dirname, '../../server/start.mjs')
const folder = mkdtempSync(join(tmpdir(), 'attendant-start-'))
const data = join(folder, 'data')
const port = await freePort()

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  test('keeps its data, its secrets and its word when it is stopped', async () => {
    const first = await run({ PORT: String(port), ATTENDANT_DATA: data })
    expect(first.output()).toContain(`ready: http://127.0.0.1:${port}`)
    expect(first.output()).toMatch(/engine: .*\n/)
    expect(first.output()).toMatch(/sandbox layers: .*\n/)
    expect(first.output()).toMatch(/sign in .*\n/)
    expect(first.output()).not.toContain('\u001b')
    const secret = readFileSync(join(data, 'secret'), 'utf8')
    expect(await health()).toBe(200)
    await query('CREATE TABLE kept AS SELECT 42 AS number')
    await stop(first, 'SIGINT')

    const second = await run({ PORT: String(port), ATTENDANT_DATA: data })
    expect(await query('SELECT number FROM kept')).toEqual([{ number: 42 }])
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(secret)

    const held = fails({ PORT: String(await freePort()), ATTENDANT_DATA: data })
    expect(held).toMatch(/^The data folder .* is in use by another run \(process \d+\)\. .*\n$/)
    const taken = fails({ PORT: String(port), ATTENDANT_DATA: join(folder, 'other') })
    expect(taken).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use by another program\. .*\n$/)

    const server = processes().find((line) => line.includes('server/main.ts'))
    process.kill(Number.parseInt(server ?? ''), 'SIGKILL')
    await told(second, 'server is back.')
    expect(await health()).toBe(200)
    await stop(second, 'SIGTERM')
  }, 240_000)

  test('leaves nothing behind when it is killed outright, and starts again at once', async () => {
    const first = await run({ PORT: String(port), ATTENDANT_DATA: data })
    const supervisor = processes().find((line) => line.includes('server/supervisor.ts'))
    process.kill(Number.parseInt(supervisor ?? ''), 'SIGKILL')
    await once(first.child, 'exit')
    await noneLeft()
    const second = await run({ PORT: String(port), ATTENDANT_DATA: data })
    await stop(second, 'SIGINT')
  }, 240_000)

  test.each([
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' },
      /127\.0\.0\.1:1 .*DATABASE_URL/,
    ],
    ['a wrong setting', { PORT: 'x' }, /^PORT is "x"/],
    ['a data folder that cannot be one', { ATTENDANT_DATA: '/dev/null/data' }, /ATTENDANT_DATA/],
    ['no secret outside demo mode', { ATTENDANT_DEMO: '0' }, /^ATTENDANT_SECRET is not set/],
  ])('%s: one line that says what to do', async (_what, wrong, message) => {
    const other = { PORT: String(await freePort()), ATTENDANT_DATA: join(folder, 'other') }
    const output = fails({ ATTENDANT_DEMO: '1', ...other, ...wrong })
    expect(output).toMatch(message)
    expect(output.trim().split('\n')).toHaveLength(1)
  })

  test('a role alone wants to know the database', () => {
    expect(fails({ ATTENDANT_DATA: join(folder, 'other') }, '--only', 'grader')).toMatch(
      /^DATABASE_URL is not set/,
    )
  })

  test('passes the exit code of a file that it runs', () => {
    const { status } = spawnSync(process.execPath, [start, '--run', 'prisma/migrate.ts', 'what'])
    expect(status).toBe(64)
  })

  test.each([[['--only', 'cook']], [['--nonsense']]])(
    'explains itself when given %j',
    (parameters) => {
      const { status, stderr } = spawnSync(process.execPath, [start, ...parameters], {
        encoding: 'utf8',
      })
      expect(status).toBe(64)
      expect(stderr).toContain('Usage: npm start')
    },
  )
})

interface Run {
  readonly child: ChildProcess
  output(this: void): string
}

/** Starts it and waits until it is ready. */
async function run(settings: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, [start], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const started = { child, output: () => output }
  await told(started, 'Ctrl-C')
  return started
}

/** Waits for a line; what was said instead is the failure's message. */
async function told({ child, output }: Run, text: string): Promise<void> {
  while (!output().includes(text)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stop({ child }: Run, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit')
  child.kill(signal)
  expect(await exit).toEqual([0, null])
  expect(processes()).toEqual([])
  expect(existsSync(join(data, 'running'))).toBe(false)
}

/** What a start that fails says. */
function fails(settings: Record<string, string>, ...parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...parameters], {
    env: { PATH: process.env['PATH'], ...settings },
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  return stdout + stderr
}

/** Every process that has our data folder in its environment or its arguments. */
function processes(): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', 'e', '-o', 'pid=,args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(data))
}

async function noneLeft(): Promise<void> {
  while (processes().length > 0) await new Promise((resolve) => setTimeout(resolve, 100))
}

async function health(): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz`)
  return status
}

/** Asks the embedded database, which is where its file of process and port says. */
async function query(sql: string): Promise<unknown[]> {
  const [, , , databasePort] = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split(
    '\n',
  )
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(databasePort),
    user: 'attendant',
    database: 'attendant',
    password: readFileSync(join(data, 'postgres-password'), 'utf8'),
  })
  await client.connect()
  const { rows } = (await client.query(sql)) as { rows: unknown[] }
  await client.end()
  return rows
}
