import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { countsAsAttempt } from '../../grader/queue/submit.ts'
import { readOperations } from '../../server/operations/overview.ts'
import { broken, openGraders, right, type Graders, type Supervised, patience } from './graders.ts'

jest.setTimeout(patience)

let graders: Graders
let supervisors: Supervised[]

/** A lease that is shorter than the real one lets the test end sooner; nothing else depends on it. */
const alterations = [
  {
    file: 'grader/worker.ts',
    find: 'const leaseMilliseconds = 10_000',
    replace: 'const leaseMilliseconds = 3_000',
  },
  {
    file: 'grader/queue/loop.ts',
    find: '  const progress = progressWriter(db, claim)\n',
    replace: `  if (claim.source.includes('POISON')) process.kill(process.pid, 'SIGKILL')
  const progress = progressWriter(db, claim)\n`,
  },
]

beforeAll(async () => {
  graders = await openGraders()
  supervisors = await Promise.all([1, 2].map(() => graders.supervise({ alterations })))
})
afterAll(() => graders.stop())

/**
 * Three claims, where two would also do: whatever is in flight when a machine loses its power has spent
 * one of them without any fault of its own, and a database that restarts meanwhile takes the second. The
 * third costs one more restart of one grader, a lease later, and nobody waits for it.
 */
test('a submission that kills every grader is given up after three, and the ones behind it are graded', async () => {
  const { db } = graders
  const userId = await graders.student()
  const { assignments } = await db.course.create({
    data: {
      ...{ slug: 'course', title: 'A course' },
      assignments: { create: { exercise: 'softmax', position: 0, attemptLimit: 1 } },
    },
    include: { assignments: true },
  })
  const own = { userId, assignmentId: assignments[0]?.id ?? null }
  const poison = await graders.handIn({ ...own, source: `${right}// POISON\n` })
  const behind = await Promise.all([1, 2, 3, 4, 5, 6].map(() => graders.handIn()))

  const ended = await graders.ended(poison.id)
  expect(ended).toMatchObject({ verdict: 'graderError', epoch: 3, points: null })
  for (const { id } of behind) {
    const row = await graders.ended(id)
    expect(row).toMatchObject({ verdict: 'passed', epoch: 1 })
    expect(Number(row.finishedAt)).toBeLessThan(Number(ended.finishedAt))
  }

  const { faults } = await readOperations(db)
  expect(faults).toMatchObject([
    { submission: poison.id, outcome: 'graderError', reference: ended.faultReference },
  ])
  // The one attempt is still there, and graders are back for it.
  expect(await db.submission.count({ where: { ...countsAsAttempt, userId } })).toBe(0)
  const again = await graders.handIn(own)
  expect(await graders.ended(again.id)).toMatchObject({ verdict: 'passed' })
  expect(await broken(db)).toEqual([])
  expect(supervisors.map(({ process: { exitCode } }) => exitCode)).toEqual([null, null])
  const deaths = supervisors.flatMap(({ said }) =>
    said.filter((line) => /ended unexpect/.test(line)),
  )
  expect(deaths).toHaveLength(3)
})
