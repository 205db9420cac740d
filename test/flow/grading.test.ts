import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { pino } from 'pino'
import { startLoop, type GradeClaim, type GradingLoop } from '../../grader/queue/loop.ts'
import type { QueueSettings } from '../../grader/queue/bullmq.ts'
import { openQueue, type SubmissionQueue } from '../../grader/queue/queue.ts'
import { createSubmission } from '../../grader/queue/submit.ts'
import { startSweeper } from '../../grader/queue/sweeper.ts'
import type { Submission } from '../../prisma/generated/client.ts'
import { reportOf } from '../grader/a-report.ts'
import { createClient } from '../../prisma/client.ts'
import { createWorld, file, silentQueue, type World } from '../grader/world.ts'

let world: World
let settings: QueueSettings
let queue: SubmissionQueue
const open: (() => Promise<unknown>)[] = []
const log = pino({ level: 'silent' })

beforeAll(async () => {
  world = await createWorld()
  settings = {
    databaseUrl: world.postgres.url,
    // Set it to run these tests with the queue on Redis.
    redisUrl: process.env['REDIS_URL'],
    onError: () => undefined,
  }
  queue = await openQueue(settings)
})
afterAll(async () => {
  await queue.close()
  await world.close()
})
beforeEach(() => world.db.submission.deleteMany().then(() => undefined))
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const passes: GradeClaim = (claim) => Promise.resolve({ report: reportOf(claim.exercise) })

async function worker(gradeClaim: GradeClaim, concurrency = 2): Promise<GradingLoop> {
  const loop = await startLoop({
    ...{ db: world.db, queue: settings, worker: 'here', concurrency, log, gradeClaim },
    leaseMilliseconds: 3_000,
  })
  open.push(() => loop.drain())
  return loop
}

function sweeper(): void {
  const running = startSweeper(world.db, queue, log, 200)
  open.push(() => running.stop())
}

async function handIn(userId: string, fields = {}, wakes = queue): Promise<Submission> {
  const creation = await createSubmission(world.db, wakes, file(userId, fields))
  if (creation.kind !== 'created') throw new Error(creation.kind)
  return creation.submission
}

/** Waits until every submission has ended, and returns them in the order in which they were handed in. */
async function allEnded(db = world.db): Promise<Submission[]> {
  for (;;) {
    const rows = await db.submission.findMany({ orderBy: { queuedAt: 'asc' } })
    if (rows.every((row) => row.finishedAt ?? row.supersededAt)) return rows
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface Told {
  ready?: true
  claimed?: string
  epoch?: number
  log?: string
}

/** Starts test/flow/worker-process.ts; `hears` waits for a message, also one that has come already. */
async function otherProcess() {
  const child: ChildProcess = fork(join(import.meta.dirname, 'worker-process.ts'), {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: world.postgres.url },
  })
  open.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  const told: Told[] = []
  const more = new EventEmitter()
  child.on('message', (message) => {
    told.push(message as Told)
    more.emit('more')
  })
  const hears = async (wanted: (message: Told) => boolean): Promise<Told> => {
    for (;;) {
      const found = told.find(wanted)
      if (found) return found
      await once(more, 'more')
    }
  }
  await hears(({ ready }) => ready === true)
  return { child, hears }
}

test('what is handed in is graded, its events follow each other, and waking twice changes nothing', async () => {
  await worker((claim, progress) => {
    progress({ kind: 'case', done: 1, of: 1, name: 'one', verdict: 'passed' })
    return passes(claim, progress)
  })
  const submission = await handIn(await world.student())
  for (let times = 0; times < 5; times += 1) queue.wake({ id: submission.id, epoch: times })
  const [row] = await allEnded()
  expect(row).toMatchObject({ id: submission.id, verdict: 'passed', epoch: 1, worker: 'here' })
  const events = await world.db.submissionEvent.findMany({ orderBy: { sequence: 'asc' } })
  expect(events.map(({ sequence, kind }) => [sequence, kind])).toEqual([
    [1, 'started'],
    [2, 'case'],
    [3, 'verdict'],
  ])
})

test('many files of many students all end once, never two of a student at the same time', async () => {
  const inFlight = new Map<string, number>()
  let most = 0
  const grade: GradeClaim = async ({ userId, exercise }) => {
    inFlight.set(userId, (inFlight.get(userId) ?? 0) + 1)
    most = Math.max(most, ...inFlight.values())
    await new Promise((resolve) => setTimeout(resolve, 2))
    inFlight.set(userId, (inFlight.get(userId) ?? 0) - 1)
    return { report: reportOf(exercise) }
  }
  await Promise.all([worker(grade, 4), worker(grade, 4)])
  sweeper()
  for (let student = 0; student < 8; student += 1) {
    const userId = await world.student()
    for (const exercise of ['softmax', 'attention', 'layer-norm']) {
      await handIn(userId, { exercise })
      await handIn(userId, { exercise, kind: 'run' })
    }
  }
  const rows = await allEnded()
  expect(rows.map(({ verdict, epoch }) => [verdict, epoch])).toEqual(Array(48).fill(['passed', 1]))
  expect(most).toBe(1)
})

test('a submission whose wake-up was lost is found by the sweeper', async () => {
  await worker(passes)
  await handIn(await world.student(), {}, silentQueue)
  sweeper()
  expect(await allEnded()).toMatchObject([{ verdict: 'passed' }])
})

test('after a failure of ours a submission is graded again without being handed in again', async () => {
  let failures = 0
  await worker((claim, progress) => {
    failures += 1
    return failures === 1
      ? Promise.reject(new Error('the reference is away'))
      : passes(claim, progress)
  })
  sweeper()
  await handIn(await world.student())
  expect(await allEnded()).toMatchObject([{ verdict: 'passed', epoch: 2 }])
})

test('the database drops every connection again and again: nothing is lost or graded twice', async () => {
  const ended = new Map<string, number>()
  await worker(async (claim, progress) => {
    progress({ kind: 'case', done: 1, of: 1, name: 'one', verdict: 'passed' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    ended.set(claim.id, claim.epoch)
    return { report: reportOf(claim.exercise) }
  })
  sweeper()
  const observer = createClient(`${world.postgres.url}?application_name=observer`)
  open.push(() => observer.$disconnect())
  for (let number = 0; number < 12; number += 1) await handIn(await world.student())
  for (let cut = 0; cut < 4; cut += 1) {
    await observer.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname IS NOT NULL AND application_name <> 'observer' AND pid <> pg_backend_pid()`
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  // A worker that could not even say that it failed keeps its submission until the lease runs out.
  const rows = await allEnded(observer)
  expect(rows.map(({ verdict }) => verdict)).toEqual(Array(12).fill('passed'))
  expect(rows.every(({ id, epoch }) => epoch <= (ended.get(id) ?? 0))).toBe(true)
  const verdicts = await observer.submissionEvent.groupBy({
    by: ['submissionId'],
    where: { kind: 'verdict' },
    _count: true,
  })
  expect(verdicts.map(({ _count }) => _count)).toEqual(Array(12).fill(1))
})

test('a killed worker: another one grades its submission, with a higher epoch', async () => {
  const { child, hears } = await otherProcess()
  const submission = await handIn(await world.student())
  expect(await hears(({ claimed }) => claimed === submission.id)).toMatchObject({ epoch: 1 })
  child.kill('SIGKILL')
  await worker(passes)
  sweeper()
  expect(await allEnded()).toMatchObject([{ verdict: 'passed', epoch: 2, worker: 'here' }])
})

test('a frozen worker that wakes up late: what it writes is discarded', async () => {
  const { child, hears } = await otherProcess()
  const submission = await handIn(await world.student())
  await hears(({ claimed }) => claimed === submission.id)
  child.kill('SIGSTOP')
  await worker((claim) => Promise.resolve({ report: reportOf(claim.exercise, 'wrongAnswer') }))
  sweeper()
  const [graded] = await allEnded()
  expect(graded).toMatchObject({ verdict: 'wrongAnswer', epoch: 2, worker: 'here' })

  child.kill('SIGCONT')
  child.send('finish')
  await hears(({ log: line }) => line?.startsWith('discarded') === true)
  expect(await world.db.submission.findMany()).toEqual([graded])
})

test('a worker that is told to stop finishes what it grades and claims nothing more', async () => {
  const { child, hears } = await otherProcess()
  const submission = await handIn(await world.student())
  await hears(({ claimed }) => claimed === submission.id)
  child.kill('SIGTERM')
  await hears(({ log: line }) => line === 'draining')
  const later = await handIn(await world.student())
  child.send('finish')
  expect(await once(child, 'exit')).toEqual([0, null])
  const rows = await world.db.submission.findMany({ orderBy: { queuedAt: 'asc' } })
  expect(rows).toMatchObject([
    { id: submission.id, verdict: 'passed', epoch: 1 },
    { id: later.id, finishedAt: null, epoch: 0 },
  ])
})
