import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { maxPoints } from '../../exercises/exercise.ts'
import { course, exerciseOf } from '../../exercises/index.ts'
import { Prisma } from '../../prisma/client.ts'
import type { OpenCourse } from '../../server/api/course.ts'
import type { GradeTable, StudentGrades } from '../../server/api/grades.ts'
import { gradesOf, type Attempt, type GradedAssignment } from '../../server/grades.ts'
import { startServer, type Person, type TestServer } from './server.ts'

const due = new Date('2030-03-01T12:00:00Z')
const hours = (late: number) => new Date(due.getTime() + late * 3_600_000)
const assignment: GradedAssignment = {
  ...{ id: 'A', weight: 1, maxPoints: 10, dueAt: due },
  latePolicy: [
    { hours: 24, credit: 0.8 },
    { hours: 48, credit: 0.5 },
  ],
}
const attempt = (id: string, points: number | null, fields: Partial<Attempt> = {}): Attempt => ({
  ...{ id, userId: 'student', assignmentId: 'A', queuedAt: hours(-1) },
  ...{ verdict: points === null ? null : 'wrongAnswer', points, maxPoints: 10, review: null },
  ...fields,
})
const reviewed = (override: number | null, rubric: readonly number[] = []) => ({
  ...{ override, doneAt: due },
  marks: rubric.map((points) => ({ item: { points } })),
})
const grade = (
  attempts: readonly Attempt[],
  { assignments = [assignment], dueAt = null as Date | null, now = hours(100) } = {},
) => {
  const extensions = dueAt ? [{ assignmentId: 'A', userId: 'student', dueAt }] : []
  const grades = gradesOf({ students: ['student'], assignments, extensions, attempts, now })
  return grades.get('student')!
}
const counted = (...parameters: Parameters<typeof grade>) =>
  grade(...parameters).assignments[0]?.counted

describe('the attempt that counts', () => {
  test('is the one that is worth most, not the newest', () => {
    const attempts = [attempt('a', 4), attempt('b', 9), attempt('c', 6)]
    expect(counted(attempts)).toMatchObject({ row: { id: 'b' }, score: 9, credit: 1, points: 9 })
  })

  test('is the first of those that are worth the same', () => {
    const attempts = [attempt('late', 9, { queuedAt: due }), attempt('early', 9)]
    expect(counted(attempts)?.row.id).toBe('early')
  })

  test('is worth its score times the credit of its time', () => {
    const attempts = [attempt('in time', 7), attempt('a day late', 9, { queuedAt: hours(24) })]
    // 9 · 0.8 = 7.2
    expect(counted(attempts)).toMatchObject({ row: { id: 'a day late' }, credit: 0.8, points: 7.2 })
    const later = [attempt('in time', 7), attempt('later', 10, { queuedAt: hours(25) })]
    expect(counted(later)).toMatchObject({ row: { id: 'in time' }, points: 7 })
  })

  test('is in time for whoever has more time', () => {
    const attempts = [attempt('a', 9, { queuedAt: hours(24) })]
    expect(counted(attempts, { dueAt: hours(24) })).toMatchObject({ credit: 1, points: 9 })
    expect(counted(attempts, { dueAt: hours(20) })).toMatchObject({ credit: 0.8 })
  })

  test('has what a done review made of it', () => {
    expect(counted([attempt('a', 4, { review: reviewed(8) }), attempt('b', 7)])).toMatchObject({
      ...{ row: { id: 'a' }, points: 8 },
    })
    expect(counted([attempt('a', 9, { review: reviewed(null, [-3, 1]) })])?.points).toBe(7)
    expect(counted([attempt('a', 9, { review: { ...reviewed(2), doneAt: null } })])?.points).toBe(9)
  })

  test('of a version with other points is worth its share of them', () => {
    expect(counted([attempt('a', 4, { maxPoints: 5 })])).toMatchObject({ outOf: 5, points: 8 })
  })

  test('is none that failed by our fault, unless staff gave points for it', () => {
    const fault = { verdict: 'graderError', maxPoints: null }
    expect(grade([attempt('a', null, fault)]).assignments[0]).toMatchObject({
      ...{ state: 'waiting', attempts: 0, counted: null },
    })
    const given = attempt('a', null, { ...fault, review: reviewed(6) })
    expect(counted([given])).toMatchObject({ points: 6, outOf: 10 })
  })
})

describe('the grade', () => {
  const other = { ...assignment, id: 'B', weight: 3, maxPoints: 4 }

  test('is the weighted sum, in percent', () => {
    const attempts = [attempt('a', 10), attempt('b', 1, { assignmentId: 'B', maxPoints: 4 })]
    // (1 · 10/10 + 3 · 1/4) / 4
    expect(grade(attempts, { assignments: [assignment, other] }).percent).toBe(43.75)
  })

  test('so far leaves out what is neither graded nor due', () => {
    const early = { assignments: [assignment, other], now: hours(-1) }
    expect(grade([attempt('a', 5)], early)).toMatchObject({ percent: 12.5, soFar: 50 })
    expect(grade([attempt('a', null)], early)).toMatchObject({ percent: 0, soFar: null })
    const late = { assignments: [assignment, other], now: hours(1) }
    expect(grade([attempt('a', 5)], late)).toMatchObject({ percent: 12.5, soFar: 12.5 })
  })

  test('says what is missing, waiting or still open', () => {
    const state = (...parameters: Parameters<typeof grade>) =>
      grade(...parameters).assignments[0]?.state
    expect(state([])).toBe('missing')
    expect(state([], { now: hours(-1) })).toBe('open')
    expect(state([], { now: hours(1), dueAt: hours(2) })).toBe('open')
    expect(state([attempt('a', null)])).toBe('waiting')
    expect(state([attempt('a', 0)])).toBe('graded')
  })

  test('of a course in which nothing weighs is none', () => {
    const weightless = { assignments: [{ ...assignment, weight: 0 }] }
    expect(grade([attempt('a', 5)], weightless)).toMatchObject({ percent: null, soFar: null })
    expect(counted([attempt('a', 5)], weightless)?.points).toBe(5)
  })
})

describe('over HTTP', () => {
  let server: TestServer
  let attention: string
  beforeAll(async () => {
    server = await startServer()
    attention = await server.assignmentOf('attention')
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    await server.db.submission.deleteMany()
    await server.db.course.updateMany({ data: { anonymousReview: false } })
    await server.db.assignment.updateMany({
      data: { dueAt: null, latePolicy: Prisma.DbNull, hiddenAt: null },
    })
  })

  const most = maxPoints(exerciseOf('attention')!)
  const get = (path: string, person: Person = 'instructor') =>
    server.ask('GET', `/api/courses/transformers/${path}`, { key: server.keys[person] })
  const table = async () => (await get('grades')).body as GradeTable
  const cellsOf = async (person: Person) =>
    (await table()).students.find(({ id }) => id === server.ids[person])?.cells
  const mine = async (person: Person = 'studentA') =>
    (await get('grades/me', person)).body as StudentGrades

  async function handedIn(points: number, fields: object = {}): Promise<string> {
    const version = await server.db.exerciseVersion.findFirstOrThrow({
      where: { slug: 'attention' },
    })
    const { id } = await server.db.submission.create({
      data: {
        ...{ userId: server.ids.studentA, assignmentId: attention, exercise: 'attention' },
        ...{ exerciseVersionId: version.id, kind: 'submit', lane: 1, source: 'export {}' },
        ...{ verdict: 'wrongAnswer', points, maxPoints: most, finishedAt: new Date() },
        ...fields,
      },
    })
    return id
  }

  test('staff see every student with what counts', async () => {
    await handedIn(1)
    const best = await handedIn(2)
    await handedIn(most, { kind: 'run' })
    const notStarted = { verdict: null, points: null, maxPoints: null, finishedAt: null }
    await handedIn(0, { ...notStarted, supersededAt: new Date() })
    await handedIn(most, { kind: 'regrade', repeatsId: best })
    const { assignments, students } = await table()
    expect(assignments.map(({ exercise }) => exercise)).toEqual(course.map(({ slug }) => slug))
    expect(students.map(({ name }) => name)).toEqual(['Sam Student', 'Sandy'])
    const at = assignments.findIndex(({ exercise }) => exercise === 'attention')
    expect(await cellsOf('studentA')).toEqual(
      assignments.map((_, column) =>
        column === at
          ? { state: 'graded', submission: best, points: 2, credit: 1, changed: null }
          : null,
      ),
    )
    expect(new Set(await cellsOf('studentB'))).toEqual(new Set([null]))
  })

  test('students see what their grade is made of, as the course shows it', async () => {
    const submission = await handedIn(3)
    const item = await server.db.rubricItem.create({
      data: { assignmentId: attention, position: 0, text: 'Shapes said', points: -1 },
    })
    await server.db.review.create({
      data: {
        submissionId: submission,
        doneAt: new Date(),
        marks: { create: { itemId: item.id } },
      },
    })
    const policy = [{ hours: 1000, credit: 0.5 }]
    await server.db.assignment.update({
      where: { id: attention },
      data: { dueAt: new Date(Date.now() - 60_000), latePolicy: policy },
    })
    const grades = await mine()
    const one = grades.assignments.find(({ exercise }) => exercise === 'attention')
    expect(one).toMatchObject({
      ...{ state: 'graded', attempts: 1, mostContribution: 100 / course.length },
      counted: {
        ...{ submission, graderPoints: 3, score: 2, outOf: most, credit: 0.5, points: 1 },
        ...{ rubric: [{ text: 'Shapes said', points: -1 }], override: null },
      },
    })
    expect(one?.contribution).toBeCloseTo(100 / course.length / most, 10)
    const opened = (
      await server.ask('GET', '/api/courses/transformers', {
        key: server.keys.studentA,
      })
    ).body as OpenCourse
    const listed = opened.tracks.flatMap(({ exercises }) => exercises)
    expect(listed.find(({ slug }) => slug === 'attention')?.best).toEqual({ points: 1, submission })
    expect(opened.progress.points).toBe(1)
    expect((await get(`grades/${server.ids.studentA}`)).body).toEqual(
      JSON.parse(JSON.stringify(grades)),
    )
  })

  test('nobody sees the grades of another student, and staff have none', async () => {
    expect((await get(`grades/${server.ids.studentA}`, 'studentB')).status).toBe(403)
    expect((await get('grades/me', 'instructor')).status).toBe(404)
    expect((await get(`grades/${server.ids.outsider}`)).status).toBe(404)
    expect((await get('grades/%00')).status).toBe(404)
  })

  test('where reviews are anonymous, only instructors see grades beside names', async () => {
    await server.db.course.updateMany({ data: { anonymousReview: true } })
    for (const path of ['grades', 'grades.csv', `grades/${server.ids.studentA}`]) {
      expect(await get(path, 'assistant')).toMatchObject({
        ...{ status: 403, body: { error: { code: 'anonymousReview' } } },
      })
      expect((await get(path)).status).toBe(200)
    }
    expect((await get('grades/me', 'studentA')).status).toBe(200)
  })

  test('a hidden assignment counts for nobody', async () => {
    await handedIn(most)
    await server.db.assignment.update({ where: { id: attention }, data: { hiddenAt: new Date() } })
    expect((await mine()).percent).toBe(0)
    expect((await table()).assignments.map(({ exercise }) => exercise)).not.toContain('attention')
  })

  test('the export has a line for each student, in which no name is computed, and is on record', async () => {
    await handedIn(most)
    await server.db.user.update({
      where: { id: server.ids.studentB },
      data: { name: '=HYPERLINK("http://example.org")' },
    })
    const { headers, text } = await get('grades.csv', 'assistant')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="grades-transformers.csv"',
    )
    const [head, ...lines] = text.trimEnd().split('\r\n')
    expect(head).toContain(`Name,Email,Section,Grade in %,So far in %`)
    expect(lines).toHaveLength(2)
    expect(lines.find((line) => line.startsWith('Sam Student'))).toContain(`,100,`)
    expect(lines.some((line) => line.startsWith(`"'=HYPERLINK`))).toBe(true)
    const events = await server.db.auditEvent.findMany({
      where: { action: 'grades.export', actorId: server.ids.assistant },
    })
    expect(events).toMatchObject([{ after: { students: 2 } }])
  })
})
