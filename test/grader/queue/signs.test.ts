import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { startSigns } from '../../../grader/queue/signs.ts'
import { createWorld, type World } from '../world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const log = pino({ level: 'silent' })
const worker = {
  ...({ id: 'host 1', kind: 'grader', version: '0.0.0', concurrency: 2 } as const),
  layers: [{ name: 'process', active: true, reason: '' }] as const,
}
const row = () => world.db.worker.findUniqueOrThrow({ where: { id: worker.id } })

/** Waits until the row says so: signs are given on their own. */
async function until(isSo: (now: Awaited<ReturnType<typeof row>>) => boolean): Promise<void> {
  while (!isSo(await row())) await sleep(20)
}

test('a worker says what it is, what it does, and that it ended', async () => {
  let graded = 0
  const counts = () => ({ grading: 1, graded, failed: 0, discarded: 2 })
  const signs = await startSigns({ db: world.db, log, worker, counts }, 20)
  const first = await row()
  expect(first).toMatchObject({
    ...{ kind: 'grader', concurrency: 2, engine: null, node: process.versions.node },
    ...{ layers: worker.layers, stoppedAt: null, graded: 0 },
  })
  graded = 7
  await until((now) => now.graded === 7)
  expect((await row()).seenAt.getTime()).toBeGreaterThan(first.seenAt.getTime())
  await signs.stop()
  const last = await row()
  expect(last.stoppedAt).not.toBeNull()
  expect(last.discarded).toBe(2)
})

test('it hears that it is drained, and is no longer when it is started again', async () => {
  const heard: boolean[] = []
  const onDrained = (isDrained: boolean) => Promise.resolve(void heard.push(isDrained))
  const signs = await startSigns({ db: world.db, log, worker, onDrained }, 20)
  const drained = { drainedAt: new Date(), drainReason: 'An update' }
  await world.db.worker.update({ where: { id: worker.id }, data: drained })
  while (!heard.includes(true)) await sleep(20)
  await signs.stop()
  await (await startSigns({ db: world.db, log, worker })).stop()
  expect(await row()).toMatchObject({ drainedAt: null, drainReason: null })
})
