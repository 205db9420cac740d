import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { claimNext, laneOf, line, type Claim } from '../../grader/queue/claim.ts'
import { positions } from '../../grader/queue/position.ts'
import { saveReport } from '../../grader/queue/store.ts'
import { createSubmission } from '../../grader/queue/submit.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { reportOf } from '../grader/a-report.ts'
import { createWorld, file, silentQueue, type World } from '../grader/world.ts'

let world: World
let versionId: string
const many = Array.from({ length: 50 }, (_, number) => `exercise-${number}`)

beforeAll(async () => {
  world = await createWorld()
  await registerExercises(
    world.db,
    ['softmax', ...many].map((slug) => ({ slug, hash: `${slug}-1` })),
  )
  versionId = (await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax' } })).id
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.db.submission.deleteMany()
})

async function handIn(userId: string, exercise = 'softmax') {
  const creation = await createSubmission(world.db, silentQueue, file(userId, { exercise }))
  if (creation.kind !== 'created') throw new Error(creation.kind)
  return creation.submission
}

/** So many of each, as handing them in one after the other leaves them, all a minute ago. */
async function flood(userIds: readonly string[], each: number): Promise<void> {
  const rows = userIds.flatMap((userId) =>
    Array.from({ length: each }, (_, turn) => ({
      ...{ userId, kind: 'submit' as const, exercise: 'softmax', source: '' },
      ...{ lane: laneOf('submit'), turn, exerciseVersionId: versionId },
      queuedAt: new Date(Date.now() - 60_000 + turn),
    })),
  )
  await world.db.submission.createMany({ data: rows })
}

const students = (count: number) =>
  Promise.all(Array.from({ length: count }, () => world.student()))

/** Whose submissions were claimed, in order, by workers of which two grade at any time, until none of `until` waits. */
async function served(until: readonly string[]): Promise<string[]> {
  const order: string[] = []
  const grading: Claim[] = []
  const waiting = new Set(until)
  const counts = new Map(
    (await world.db.submission.groupBy({ by: ['userId'], _count: true })).map((one) => [
      one.userId,
      one._count,
    ]),
  )
  while (waiting.size > 0) {
    const claim = await claimNext(world.db, { worker: 'test', leaseMilliseconds: 60_000 })
    if (claim) {
      grading.push(claim)
      order.push(claim.userId)
      counts.set(claim.userId, counts.get(claim.userId)! - 1)
      if (counts.get(claim.userId) === 0) waiting.delete(claim.userId)
    }
    const done = !claim || grading.length === 2 ? grading.shift() : undefined
    if (done) await saveReport(world.db, done, reportOf('softmax'))
    else if (!claim) throw new Error('nothing can be claimed, and somebody waits')
  }
  return order
}

/** How many claims were made before each of these people's. */
function waits(order: readonly string[], people: readonly string[]): number[] {
  const some = new Set(people)
  return order.flatMap((userId, at) => (some.has(userId) ? [at] : [])).sort((a, b) => a - b)
}

const p95 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.95)]!

test('two thousand of one student, handed in first, make nobody else wait twice as long', async () => {
  const people = await students(15)
  await flood(people, 3)
  const normal = p95(waits(await served(people), people))

  await world.db.submission.deleteMany()
  const flooder = await world.student()
  await flood([flooder], 2_000)
  await flood(people, 3)
  const order = await served(people)
  expect(p95(waits(order, people))).toBeLessThanOrEqual(2 * normal)
  expect(order.filter((userId) => userId === flooder).length).toBeLessThanOrEqual(4)
})

test('behind ten thousand of forty students, somebody new comes after one of each', async () => {
  await flood(await students(40), 250)
  const victim = await world.student()
  const { id } = await handIn(victim)
  expect((await positions(world.db, [id])).get(id)).toEqual({ position: 40, etaMilliseconds: null })
  const order = await served([victim])
  expect(order).toHaveLength(41)
  expect(new Set(order).size).toBe(41)
})

describe('a turn', () => {
  test('counts what waits of the same student in the same lane, and is 0 for everybody’s first', async () => {
    const [one, other] = await students(2)
    const turns: number[] = []
    for (const exercise of many) turns.push((await handIn(one!, exercise)).turn)
    expect(turns).toEqual(many.map((_, position) => position))
    const run = await createSubmission(world.db, silentQueue, file(one!, { kind: 'run' }))
    expect(run).toMatchObject({ submission: { turn: 0 } })
    expect((await handIn(other!)).turn).toBe(0)
  })

  test('does not count what it replaces, nor what was graded', async () => {
    const student = await world.student()
    await handIn(student)
    expect((await handIn(student)).turn).toBe(0)
    const claim = await claimNext(world.db, { worker: 'test', leaseMilliseconds: 60_000 })
    await saveReport(world.db, claim!, reportOf('softmax'))
    expect((await handIn(student, many[0])).turn).toBe(0)
  })
})

test('the next is found without reading all that waits', async () => {
  await flood(await students(20), 500)
  const [{ 'QUERY PLAN': plans }] = await world.db.$queryRaw<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>`
    EXPLAIN (ANALYZE, FORMAT JSON) ${line} SELECT count(*) FROM line`
  expect(most(plans[0].Plan)).toBe(1_000)
})

interface Plan {
  readonly 'Actual Rows': number
  readonly Plans?: readonly Plan[]
}

/** The most rows that any step of it handled. */
function most({ 'Actual Rows': rows, Plans: steps = [] }: Plan): number {
  return Math.max(rows, ...steps.map(most))
}
