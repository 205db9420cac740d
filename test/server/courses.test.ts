import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { maxPoints } from '../../exercises/exercise.ts'
import { course, exerciseOf } from '../../exercises/index.ts'
import { saveFault } from '../../grader/queue/store.ts'
import type { CourseExercise, OpenCourse } from '../../server/api/course.ts'
import { claim, end, gradeNext } from './grading.ts'
import { startServer, type Person, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.submission.deleteMany()
  await server.db.draft.deleteMany()
  await server.db.assignment.updateMany({ data: { opensAt: null } })
})

const ask = (person: Person, slug = 'transformers') =>
  server.ask('GET', `/api/courses/${slug}`, { key: server.keys[person] })
const opened = async (person: Person = 'studentA') => (await ask(person)).body as OpenCourse
const seen = async (slug: string) =>
  (await opened()).tracks
    .flatMap(({ exercises }) => exercises)
    .find((one) => one.slug === slug) as CourseExercise

async function handIn(exercise: string, path = '/api/submissions'): Promise<string> {
  const { body } = await server.ask('POST', path, {
    key: server.keys.studentA,
    json: { exercise, source: 'export {}' },
  })
  return (body as { id: string }).id
}

const saveDraft = (exercise: string) =>
  server.ask('PUT', `/api/drafts/${exercise}`, {
    key: server.keys.studentA,
    json: { source: 'x', revision: 0, exerciseVersion: 'any' },
  })

test('its people see every exercise in its track, with what it builds on', async () => {
  const { tracks, ...rest } = await opened()
  const maximum = course.reduce((sum, exercise) => sum + maxPoints(exercise), 0)
  expect(rest).toEqual({
    ...{ slug: 'transformers', title: 'Build a Transformer', timeZone: 'UTC', role: 'student' },
    progress: { passed: 0, exercises: course.length, points: 0, maxPoints: maximum },
    continueWith: course[0]?.slug,
  })
  expect(tracks.map(({ title }) => title)).toEqual([...new Set(course.map(({ track }) => track))])
  const listed = tracks.flatMap(({ exercises }) => exercises)
  expect(listed.map(({ slug }) => slug)).toEqual(course.map(({ slug }) => slug))
  const masked = course.find(({ slug }) => slug === 'masked-attention')
  expect(listed.find(({ slug }) => slug === 'masked-attention')).toMatchObject({
    ...{ state: 'new', best: null, attempts: 0, attemptLimit: null },
    assignment: await server.assignmentOf('masked-attention'),
    points: masked && maxPoints(masked),
    buildsOn: masked?.buildsOn.map((slug) => ({ slug, title: expect.any(String) })),
  })
  expect((await opened('instructor')).role).toBe('instructor')
})

test.each(['other', 'nowhere', '%00', 'constructor'])(
  'the course "%s" is not there for whoever is not in it',
  async (slug) => {
    expect(await ask('studentA', slug)).toMatchObject({
      status: 404,
      body: { error: { code: 'notFound' } },
    })
  },
)

describe('an exercise', () => {
  test('goes from new over started and tried to passed', async () => {
    expect((await seen('attention')).state).toBe('new')
    await saveDraft('attention')
    expect((await seen('attention')).state).toBe('started')
    await handIn('attention', '/api/runs')
    await gradeNext(server.db)
    expect(await seen('attention')).toMatchObject({ state: 'started', attempts: 0, best: null })
    const id = await handIn('attention')
    await gradeNext(server.db)
    // The report of the tests gives 1 of 2 points: half of what the exercise gives now.
    const most = maxPoints(exerciseOf('attention')!)
    const best = { points: most / 2, submission: id }
    expect(await seen('attention')).toMatchObject({ state: 'tried', attempts: 1, best })
    const passing = await handIn('attention')
    await end(server.db, await claim(server.db))
    const passed = { verdict: 'passed', points: 2 }
    await server.db.submission.update({ where: { id: passing }, data: passed })
    await handIn('attention')
    await gradeNext(server.db)
    expect(await seen('attention')).toMatchObject({
      ...{ state: 'passed', attempts: 3, best: { points: most, submission: passing } },
    })
    expect((await opened()).progress).toMatchObject({ passed: 1, points: most })
  })

  test('that only a run touched is started', async () => {
    await handIn('attention', '/api/runs')
    expect((await seen('attention')).state).toBe('started')
  })

  test('whose draft was started over is new again', async () => {
    await saveDraft('attention')
    await server.ask('DELETE', '/api/drafts/attention', { key: server.keys.studentA })
    expect((await seen('attention')).state).toBe('new')
  })

  test('counts no attempt that was replaced, and none that failed by our fault', async () => {
    await handIn('attention')
    await handIn('attention')
    expect((await seen('attention')).attempts).toBe(1)
    const fence = await claim(server.db)
    await server.db.submission.update({ where: { id: fence.id }, data: { epoch: 99 } })
    expect(await saveFault(server.db, { ...fence, epoch: 99 }, 'broken')).toBe('quarantined')
    expect(await seen('attention')).toMatchObject({ state: 'started', attempts: 0, best: null })
  })

  test("is untouched by another one's work", async () => {
    await handIn('attention')
    await gradeNext(server.db)
    const { tracks, progress } = await opened('studentB')
    const states = tracks.flatMap(({ exercises }) => exercises.map(({ state }) => state))
    expect(new Set(states)).toEqual(new Set(['new']))
    expect(progress.points).toBe(0)
  })
})

describe('going on', () => {
  const [first, second, third] = course.map(({ slug }) => slug)
  const pass = async (slug = '') => {
    const id = await handIn(slug)
    await gradeNext(server.db)
    await server.db.submission.update({ where: { id }, data: { verdict: 'passed' } })
  }
  const next = async () => (await opened()).continueWith

  test('is with what was worked on last', async () => {
    await handIn(second ?? '')
    await gradeNext(server.db)
    expect(await next()).toBe(second)
    await saveDraft(third ?? '')
    expect(await next()).toBe(third)
  })

  test('is with the next one when that is passed', async () => {
    await pass(second)
    expect(await next()).toBe(third)
  })

  test('leaves out what is not open yet', async () => {
    await pass(first)
    const id = await server.assignmentOf(second ?? '')
    const opensAt = new Date('2100-01-01T00:00:00Z')
    await server.db.assignment.update({ where: { id }, data: { opensAt, dueAt: null } })
    expect(await next()).toBe(third)
  })

  test('starts at the first one again after the last, and ends when all is passed', async () => {
    const slugs = course.map(({ slug }) => slug)
    for (const slug of slugs.slice(1)) {
      // More hand-ins than one student has patience for, or leave to.
      await server.db.rateCount.deleteMany()
      await pass(slug)
    }
    expect(await next()).toBe(first)
    await pass(first)
    expect(await next()).toBeNull()
  })
})

test('an exercise that this server no longer has is left out', async () => {
  const { id } = await server.db.course.findFirstOrThrow({ where: { slug: 'transformers' } })
  const gone = await server.db.assignment.create({
    data: { courseId: id, exercise: 'gone', position: 0 },
  })
  expect((await opened()).progress.exercises).toBe(course.length)
  await server.db.assignment.delete({ where: { id: gone.id } })
})
