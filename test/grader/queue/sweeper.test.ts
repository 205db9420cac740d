import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pino from 'pino'
import { setTimeout as sleep } from 'node:timers/promises'
import { laneOf } from '../../../grader/queue/claim.ts'
import { startSweeper } from '../../../grader/queue/sweeper.ts'
import { createWorld, silentQueue, type World } from '../world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** The ids that one sweep wakes workers for. */
async function woken(): Promise<string[]> {
  const ids: string[] = []
  const queue = { ...silentQueue, wake: ({ id }: { id: string }) => void ids.push(id) }
  const sweeper = startSweeper(world.db, queue, pino({ level: 'silent' }), 60_000)
  await sleep(500)
  await sweeper.stop()
  return ids
}

/** So many of one student, all a minute ago. Their ids, oldest first. */
async function waiting(count: number): Promise<string[]> {
  const userId = await world.student()
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax' } })
  const rows = await world.db.submission.createManyAndReturn({
    data: Array.from({ length: count }, (_, turn) => ({
      ...{ userId, exercise: 'softmax', source: '', exerciseVersionId: version.id, turn },
      ...{ kind: 'submit' as const, lane: laneOf('submit') },
      queuedAt: new Date(Date.now() - 60_000 + turn),
    })),
  })
  return rows.map(({ id }) => id)
}

test('a sweep wakes one worker for each student, however many of theirs wait', async () => {
  const [first] = await waiting(200)
  const [only] = await waiting(1)
  expect(new Set(await woken())).toEqual(new Set([first, only]))
})
