import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '../../prisma/client.ts'
import { newApiKey } from '../../server/api-keys.ts'
import { readQueueState } from '../../server/queue-state.ts'
import {
  broken,
  openGraders,
  right,
  slowly,
  wrong,
  type Grader,
  type Graders,
  patience,
} from './graders.ts'

jest.setTimeout(patience)

let graders: Graders
let all: Grader[]

beforeAll(async () => {
  graders = await openGraders()
  const alterations = [slowly(100)]
  all = await Promise.all([1, 2, 3, 4].map(() => graders.start({ alterations })))
})
afterAll(() => graders.stop())

test('a submission that four graders are woken for five times is graded once', async () => {
  const { id } = await graders.handIn()
  for (let epoch = 0; epoch < 5; epoch += 1) graders.queue.wake({ id, epoch: epoch + 10 })
  expect(await graders.ended(id)).toMatchObject({ verdict: 'passed', epoch: 1 })
  expect(await broken(graders.db)).toEqual([])
})

test('a request that is sent twenty times at once under one key is one submission', async () => {
  const { db } = graders
  const address = await graders.serve()
  const userId = await graders.student()
  const { key, start, hash } = newApiKey()
  await db.apiKey.create({ data: { userId, name: 'test', start, hash } })
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const answer = await fetch(`${address}/api/submissions`, {
        method: 'POST',
        headers: {
          ...{ Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
          'Idempotency-Key': 'one-click',
        },
        body: JSON.stringify({ exercise: 'softmax', source: right }),
      })
      return { status: answer.status, ...((await answer.json()) as { id: string }) }
    }),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  const rows = await db.submission.findMany({ where: { userId } })
  expect(rows.map(({ id }) => id)).toEqual([...new Set(answers.map(({ id }) => id))])
  expect(await graders.ended(answers[0]?.id ?? '')).toMatchObject({ verdict: 'passed', epoch: 1 })
  expect(await broken(db)).toEqual([])
})

test('a grader that froze while it claimed holds the others up for no longer than its lease', async () => {
  const frozen = createClient(graders.databaseUrl, 1)
  let isOver = false
  const holding = frozen
    .$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(7236002)`
        while (!isOver) await sleep(50)
      },
      { timeout: patience },
    )
    // Its end was taken out of its hands.
    .catch(() => undefined)
  const { id, queuedAt } = await graders.handIn()
  const { finishedAt, verdict } = await graders.ended(id)
  isOver = true
  await holding
  await frozen.$disconnect()
  expect(verdict).toBe('passed')
  expect(Number(finishedAt) - Number(queuedAt)).toBeLessThan(30_000)
})

test('a grader that was frozen beyond its lease changes nothing when it wakes, and that is counted', async () => {
  const { db } = graders
  const { id } = await graders.handIn({ source: wrong })
  const { worker } = await graders.until(id, (row) => row.worker !== null)
  const frozen = all.find(({ name }) => name === worker) as Grader
  frozen.process.kill('SIGSTOP')
  const graded = await graders.ended(id)
  expect(graded).toMatchObject({ verdict: 'wrongAnswer', epoch: 2 })
  expect(graded.worker).not.toBe(frozen.name)

  frozen.process.kill('SIGCONT')
  while (!frozen.log.some((line) => line.includes('discarded: somebody else'))) await sleep(50)
  expect(await db.submission.findUniqueOrThrow({ where: { id } })).toEqual(graded)
  expect(await broken(db)).toEqual([])
  frozen.process.kill('SIGTERM')
  expect(await frozen.ended).toBe('code 0')
  expect(await db.worker.findUniqueOrThrow({ where: { id: frozen.name } })).toMatchObject({
    discarded: 1,
  })
  expect(await readQueueState(db)).toMatchObject({ discarded: 1 })
})
