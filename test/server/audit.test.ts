import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AuditChoices, AuditPage } from '../../server/api/audit.ts'
import type { Wire } from '../../server/api/wire.ts'
import { audit, auditAll } from '../../server/audit.ts'
import { differences } from '../../server/record/differences.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let courseId: string
const path = '/api/courses/transformers/audit'

beforeAll(async () => {
  server = await startServer()
  const { db, ids } = server
  courseId = (await db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })).id
  const other = await db.course.findUniqueOrThrow({ where: { slug: 'other' } })
  const grade = { action: 'grade.override', subject: 'submission 1', courseId }
  await audit(db, {
    ...{ ...grade, actorId: ids.assistant, aboutId: ids.studentA, reason: 'It is right' },
    ...{ before: { score: 3 }, after: { score: 5 } },
  })
  await auditAll(
    db,
    Array.from({ length: 60 }, (_, number) => ({
      ...{ actorId: ids.instructor, aboutId: ids.studentB, courseId },
      ...{ action: 'submission.view', subject: `submission ${number}` },
    })),
  )
  await audit(db, { ...grade, actorId: ids.outsider, courseId: other.id })
})
afterAll(() => server.close())

async function page(query = ''): Promise<Wire<AuditPage>> {
  const answer = await server.ask('GET', `${path}${query}`, { key: server.keys.instructor })
  expect([query, answer.status]).toEqual([query, 200])
  return answer.body as Wire<AuditPage>
}

test('a course’s record is paged, newest first, each row once', async () => {
  const first = await page()
  const second = await page(`?cursor=${first.next}`)
  const subjects = [...first.rows, ...second.rows].map(({ subject }) => subject)
  expect(subjects).toHaveLength(61)
  expect(subjects.slice(0, 2)).toEqual(['submission 59', 'submission 58'])
  expect(new Set(subjects).size).toBe(60)
  expect(second.next).toBeNull()
})

test('it says who did what about whom, why, and what changed', async () => {
  const { id, name } = await server.db.user.findUniqueOrThrow({
    where: { id: server.ids.assistant },
  })
  const { rows } = await page('?action=grade.override')
  expect(rows).toMatchObject([
    {
      ...{ action: 'grade.override', subject: 'submission 1', reason: 'It is right' },
      actor: { id, name },
      about: { id: server.ids.studentA },
      changes: [{ field: 'score', before: 3, after: 5 }],
    },
  ])
})

test('it is filtered by who did it, whom it is about, and when', async () => {
  const { ids } = server
  expect((await page(`?actor=${ids.assistant}`)).rows).toHaveLength(1)
  expect((await page(`?about=${ids.studentA}`)).rows).toHaveLength(1)
  expect((await page('?until=2020-01-01T00:00:00Z')).rows).toEqual([])
  const today = '?from=2020-01-01T00:00:00Z'
  expect((await page(`${today}&action=grade.override`)).rows).toHaveLength(1)
  const wrong = { key: server.keys.instructor }
  expect((await server.ask('GET', `${path}?cursor=x`, wrong)).status).toBe(400)
  const { body } = await server.ask('GET', `${path}/choices`, wrong)
  const { actions, actors, about } = body as AuditChoices
  expect(actions).toEqual(['grade.override', 'submission.view'])
  const idsOf = (people: AuditChoices['about']) => people.map(({ id }) => id).sort()
  expect(idsOf(actors)).toEqual([ids.assistant, ids.instructor].sort())
  expect(idsOf(about)).toEqual([ids.studentA, ids.studentB].sort())
})

test('the database refuses to change, remove and empty it, whoever asks', async () => {
  const { db } = server
  const refused = /append-only/
  await expect(db.auditEvent.updateMany({ data: { reason: 'x' } })).rejects.toThrow(refused)
  await expect(db.auditEvent.deleteMany()).rejects.toThrow(refused)
  await expect(db.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow(refused)
  expect((await page()).rows).toHaveLength(50)
})

test('differences are told field by field', () => {
  expect(
    differences({ a: 1, b: { c: [1], d: null }, e: 'x' }, { a: 1, b: { c: [1, 2], d: 0 } }),
  ).toEqual([
    { field: 'b.c', before: [1], after: [1, 2] },
    { field: 'b.d', after: 0 },
    { field: 'e', before: 'x' },
  ])
  expect(differences(null, { students: 3 })).toEqual([{ field: 'students', after: 3 }])
  expect(differences('student', { role: 'assistant' })).toEqual([
    { field: '', before: 'student', after: { role: 'assistant' } },
  ])
  expect(differences(null, null)).toEqual([])
})
