/** A check that was asked for is made, told of while it goes on, stored once, and given back by a grader that stops. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { readFacts } from '../../../exercises/facts.ts'
import { createPool } from '../../../grader/sandbox/pool.ts'
import { startChecks, type Checks } from '../../../grader/workshop/checks.ts'
import { openEditions, demandOutputs } from '../../../grader/workshop/editions.ts'
import { createWorld, type World } from '../world.ts'
import { filesOf } from './folder.ts'

const log = pino({ level: 'silent' })
let world: World
let courseId: string
const running: Checks[] = []

beforeAll(async () => {
  world = await createWorld()
  const course = await world.db.course.create({ data: { slug: 'workshop', title: 'Workshop' } })
  courseId = course.id
}, 120_000)
afterAll(async () => {
  await Promise.all(running.map((checks) => checks.stop()))
  await world.close()
}, 60_000)

/** The linear exercise under another name, with changes; its check is asked for. */
async function ask(slug: string, changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const files = { ...filesOf('linear'), ...changes }
  files['exercise.ts'] = files['exercise.ts']?.replace(`slug: 'linear'`, `slug: '${slug}'`) ?? ''
  const { id } = await world.db.edition.create({
    data: {
      ...{ hash: '0123456789abcdef', files, checkAskedAt: new Date() },
      exercise: { create: { slug, courseId } },
    },
  })
  return id
}
function start(): Checks {
  const openPool = (size: number) => createPool({ size })
  const checks = startChecks({ db: world.db, log, openPool })
  running.push(checks)
  return checks
}
const edition = (id: string) => world.db.edition.findUniqueOrThrow({ where: { id } })

test('what is right is proved, with its facts; what is wrong gets its problem; each once', async () => {
  const right = await ask('my-linear')
  const wrong = await ask('my-other', { 'cases.ts': 'export const cases = [' })
  start()
  const steps = new Set<string>()
  for (;;) {
    const [one, other] = await Promise.all([edition(right), edition(wrong)])
    const progress = one.checkProgress as { step: string } | null
    if (progress) steps.add(progress.step)
    if (one.checkEndedAt && other.checkEndedAt) break
    await sleep(100)
  }
  expect(readFacts((await edition(right)).facts)).toMatchObject({ slug: 'my-linear' })
  expect(steps.size).toBeGreaterThan(0)
  const checks = await world.db.exerciseCheck.findMany({ orderBy: { slug: 'asc' } })
  expect(checks.map(({ slug, proved }) => ({ slug, proved }))).toEqual([
    { slug: 'my-linear', proved: true },
    { slug: 'my-other', proved: false },
  ])
  expect(checks[1]?.proof).toMatchObject({
    problems: ['cases.ts: line 1: Unexpected end of file'],
  })
  const version = await world.db.exerciseVersion.findFirstOrThrow({ where: { slug: 'my-linear' } })
  expect(version.current).toBe(false)
}, 400_000)

test('a grader that stops gives its check back at once', async () => {
  const id = await ask('my-third')
  const checks = start()
  while (!(await edition(id)).checkStartedAt) await sleep(50)
  await Promise.all(running.splice(0).map((one) => one.stop()))
  await checks.stop()
  expect(await edition(id)).toMatchObject({ checkStartedAt: null, checkEndedAt: null })
}, 120_000)

test('expected outputs of an edition that nobody trusts come from its sandbox, those of others from the reference', async () => {
  const { db } = world
  const pool = await createPool({ size: 1 })
  const editions = openEditions(db, pool)
  const asked: string[] = []
  const requests = demandOutputs(
    { demand: ({ exercise }) => Promise.resolve(void asked.push(exercise)) },
    { db, editions, secret: 'secret' },
  )
  const request = { exercise: 'my-linear', exerciseVersion: '0123456789abcdef', seedIndex: 3 }
  await requests.demand(request, 1_000)
  await requests.demand({ ...request, exercise: 'softmax' }, 1_000)
  const stored = await db.referenceOutput.findMany({ select: { seedIndex: true, engine: true } })
  expect(stored).toEqual([
    {
      seedIndex: 3,
      engine: { backend: 'cpu', description: 'plain JavaScript (CPU), in the sandbox' },
    },
  ])
  await db.edition.updateMany({ where: { slug: 'my-linear' }, data: { trustedAt: new Date() } })
  await requests.demand({ ...request, seedIndex: 4 }, 1_000)
  expect(asked).toEqual(['softmax', 'my-linear'])
  editions.close()
  await pool.close()
}, 120_000)
