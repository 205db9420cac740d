import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimNext } from '../../grader/queue/claim.ts'
import { saveFault } from '../../grader/queue/store.ts'
import type { Operations } from '../../server/api/operations.ts'
import type { Wire } from '../../server/api/wire.ts'
import { claim, gradeNext } from './grading.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let admin: string

beforeAll(async () => {
  server = await startServer()
  const { db, ids, keys } = server
  await db.user.update({ where: { id: ids.instructor }, data: { isAdmin: true } })
  admin = keys.instructor
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.submission.deleteMany()
  await server.db.pause.deleteMany()
  await server.db.worker.deleteMany()
})

async function seen(method = 'GET', path = '', json?: unknown): Promise<Wire<Operations>> {
  const answer = await server.ask(method, `/api/operations${path}`, {
    ...{ key: admin },
    ...(json !== undefined && { json }),
  })
  expect([method, path, answer.status]).toEqual([method, path, 200])
  return answer.body as Wire<Operations>
}

async function handIn(key = server.keys.studentA): Promise<string> {
  const json = { exercise: 'softmax', source: 'export {}' }
  const { body } = await server.ask('POST', '/api/submissions', { key, json })
  return (body as { id: string }).id
}

const laneIn = ({ lanes }: Wire<Operations>, name: string) =>
  lanes.find(({ lane }) => lane === name)
const onRecord = () =>
  server.db.auditEvent.findMany({
    where: { action: { startsWith: 'lane.' } },
    orderBy: { id: 'asc' },
    select: { action: true, subject: true, reason: true, actorId: true },
  })

test('lanes tell what waits, what is graded, and how long both took in the last hour', async () => {
  const graded = await handIn()
  await gradeNext(server.db)
  const startedAt = new Date(Date.now() - 2_000)
  await server.db.submission.update({
    where: { id: graded },
    data: { startedAt, queuedAt: new Date(startedAt.getTime() - 500), finishedAt: new Date() },
  })
  await handIn()
  await claim(server.db)
  await handIn(server.keys.studentB)
  const lane = laneIn(await seen(), 'submit')
  expect(lane).toMatchObject({ waiting: 1, grading: 1, graded: 1, paused: null })
  expect(lane?.waited).toEqual({ half: 500, most: 500 })
  expect(lane?.took?.half).toBeGreaterThanOrEqual(2_000)
  expect(lane?.oldestMilliseconds).toBeGreaterThan(0)
  expect(laneIn(await seen(), 'regrade')).toMatchObject({ waiting: 0, waited: null, took: null })
})

test('a paused lane gives nothing out until it goes on, and both are on record', async () => {
  await handIn()
  const paused = await seen('PUT', '/pauses/submit', { reason: ' A new GPU ' })
  expect(laneIn(paused, 'submit')?.paused).toMatchObject({ reason: 'A new GPU' })
  expect(await claimNext(server.db, { worker: 'test', leaseMilliseconds: 1_000 })).toBeNull()
  expect((await seen('PUT', '/pauses/all', { reason: 'Rest' })).paused?.reason).toBe('Rest')
  await seen('DELETE', '/pauses/all')
  expect(laneIn(await seen('DELETE', '/pauses/submit'), 'submit')?.paused).toBeNull()
  await seen('DELETE', '/pauses/submit')
  await claim(server.db)
  const actorId = server.ids.instructor
  expect(await onRecord()).toEqual([
    { action: 'lane.pause', subject: 'lane submit', reason: 'A new GPU', actorId },
    { action: 'lane.pause', subject: 'lane all', reason: 'Rest', actorId },
    { action: 'lane.resume', subject: 'lane all', reason: null, actorId },
    { action: 'lane.resume', subject: 'lane submit', reason: null, actorId },
  ])
})

test('students who wait read the reason in their events', async () => {
  const id = await handIn()
  await seen('PUT', '/pauses/all', { reason: 'An update' })
  const stopping = new AbortController()
  const { body } = await fetch(`${server.url}/api/submissions/${id}/events`, {
    headers: { Authorization: `Bearer ${server.keys.studentA}` },
    signal: stopping.signal,
  })
  let text = ''
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    text += new TextDecoder().decode(chunk)
    if (text.includes('queued')) break
  }
  stopping.abort()
  expect(text).toContain('"etaMilliseconds":null,"paused":"An update"')
})

test('a lane that is none, and a pause without a reason, are refused', async () => {
  const ask = (path: string, json: unknown) =>
    server.ask('PUT', `/api/operations/pauses/${path}`, { key: admin, json })
  expect((await ask('fast', { reason: 'Why' })).status).toBe(400)
  expect((await ask('submit', { reason: ' ' })).status).toBe(400)
  expect(await server.db.pause.count()).toBe(0)
})

test('workers are listed with how they are; a drained one takes nothing', async () => {
  const ago = (seconds: number) => new Date(Date.now() - 1_000 * seconds)
  const facts = { kind: 'grader', version: '1.0.0', node: '26', concurrency: 2 }
  const layers = [{ name: 'process', active: true, reason: '' }]
  await server.db.worker.createMany({
    data: [
      { ...facts, id: 'a 1', layers, graded: 40, failed: 2 },
      { ...facts, id: 'b 1', seenAt: ago(60) },
      { ...facts, id: 'c 1', stoppedAt: ago(5) },
      { ...facts, id: 'd 1', seenAt: ago(2 * 24 * 60 * 60) },
      { ...facts, id: 'e 1', kind: 'reference', engine: 'WebGPU' },
    ],
  })
  const states = ({ workers }: Wire<Operations>) =>
    Object.fromEntries(workers.map(({ id, state }) => [id, state]))
  const all = { 'a 1': 'working', 'b 1': 'silent', 'c 1': 'stopped', 'e 1': 'working' }
  expect(states(await seen())).toEqual(all)
  const drained = await seen('PUT', '/workers/a%201/drain', { reason: 'A new disk' })
  expect(states(drained)).toEqual({ ...all, 'a 1': 'drained' })
  expect(drained.workers.find(({ id }) => id === 'a 1')).toMatchObject({
    ...{ layers, graded: 40, failed: 2, drained: { reason: 'A new disk' } },
  })
  await handIn()
  expect(await claimNext(server.db, { worker: 'a 1', leaseMilliseconds: 1_000 })).toBeNull()
  expect(states(await seen('DELETE', '/workers/a%201/drain'))).toEqual(all)
  expect(await claimNext(server.db, { worker: 'a 1', leaseMilliseconds: 1_000 })).not.toBeNull()
  const json = { reason: 'It computes' }
  const reference = await server.ask('PUT', '/api/operations/workers/e%201/drain', {
    ...{ key: admin, json },
  })
  expect(reference.status).toBe(404)
})

test('failures of ours are listed with what names them in the logs', async () => {
  const id = await handIn()
  await saveFault(server.db, await claim(server.db), 'ABC234')
  const { faults, storage } = await seen()
  expect(faults).toMatchObject([
    { submission: id, exercise: 'softmax', reference: 'ABC234', outcome: 'again' },
  ])
  expect(storage.databaseBytes).toBeGreaterThan(1_000_000)
  expect(storage.totalBytes).toBeGreaterThan(storage.freeBytes)
})
