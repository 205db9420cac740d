import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { broken, openGraders, slowly, type Grader, type Graders, patience } from './graders.ts'

jest.setTimeout(patience)

let graders: Graders

beforeAll(async () => {
  graders = await openGraders()
})
afterAll(() => graders.stop())

const options = { alterations: [slowly(60)], environment: { GRADER_CONCURRENCY: '3' } }

/** Asks a grader to stop, with work in its hands, and puts another in its place. */
async function replace(grader: Grader): Promise<Grader> {
  const isAtWork = { worker: grader.name, finishedAt: null }
  while ((await graders.db.submission.count({ where: isAtWork })) === 0) await graders.handIn()
  grader.process.kill('SIGTERM')
  expect(await grader.ended).toBe('code 0')
  // Nothing is left in its hands, for whose lease others would have to wait.
  expect(await graders.db.submission.count({ where: isAtWork })).toBe(0)
  return await graders.start(options)
}

test('graders that are replaced one after the other under load lose nothing and repeat nothing', async () => {
  const [first, second] = await Promise.all([graders.start(options), graders.start(options)])
  await Promise.all(Array.from({ length: 20 }, () => graders.handIn()))
  const replaced = [await replace(first), await replace(second)]
  const last = await Promise.all(replaced.map(() => graders.handIn()))
  const rows = await graders.allEnded()
  expect(rows.length).toBeGreaterThanOrEqual(20 + last.length)
  const outcomes = rows.map(({ verdict, epoch }) => `${verdict} ${epoch}`)
  expect(new Set(outcomes)).toEqual(new Set(['passed 1']))
  expect(await broken(graders.db)).toEqual([])
})
