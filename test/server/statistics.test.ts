import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exerciseOf } from '../../exercises/index.ts'
import type { CourseStatistics, OpenStatistics } from '../../server/api/statistics.ts'
import { gradesOf, type Attempt } from '../../server/grades.ts'
import { leastStudents, statisticsOf } from '../../server/statistics.ts'
import { claim, end } from './grading.ts'
import { startServer, type TestServer } from './server.ts'

const begin = Date.parse('2030-03-01T12:00:00Z')
/** Points of 10 in order, one minute apart; 10 passes. */
const attemptsOf = (userId: string, points: readonly number[], assignmentId = 'A'): Attempt[] =>
  points.map((one, at) => ({
    ...{ id: `${userId} ${assignmentId} ${at}`, userId, assignmentId, points: one, maxPoints: 10 },
    ...{ queuedAt: new Date(begin + at * 60_000), review: null },
    verdict: one === 10 ? 'passed' : 'wrongAnswer',
  }))
const assignment = (id: string) => ({ id, weight: 1, maxPoints: 10, dueAt: null, latePolicy: null })
function statistics(attempts: readonly Attempt[]) {
  const students = [...new Set(attempts.map(({ userId }) => userId))]
  const assignments = [assignment('A'), assignment('B')]
  const grades = gradesOf({ students, assignments, extensions: [], attempts, now: new Date() })
  return statisticsOf(
    'A',
    attempts.filter(({ assignmentId }) => assignmentId === 'A'),
    grades,
  )
}

test('who passed is counted with the attempts and the time that it took', () => {
  const attempts = [
    ...attemptsOf('first go', [10, 10]),
    ...attemptsOf('third go', [0, 5, 10]),
    ...attemptsOf('not yet', [4]),
  ]
  expect(statistics(attempts)).toMatchObject({
    ...{ tried: 3, passed: 2, attemptsToPass: [1, 0, 1], medianAttempts: 2, medianMinutes: 1 },
    // (1 + 0 + 0.4) / 3 and (1 + 1 + 0.4) / 3
    ...{ firstShare: expect.closeTo(1.4 / 3, 10), finalShare: expect.closeTo(0.8, 10) },
  })
})

test('the last bar counts all that took more', () => {
  const many = [...Array.from({ length: 11 }, () => 0), 10]
  expect(statistics(attemptsOf('patient', many)).attemptsToPass).toEqual([0, 0, 0, 0, 0, 0, 0, 1])
})

test('what nobody tried has no numbers', () => {
  expect(statistics([])).toMatchObject({
    ...{ tried: 0, passed: 0, attemptsToPass: [], medianAttempts: null, medianMinutes: null },
    ...{ firstShare: null, finalShare: null, discrimination: { kind: 'tooFew', students: 0 } },
  })
})

describe('discrimination', () => {
  const students = Array.from({ length: leastStudents }, (_, at) => at)
  const both = (here: (at: number) => number, elsewhere: (at: number) => number, from = students) =>
    statistics(
      from.flatMap((at) => [
        ...attemptsOf(`s${at}`, [here(at)]),
        ...attemptsOf(`s${at}`, [elsewhere(at)], 'B'),
      ]),
    ).discrimination

  test('is 1 where the score goes along with the rest, and -1 where it goes against it', () => {
    const known = { kind: 'known', students: leastStudents }
    expect(
      both(
        (at) => at,
        (at) => at,
      ),
    ).toEqual({ ...known, value: expect.closeTo(1, 10) })
    expect(
      both(
        (at) => 9 - at,
        (at) => at,
      ),
    ).toEqual({ ...known, value: expect.closeTo(-1, 10) })
  })

  test('is not told for too few, nor where all are equal', () => {
    const fewer = leastStudents - 1
    expect(
      both(
        (at) => at,
        (at) => at,
        students.slice(1),
      ),
    ).toEqual({
      ...{ kind: 'tooFew', students: fewer },
    })
    expect(
      both(
        () => 3,
        (at) => at,
      ),
    ).toEqual({ kind: 'allEqual', students: leastStudents })
  })
})

describe('over HTTP', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    const { body } = await server.ask('POST', '/api/submissions', {
      key: server.keys.studentA,
      json: { exercise: 'attention', source: 'export {}' },
    })
    const { id } = body as { id: string }
    await end(server.db, await claim(server.db))
    await server.db.hintUnlock.createMany({
      data: [1, 2].map((rung) => ({ submissionId: id, rung })),
    })
  })
  afterAll(() => server.close())
  const get = async (path: string) =>
    (
      await server.ask('GET', `/api/courses/transformers/statistics${path}`, {
        key: server.keys.assistant,
      })
    ).body
  const attention = async () => (await get('/attention')) as OpenStatistics

  test('staff see what went wrong, where, and how many hints were asked for', async () => {
    const shown = await attention()
    expect(shown).toMatchObject({
      ...{ exercise: 'attention', students: 2, tried: 1, passed: 0, health: 'unchecked' },
      misconceptions: [{ id: 'X1', submissions: 1, students: 1 }],
      hints: { submissions: 1, students: 1, rungs: 2 },
      timings: { gradingMilliseconds: 3, referenceMilliseconds: null },
      check: null,
    })
    expect(shown.cases.map(({ name }) => name)).toEqual(
      exerciseOf('attention')!.cases.map(({ name }) => name),
    )
    const { exercises } = (await get('')) as CourseStatistics
    expect(exercises.find(({ exercise }) => exercise === 'attention')).toMatchObject({ tried: 1 })
    expect(await get('/unknown')).toMatchObject({ error: { code: 'notFound' } })
  })

  test('the newest check says whether the served version was proved', async () => {
    const check = (hash: string, problems: string[], minutes: number) =>
      server.db.exerciseCheck.create({
        data: {
          ...{ slug: 'attention', hash, proved: problems.length === 0 },
          checkedAt: new Date(begin + minutes * 60_000),
          proof: {
            ...{ exercise: 'attention', version: hash, floor: 0.01, gap: 'Infinity', problems },
            misconceptions: [],
          },
        },
      })
    await check('version of attention', ['wider'], 0)
    expect((await attention()).health).toBe('problems')
    await check('version of attention', [], 1)
    expect(await attention()).toMatchObject({ health: 'proved', check: { isServed: true } })
    await check('another version', [], 2)
    expect(await attention()).toMatchObject({ health: 'older', check: { isServed: false } })
  })
})
