import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { createClient, type Database } from '../../prisma/client.ts'
import { applyMigrations, pendingSql } from '../../prisma/migrate.ts'
import { keepDemoOpen, registerExercises, seedDemo } from '../../prisma/seed.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

let postgres: TestPostgres
let db: Database

beforeAll(async () => {
  postgres = await startPostgres()
  db = createClient(postgres.url)
})
afterAll(async () => {
  await db.$disconnect()
  await postgres.stop()
})

test('an empty database gets every migration, in order, and a second start applies nothing', async () => {
  const url = await postgres.emptyDatabase()
  const applied = await applyMigrations(url)
  expect(applied[0]).toMatch(/_init$/)
  expect(applied).toEqual([...applied].sort())
  expect(await applyMigrations(url)).toEqual([])
})

test('processes that start together apply each migration once', async () => {
  const url = await postgres.emptyDatabase()
  const applied = await Promise.all([applyMigrations(url), applyMigrations(url)])
  expect(applied.map((names) => names.length > 0).sort()).toEqual([false, true])
})

test('the migrations lead to schema.prisma', async () => {
  expect(await pendingSql(postgres.url)).toBeNull()
})

test('a database that does not answer, refuses the password or does not exist is named in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  taken.close()
  await once(taken, 'close')

  await expect(applyMigrations(`postgresql://a:b@127.0.0.1:${port}/c`)).rejects.toThrow(
    `PostgreSQL at 127.0.0.1:${port} cannot be used (ECONNREFUSED); start it, or correct DATABASE_URL`,
  )
  const wrongPassword = new URL(postgres.url)
  wrongPassword.password = 'wrong'
  await expect(applyMigrations(wrongPassword.href)).rejects.toThrow(
    /refuses user "postgres"; check user and password in DATABASE_URL$/,
  )
  const noDatabase = new URL(postgres.url)
  noDatabase.pathname = '/missing'
  await expect(applyMigrations(noDatabase.href)).rejects.toThrow(
    /has no database "missing"; create it, or correct DATABASE_URL$/,
  )
  await expect(applyMigrations('postgresql://[')).rejects.toThrow(/^DATABASE_URL is not an address/)
})

test('audit events can be added, but neither changed nor removed', async () => {
  await db.auditEvent.create({ data: { action: 'grade.change', subject: 'submission 1' } })
  await expect(db.auditEvent.updateMany({ data: { reason: 'other' } })).rejects.toThrow(
    /append-only/,
  )
  await expect(db.auditEvent.deleteMany()).rejects.toThrow(/append-only/)
  await expect(db.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow(/append-only/)
  expect(await db.auditEvent.count()).toBe(1)
})

test('an event of a submission is announced to whoever listens', async () => {
  await registerExercises(db, [{ slug: 'softmax', hash: 'one' }])
  const version = await db.exerciseVersion.findFirstOrThrow({ where: { current: true } })
  const submission = await db.submission.create({
    data: {
      user: { create: { name: 'Ada', email: 'ada@example.org' } },
      exerciseVersion: { connect: { id: version.id } },
      ...{ exercise: 'softmax', kind: 'submit', lane: 1, source: '' },
    },
  })
  const listener = new pg.Client(postgres.url)
  await listener.connect()
  await listener.query('LISTEN submission_event')
  const heard = once(listener, 'notification')
  await db.submissionEvent.create({
    data: { submissionId: submission.id, sequence: 1, kind: 'started', data: {} },
  })
  expect(await heard).toMatchObject([{ payload: submission.id }])
  await listener.end()
})

test('times are the same instants when the server is not set to UTC', async () => {
  const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT now() AS now`
  expect(Math.abs(row.now.getTime() - Date.now())).toBeLessThan(60_000)
  const stored = await db.course.create({
    data: {
      ...{ slug: 'times', title: 'Times' },
      assignments: { create: { exercise: 'softmax', position: 0, dueAt: new Date(1e12) } },
    },
    include: { assignments: true },
  })
  expect(stored.assignments[0]?.dueAt).toEqual(new Date(1e12))
  expect(Math.abs(stored.createdAt.getTime() - Date.now())).toBeLessThan(60_000)
  await db.course.delete({ where: { id: stored.id } })
})

test('the demonstration course is added once, and never to a database that has a course', async () => {
  expect(await seedDemo(db, ['softmax', 'attention'])).toBe(true)
  expect(await seedDemo(db, ['softmax', 'attention'])).toBe(false)
  const course = await db.course.findFirstOrThrow({
    include: { enrolments: true, assignments: { orderBy: { position: 'asc' } } },
  })
  expect(course.enrolments.map(({ role }) => role).sort()).toEqual([
    'assistant',
    'instructor',
    'student',
  ])
  expect(course.assignments.map(({ exercise }) => exercise)).toEqual(['softmax', 'attention'])
})

test('the demonstration stays open: its dates move by whole weeks before they pass', async () => {
  const { id } = await db.course.update({
    where: { slug: 'transformers' },
    data: { timeZone: 'America/New_York' },
  })
  const dates = async () => {
    const found = await db.assignment.findMany({
      where: { courseId: id },
      orderBy: { position: 'asc' },
    })
    return found.map(({ dueAt }) => dueAt as Date)
  }
  const inZone = new Intl.DateTimeFormat('en', {
    ...{ timeZone: 'America/New_York', weekday: 'long', hour: 'numeric', minute: 'numeric' },
    hourCycle: 'h23',
  })
  const week = 7 * 86_400_000
  for (const date of await dates()) expect(date.toISOString()).toMatch(/T23:59:00.000Z$/)
  const past = new Date('2025-03-07T23:59:00-05:00')
  const later = new Date('2025-03-14T23:59:00-04:00')
  for (const [exercise, dueAt] of [
    ['softmax', past],
    ['attention', later],
  ] as const) {
    const where = { courseId_exercise: { courseId: id, exercise } }
    await db.assignment.update({ where, data: { dueAt } })
  }
  await keepDemoOpen(db)
  const moved = await dates()
  expect(moved.map((date) => inZone.format(date))).toEqual(
    [past, later].map((date) => inZone.format(date)),
  )
  const away = moved.map((date) => date.getTime() - Date.now())
  expect(away[0]).toBeGreaterThan(week - 3_700_000)
  expect(away[1]).toBeLessThan(3 * week + 3_700_000)
  await keepDemoOpen(db)
  expect(await dates()).toEqual(moved)
})

test('a changed exercise gets a new current version, and the old one stays for what it graded', async () => {
  await registerExercises(db, [{ slug: 'softmax', hash: 'one' }])
  await registerExercises(db, [{ slug: 'softmax', hash: 'two' }])
  await registerExercises(db, [{ slug: 'softmax', hash: 'two' }])
  const versions = await db.exerciseVersion.findMany({
    where: { slug: 'softmax' },
    orderBy: { hash: 'asc' },
  })
  expect(versions.map(({ hash, current }) => [hash, current])).toEqual([
    ['one', false],
    ['two', true],
  ])
  await registerExercises(db, [{ slug: 'softmax', hash: 'one' }])
  expect(await db.exerciseVersion.count({ where: { current: true } })).toBe(1)
})
