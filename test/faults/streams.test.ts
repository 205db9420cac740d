import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { claimNext } from '../../grader/queue/claim.ts'
import { recordEvents, saveReport } from '../../grader/queue/store.ts'
import { createSubmission } from '../../grader/queue/submit.ts'
import { apiKey, connect as connectTo } from '../../grader/practice/server.ts'
import { newApiKey } from '../../server/api-keys.ts'
import { freePort } from '../../server/processes/free-port.ts'
import { altered } from '../alter.ts'
import { reportOf } from '../grader/a-report.ts'
import { createWorld, file, silentQueue, type World } from '../grader/world.ts'
import { openFiles, residentBytes } from '../processes.ts'

/** On a machine that does much else as well. */
jest.setTimeout(240_000)

let world: World
let address: string
let port: number
const secret = randomBytes(32).toString('hex')
let server: ChildProcess & { pid: number }
const data = mkdtempSync(join(tmpdir(), 'attendant-streams-'))

beforeAll(async () => {
  world = await createWorld()
  await start()
})
afterAll(async () => {
  await stop()
  await world.close()
  rmSync(data, { recursive: true, force: true })
})

/** A server that shows signs of life often, and waits for nobody for long. */
async function start(bufferLimit = '64 * 1024'): Promise<void> {
  const file = 'server/streams.ts'
  port = await freePort()
  address = `http://127.0.0.1:${port}`
  const entry = resolve(import.meta.dirname, '../../server/main.ts')
  const env = {
    ...process.env,
    ...altered([
      { file, find: 'heartbeatMilliseconds = 15_000', replace: 'heartbeatMilliseconds = 200' },
      { file, find: 'lastReadMilliseconds = 10_000', replace: 'lastReadMilliseconds = 2_000' },
      { file, find: 'bufferLimit = 64 * 1024', replace: `bufferLimit = ${bufferLimit}` },
    ]),
    ...{ DATABASE_URL: world.postgres.url, ATTENDANT_SECRET: secret, ATTENDANT_DATA: data },
    ...{ HOST: '127.0.0.1', PORT: String(port) },
  }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 2, 'ipc'] })
  server = Object.assign(child, { pid: child.pid! })
  await Promise.race([once(server, 'message'), once(server, 'exit')])
  if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`)
}

async function stop(): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
}

interface Student {
  readonly id: string
  readonly key: string
}

async function student(): Promise<Student> {
  const { key, start, hash } = newApiKey()
  const apiKeys = { create: { name: 'test', start, hash } }
  const email = `${randomUUID()}@example.org`
  const { id } = await world.db.user.create({ data: { name: 'A student', email, apiKeys } })
  return { id, key }
}

async function waiting({ id }: Student): Promise<string> {
  const creation = await createSubmission(world.db, silentQueue, file(id))
  if (creation.kind !== 'created') throw new Error(creation.kind)
  return creation.submission.id
}

const claim = async () => (await claimNext(world.db, { worker: 't', leaseMilliseconds: 60_000 }))!

/** Asks for the events of a submission, and reads nothing unless told to. */
function follow({ key }: Student, id: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    `GET /api/submissions/${id}/events HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  )
  return socket.pause()
}

async function openStreams(): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text()
  return Number(/^attendant_event_streams (\d+)$/m.exec(metrics)?.[1])
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`)
    await pause(50)
  }
}

/** More than the system takes off the server's hands for a connection. */
const large = Array.from({ length: 60 }, (_, done) => aCase(done + 1, 'x'.repeat(200_000)))

function aCase(done: number, name: string) {
  return { kind: 'case' as const, done, of: 60, name, verdict: 'passed' as const }
}

test('a client that reads nothing is let go once 64 KiB wait for it, and gets all of it later', async () => {
  const one = await student()
  const id = await waiting(one)
  const claimed = await claim()
  const stuck = follow(one, id)
  await until(async () => (await openStreams()) === 1)
  const before = residentBytes(server.pid)
  await recordEvents(world.db, claimed, large)
  await until(async () => (await openStreams()) === 0)
  expect(residentBytes(server.pid) - before).toBeLessThan(150 * 2 ** 20)
  stuck.destroy()

  await world.db.submissionEvent.deleteMany({ where: { submissionId: id, kind: 'case' } })
  await world.db.submission.update({ where: { id }, data: { lastSequence: 1 } })
  await recordEvents(world.db, claimed, [aCase(1, 'first'), aCase(2, 'second')])
  await saveReport(world.db, claimed, reportOf('softmax'))
  const kinds: string[] = []
  for await (const { kind } of connectTo(address, apiKey(one.key)).follow(id)) kinds.push(kind)
  expect(kinds).toEqual(['started', 'case', 'case', 'verdict'])
  const seen = await fetch(`${address}/api/submissions/${id}`, { headers: apiKey(one.key) })
  expect(await seen.json()).toMatchObject({ status: 'finished', verdict: 'passed' })
})

test('whoever comes and goes, at any moment, leaves nothing behind', async () => {
  const one = await student()
  const id = await waiting(one)
  await until(async () => (await openStreams()) === 0)
  const files = openFiles(server.pid)
  const comeAndGo = async (milliseconds: number) => {
    const socket = follow(one, id)
    await once(socket, 'connect')
    await pause(milliseconds)
    socket.destroy()
  }
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 10 }, (_, number) => comeAndGo(2 * number)))
  }
  await until(async () => (await openStreams()) === 0)
  // fetch keeps one connection open.
  await until(() => Promise.resolve(openFiles(server.pid) <= files + 3))

  const streams = Array.from({ length: 40 }, () => follow(one, id))
  const answers = await Promise.all(
    streams.map(async (socket) => {
      const [first] = (await once(socket.resume(), 'data')) as [Buffer]
      return /^HTTP\/1.1 (\d+)/.exec(first.toString())?.[1]
    }),
  )
  expect(answers.filter((status) => status === '200')).toHaveLength(12)
  expect(answers.filter((status) => status === '429')).toHaveLength(28)
  for (const socket of streams) socket.destroy()
  await end(id)
})

test('many that read nothing cost little, and hear of their place and that the server is there', async () => {
  const ten = await Promise.all(Array.from({ length: 10 }, student))
  const before = residentBytes(server.pid)
  const ids: string[] = []
  const stuck: Socket[] = []
  for (const one of ten) {
    const id = await waiting(one)
    ids.push(id)
    stuck.push(...Array.from({ length: 12 }, () => follow(one, id)))
  }
  await until(async () => (await openStreams()) === 120)
  const reader = stuck.pop()!
  let text = ''
  reader.on('data', (chunk: Buffer) => (text += chunk.toString())).resume()
  await until(() => Promise.resolve(/: still here[^]*"position":9[^]*: still here/.test(text)))
  expect(residentBytes(server.pid) - before).toBeLessThan(50 * 2 ** 20)
  for (const socket of [reader, ...stuck]) socket.destroy()
  await until(async () => (await openStreams()) === 0)
  for (const id of ids) await end(id)
})

test('a client that does not even read the end is let go, and nobody else notices', async () => {
  await stop()
  // So that the server keeps what the system does not take.
  await start('1024 * 1024 * 1024')
  const one = await student()
  const id = await waiting(one)
  const claimed = await claim()
  const stuck = follow(one, id)
  await until(async () => (await openStreams()) === 1)
  await recordEvents(world.db, claimed, large)
  await saveReport(world.db, claimed, reportOf('softmax'))
  await until(async () => (await openStreams()) === 0)
  stuck.destroy()
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
})

async function end(id: string): Promise<void> {
  await world.db.submission.delete({ where: { id } })
}
