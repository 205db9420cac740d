import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { broken, openGraders, patience, slowly, type Graders } from './graders.ts'

jest.setTimeout(patience)

let graders: Graders

beforeAll(async () => {
  graders = await openGraders()
})
afterAll(() => graders.stop())

/** All that the queue knows of jobs, as if whoever keeps it had lost its memory. */
async function forget(): Promise<number> {
  const { db } = graders
  const jobs = await db.$executeRaw`DELETE FROM bullmq.job`
  await db.$executeRaw`DELETE FROM bullmq.event`
  await db.$executeRaw`DELETE FROM bullmq.dedup`
  return jobs
}

test('a queue that forgets everything is filled again from what was acknowledged', async () => {
  await Promise.all(Array.from({ length: 8 }, () => graders.handIn()))
  while ((await forget()) === 0);
  const [first] = await Promise.all([
    graders.start({ alterations: [slowly(100)] }),
    graders.start({ alterations: [slowly(100)] }),
  ])
  // Once more while jobs are in the hands of graders.
  const { id } = await graders.handIn()
  await graders.until(id, ({ worker, finishedAt }) => worker !== null || finishedAt !== null)
  await forget()
  await Promise.all(Array.from({ length: 4 }, () => graders.handIn()))
  await forget()
  const rows = await graders.allEnded()
  expect(rows.map(({ verdict, epoch }) => `${verdict} ${epoch}`)).toEqual(
    rows.map(() => 'passed 1'),
  )
  expect(rows).toHaveLength(13)
  expect(await broken(graders.db)).toEqual([])
  expect(first.process.exitCode).toBeNull()
})
