import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { digest } from '../../grader/digest.ts'
import { saveReport } from '../../grader/queue/store.ts'
import { claimNext } from '../../grader/queue/claim.ts'
import { createSubmission } from '../../grader/queue/submit.ts'
import type { CaseResult, Finding, Report } from '../../grader/report.ts'
import { reportOf } from './a-report.ts'
import { createWorld, file, silentQueue, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const wrong: Finding = {
  ...{ kind: 'invariant', relation: 'Rows sum to 1.', seen: 'row 0 sums to 3', timesAllowed: 250 },
  ...{ runs: [] },
}
const aCase = (fields: Partial<CaseResult>): CaseResult => ({
  ...{ name: 'a case', kind: 'random', disclosure: 'full', points: 5, earned: 5, seed: null },
  ...{ verdict: 'passed', skipped: false, milliseconds: 1, finding: null, timesAllowed: 0.25 },
  ...{ console: '', consoleCut: false, inputs: [] },
  ...fields,
})
const failing = (finding: Finding, name = 'rows'): CaseResult =>
  aCase({ name, verdict: 'wrongAnswer', earned: 0, finding, timesAllowed: null })
const skipped = aCase({ name: 'later', verdict: 'timeLimit', skipped: true, timesAllowed: null })
const diagnosis: Report['diagnosis'] = {
  misconception: { id: 'S4', sameAs: 'softmax over all of it' },
  ...{ hints: [], alsoMatches: [] },
}

const reports: Record<string, Report> = {
  passed: { ...reportOf('softmax'), cases: [aCase({}), aCase({ name: 'b', timesAllowed: 0.5 })] },
  recognised: {
    ...reportOf('softmax', 'wrongAnswer'),
    ...{ cases: [aCase({}), failing(wrong), skipped], firstFailure: 1, diagnosis },
  },
  infinite: {
    ...reportOf('softmax', 'wrongAnswer'),
    ...{ cases: [failing({ ...wrong, timesAllowed: 'Infinity' })], firstFailure: 0 },
  },
  unreadable: {
    ...reportOf('softmax', 'compileError'),
    finding: { kind: 'source', problem: 'tooLarge' },
  },
}

test('a digest says what the report says first', () => {
  expect(Object.entries(reports).map(([name, report]) => [name, digest(report)])).toEqual([
    ['passed', { misconception: null, failedCase: null, finding: null, timesAllowed: 0.5 }],
    [
      'recognised',
      { misconception: 'S4', failedCase: 'rows', finding: 'invariant', timesAllowed: 250 },
    ],
    [
      'infinite',
      { misconception: null, failedCase: 'rows', finding: 'invariant', timesAllowed: null },
    ],
    [
      'unreadable',
      { misconception: null, failedCase: null, finding: 'source', timesAllowed: null },
    ],
  ])
})

test('the migration digests earlier reports as the grader does new ones', async () => {
  const select = { id: true, misconception: true, failedCase: true, finding: true } as const
  const rows = () =>
    world.db.submission.findMany({
      select: { ...select, timesAllowed: true },
      orderBy: { id: 'asc' },
    })
  for (const report of Object.values(reports)) {
    const userId = await world.student()
    await createSubmission(world.db, silentQueue, file(userId, { exercise: 'softmax' }))
    const claim = await claimNext(world.db, { worker: 'here', leaseMilliseconds: 60_000 })
    expect(await saveReport(world.db, claim!, report)).toBe(true)
  }
  const written = await rows()
  expect(written.map(({ misconception }) => misconception).sort()).toEqual(['S4', null, null, null])

  await world.db.submission.updateMany({
    data: { misconception: null, failedCase: null, finding: null, timesAllowed: null },
  })
  const folder = '20261122085008_staff_room_rules'
  const sql = readFileSync(
    join(import.meta.dirname, '../../prisma/migrations', folder, 'migration.sql'),
    'utf8',
  )
  await world.db.$executeRawUnsafe(sql.slice(sql.indexOf('UPDATE "Submission"')))
  expect(await rows()).toEqual(written)
})
