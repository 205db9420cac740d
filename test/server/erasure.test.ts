import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { course as exercises } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { claimNext } from '../../grader/queue/claim.ts'
import { saveFault, saveReport, type Fence } from '../../grader/queue/store.ts'
import type { Report } from '../../grader/report.ts'
import type { ErasurePreview } from '../../server/api/erasure.ts'
import type { GradeTable, StudentGrades } from '../../server/api/grades.ts'
import type { RosterImported, RosterPreview } from '../../server/api/roster.ts'
import type { OpenSubmission } from '../../server/api/submission.ts'
import type { Wire } from '../../server/api/wire.ts'
import { openBrowser, type Browser } from './browser.ts'
import { claim, wrongReport } from './grading.ts'
import { startServer, type Answer, type Person, type TestServer } from './server.ts'

/** Stands in everything that a person or others about them ever typed; nothing of it may stay. */
const canary = 'Zq7Canary'
const email = `ada.${canary.toLowerCase()}@school.edu`
const password = 'correct horse battery'
const root = '/api/courses/transformers'

/**
 * What an erasure does not have to look into, by table: names, hashes and states that we make, what is
 * written for a whole course, and what goes with its row.
 */
const holdNothingOfTheirs = {
  Account: 'accessToken idToken password refreshToken scope',
  ApiKey: 'hash start',
  Assignment: 'disclosure exercise latePolicy',
  AuditEvent: 'action subject',
  BankComment: 'exercise text',
  ClusterAnswer: 'cluster exercise text',
  Course: 'slug timeZone title',
  Draft: 'exercise exerciseVersion',
  Edition: 'checkProgress facts files hash note slug',
  ExerciseCheck: 'hash proof slug',
  ExerciseVersion: 'hash slug',
  Invite: 'section tokenHash',
  Notice: 'data kind',
  Pause: 'lane reason',
  RateCount: 'key',
  ReferenceOutput: 'engine milliseconds outputs',
  Regrade: 'exercise reason scope',
  RubricItem: 'text',
  Session: 'ipAddress token',
  Submission: 'exercise failedCase faultReference finding misconception verdict worker',
  SubmissionEvent: 'data kind',
  User: 'language',
  Verification: 'identifier value',
  Worker: 'drainReason engine kind layers node version',
  WorkshopExercise: 'slug',
  _prisma_migrations: 'logs',
}

let server: TestServer
const logged: string[] = []
let ada: { id: string; browser: Browser }
/** Of hers: graded and reviewed; graded while it could not be compiled; waiting; being graded. */
let reviewed: string
let waiting: string
let running: Fence
let gradesBefore: Wire<GradeTable>
let statisticsBefore: unknown

beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line) => logged.push(line) })
  server = await startServer({ demo: false }, log)
})
afterAll(() => server.close())

async function ask(person: Person, method: string, path: string, json?: unknown): Promise<Answer> {
  const key = server.keys[person]
  return await server.ask(method, path, { key, ...(json !== undefined && { json }) })
}

async function well(answer: Promise<Answer>): Promise<unknown> {
  const { status, body, text } = await answer
  expect([status < 300, text]).toEqual([true, text])
  return body
}

const asInstructor = (method: string, path: string, json?: unknown) =>
  well(ask('instructor', method, path, json))

const grades = async () => (await asInstructor('GET', `${root}/grades`)) as Wire<GradeTable>
const rowOf = ({ students }: Wire<GradeTable>, id: string) => {
  const { percent, soFar, cells } = students.find((one) => one.id === id)!
  return { percent, soFar, graded: cells.filter((cell) => cell?.state === 'graded') }
}

/** What a student's code can get into a report. */
function tellingReport(slug: string, verdict: Report['verdict']): Report {
  const report = wrongReport(exercises.find((one) => one.slug === slug) as Exercise, 'full')
  const place = { line: 1, column: 1, lineText: canary }
  const inputs = [{ parameter: 'x', text: canary, tensor: null }]
  return {
    ...report,
    verdict,
    cases: report.cases.map((one) => ({
      ...{
        ...one,
        console: canary,
        inputs,
        verdict: one.verdict === 'passed' ? 'passed' : verdict,
      },
      finding: one.finding && {
        ...{ kind: 'threw', name: canary, message: canary, place, while: 'calling' },
      },
    })),
    finding: verdict === 'compileError' ? { kind: 'syntax', message: canary, place } : null,
    counterexample: { inputs, expected: canary, yours: canary, shrinks: 1 },
  }
}

async function grade(verdict: Report['verdict'] = 'runtimeError'): Promise<string> {
  const fence = await claim(server.db)
  const { exercise } = await server.db.submission.findUniqueOrThrow({ where: { id: fence.id } })
  expect(await saveReport(server.db, fence, tellingReport(exercise, verdict))).toBe(true)
  return fence.id
}

async function handIn(exercise: string, path = '/api/submissions'): Promise<string> {
  const file = { exercise, source: `// ${canary} ${exercise}\nexport {}` }
  return ((await well(ada.browser.ask('POST', path, file))) as { id: string }).id
}

/** Every row of every table, as text. */
async function everything(): Promise<string[]> {
  const tables = await server.db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
  expect(tables.length).toBeGreaterThan(30)
  const rows = await Promise.all(
    tables.map(({ name }) =>
      server.db.$queryRawUnsafe<{ row: string }[]>(
        `SELECT '${name.replaceAll("'", '')}: ' || one::text AS row FROM ${name} AS one`,
      ),
    ),
  )
  return rows.flat().map(({ row }) => row)
}

/** Every column that can hold words, but for names of rows; and those in which the canary stands. */
async function columnsOfWords(): Promise<{ all: string[]; telling: string[] }> {
  const columns = await server.db.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'ARRAY', 'bytea')
      AND column_name !~ '(^id|Id)$'
    ORDER BY table_name, column_name`
  const found = await Promise.all(
    columns.map(async ({ table, column }) => {
      const rows = await server.db.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${table}" WHERE "${column}"::text ~* '${canary}' LIMIT 1`,
      )
      return rows.length > 0 ? [`${table}.${column}`] : []
    }),
  )
  return {
    all: columns.map(({ table, column }) => `${table}.${column}`),
    telling: found.flat(),
  }
}
const telling = (rows: readonly string[]) => rows.filter((row) => /zq7canary/i.test(row))

describe('somebody who is everywhere', () => {
  beforeAll(async () => {
    const table = {
      csv: `name,email,section\nAda ${canary},${email},${canary}`,
      removeAbsent: false,
    }
    const preview = await asInstructor('POST', `${root}/roster/preview`, table)
    const { hash } = preview as RosterPreview
    const imported = await asInstructor('POST', `${root}/roster`, { ...table, hash })
    const [link] = (imported as Wire<RosterImported>).links
    const browser = openBrowser(server)
    const token = new URL(link!.url).searchParams.get('token')
    await well(browser.ask('PUT', '/api/passwords', { token, password }))
    await well(browser.ask('POST', '/api/session/password', { email, password }))
    const { id } = await server.db.user.findUniqueOrThrow({ where: { email } })
    ada = { id, browser }
    await server.db.user.update({ where: { id }, data: { image: canary } })
    await server.db.session.updateMany({ where: { userId: id }, data: { userAgent: canary } })

    reviewed = await handIn('attention')
    await grade()
    await handIn('softmax')
    await grade('compileError')
    await handIn('attention', '/api/runs')
    await grade()
    await server.db.submission.update({
      where: { id: reviewed },
      data: { idempotencyKey: canary },
    })
    await well(browser.ask('POST', `/api/submissions/${reviewed}/hints`, { rung: 1 }))
    await well(browser.ask('POST', '/api/keys', { name: canary }))
    await well(
      browser.ask('PUT', '/api/drafts/gru', {
        ...{ source: canary, revision: 0, exerciseVersion: 'any' },
      }),
    )

    await asInstructor('PUT', `${root}/reviews/${reviewed}`, {
      ...{ done: true, basedOn: null, marks: [] },
      comments: [{ line: 1, endLine: 1, text: canary, bankComment: null }],
      override: { points: 1.5, reason: `${canary} was ill` },
    })
    await asInstructor('POST', `${root}/reviews/${reviewed}/replies`, { text: `Dear ${canary}` })
    await well(browser.ask('POST', `/api/submissions/${reviewed}/requests`, { reason: canary }))
    const assignment = await server.assignmentOf('softmax')
    const path = `${root}/assignments/${assignment}/extensions/${id}`
    await asInstructor('PUT', path, { dueAt: '2100-01-01T00:00:00Z', reason: canary })
    await asInstructor('PATCH', `${root}/people/${id}`, { section: `${canary} 2` })
    await asInstructor('POST', `${root}/people/${id}/password-link`)

    // A shadow that is graded, one that is not, and a rerun that waits.
    await asInstructor('POST', `${root}/regrades`, {
      ...{ exercise: 'attention', scope: { which: 'all' }, reason: 'A wider limit' },
    })
    await grade()
    await asInstructor('POST', `${root}/regrades`, {
      ...{ exercise: 'softmax', scope: { which: 'all' }, reason: 'A wider limit' },
    })
    await asInstructor('POST', `${root}/reviews/${reviewed}/reruns`, { seed: 'same' })
    // Two that are not graded, of which a worker has begun one.
    await handIn('layer-norm')
    running = await claim(server.db)
    waiting = await handIn('gru')
    gradesBefore = await grades()
    statisticsBefore = await asInstructor('GET', `${root}/statistics/attention`)
  })

  test('leaves traces in most tables', async () => {
    const tables = new Set(telling(await everything()).map((row) => row.split(':')[0]))
    expect([...tables].sort()).toEqual(
      [
        ...['ApiKey', 'AuditEvent', 'Draft', 'Enrolment', 'Extension', 'Message', 'Review'],
        ...['ReviewComment', 'Session', 'Submission', 'User'],
      ].map((name) => `public."${name}"`),
    )
  })

  test('stands in every column that can hold words of theirs', async () => {
    const { all, telling } = await columnsOfWords()
    const others = Object.entries(holdNothingOfTheirs).flatMap(([table, columns]) =>
      columns.split(' ').map((column) => `${table}.${column}`),
    )
    // A column that is new belongs into the list, or something of Ada's into the column.
    expect(all.filter((column) => !telling.includes(column))).toEqual(others.sort())
  })

  test('is told what would go and what would stay, and nothing changes', async () => {
    const preview = await asInstructor('GET', `${root}/people/${ada.id}/erasure`)
    expect(preview).toEqual({
      person: { id: ada.id, name: `Ada ${canary}`, email },
      courses: [{ slug: 'transformers', title: 'Build a Transformer' }],
      goes: {
        ...{ files: 5, waiting: 2, drafts: 1, conversations: 2, comments: 1 },
        ...{ notices: 3, keys: 1, sessions: 1 },
      },
      stays: { results: 3, record: expect.any(Number), written: 0 },
    } satisfies Record<keyof ErasurePreview, unknown>)
    const own = await well(ada.browser.ask('GET', '/api/account/erasure'))
    expect(own).toEqual(preview)
  })

  test('is not erased with the address of somebody else, nor by whom it is not for', async () => {
    const path = `${root}/people/${ada.id}/erasure`
    const refused = await ask('instructor', 'POST', path, { email: 'student@demo.invalid' })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'emailDiffers' } } })
    expect(await ask('assistant', 'POST', path, { email })).toMatchObject({ status: 403 })
    expect(await ask('outsider', 'POST', path, { email })).toMatchObject({ status: 404 })
    expect(telling(await everything()).length).toBeGreaterThan(10)
  })

  test('is gone from every table and every log, and their points are what they were', async () => {
    await asInstructor('POST', `${root}/people/${ada.id}/erasure`, {
      email: ` ${email.toUpperCase()}`,
    })
    expect(telling(await everything())).toEqual([])
    expect(telling(logged)).toEqual([])

    const after = await grades()
    expect(rowOf(after, ada.id)).toEqual(rowOf(gradesBefore, ada.id))
    expect(rowOf(after, ada.id).graded).toHaveLength(2)
    expect(after.students.find(({ id }) => id === ada.id)).toMatchObject({
      ...{ name: expect.stringMatching(/^Erased [0-9a-f]{6}$/), section: null, isErased: true },
    })
    expect(await asInstructor('GET', `${root}/statistics/attention`)).toEqual(statisticsBefore)
  })

  test('is signed out, and has no way in', async () => {
    const session = await ada.browser.ask('GET', '/api/session')
    expect(session.body).toMatchObject({ user: null })
    for (const address of [email, `${ada.id}@erased.invalid`]) {
      const answer = await openBrowser(server).ask('POST', '/api/session/password', {
        ...{ email: address, password },
      })
      expect(answer.status).toBe(401)
    }
    const link = await ask('instructor', 'POST', `${root}/people/${ada.id}/password-link`)
    expect(link.status).toBe(404)
  })

  test('has no file graded any more, and what a worker still writes is refused', async () => {
    const { exercise } = await server.db.submission.findUniqueOrThrow({ where: { id: running.id } })
    expect(await saveReport(server.db, running, tellingReport(exercise, 'wrongAnswer'))).toBe(false)
    expect(await saveFault(server.db, running, canary)).toBe('notOurs')
    expect(await claimNext(server.db, { worker: 'test', leaseMilliseconds: 60_000 })).toBeNull()
    const opened = await asInstructor('GET', `/api/submissions/${waiting}`)
    expect(opened).toMatchObject({ status: 'superseded', source: '' })
  })

  test('leaves results that can still be opened', async () => {
    const rows = await server.db.submission.findMany({
      where: { userId: ada.id, finishedAt: { not: null } },
      select: { id: true, kind: true, verdict: true, report: true },
    })
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['regrade', 'run', 'submit', 'submit'])
    for (const { id, verdict } of rows) {
      const opened = await asInstructor('GET', `/api/submissions/${id}`)
      expect(opened).toMatchObject({ verdict, source: '', report: { verdict } })
    }
    const cell = (await asInstructor('GET', `${root}/grades/${ada.id}`)) as Wire<StudentGrades>
    const counted = cell.assignments.find(({ exercise }) => exercise === 'attention')?.counted
    expect(counted).toMatchObject({ override: { points: 1.5, reason: '' } })
    const { review } = (await asInstructor(
      'GET',
      `/api/submissions/${reviewed}`,
    )) as Wire<OpenSubmission>
    expect(review).toMatchObject({ comments: [], score: 1.5 })
  })

  test('is passed over by reviews, clusters, similarity and regrades', async () => {
    const lists = [`${root}/reviews`, `${root}/clusters?exercise=attention`, `${root}/requests`]
    for (const path of [...lists, `${root}/similarity?exercise=attention`, `${root}/roster.csv`]) {
      expect((await ask('instructor', 'GET', path)).text).not.toContain(ada.id)
    }
    const scope = await asInstructor('GET', `${root}/regrade-scope?exercise=attention&which=all`)
    expect(scope).toMatchObject({ submissions: 0 })
    expect((await ask('instructor', 'GET', `${root}/reviews/${reviewed}`)).status).toBe(404)
    const { regrades } = (await asInstructor('GET', `${root}/regrades`)) as {
      regrades: { id: string; exercise: string }[]
    }
    // The one whose only shadow waited can be ended all the same.
    for (const { id } of regrades) {
      await asInstructor('POST', `${root}/regrades/${id}/discard`, {})
    }
  })

  test('is in one row of the record, and the rows about them keep who, what and when', async () => {
    const rows = await server.db.auditEvent.findMany({ where: { aboutId: ada.id } })
    const erased = rows.filter(({ action }) => action === 'person.erase')
    expect(erased).toMatchObject([
      {
        ...{
          actorId: server.ids.instructor,
          subject: `user ${ada.id}`,
          courseId: expect.any(String),
        },
        after: { erased: { files: 5 }, kept: { results: 3 } },
      },
    ])
    expect(rows.find(({ action }) => action === 'grade.override')).toMatchObject({
      ...{ actorId: server.ids.instructor, reason: null },
      after: { score: 1.5, override: { points: 1.5, reason: null } },
    })
    const other = { action: 'submission.view', subject: 'submission 1', reason: 'asked' }
    await server.db.auditEvent.create({ data: { ...other, aboutId: server.ids.studentB } })
    const update = (data: object, where: object) => server.db.auditEvent.updateMany({ where, data })
    const refused = /append-only/
    const [{ id } = { id: 0n }] = rows
    await expect(update({ reason: 'other' }, { id })).rejects.toThrow(refused)
    await expect(update({ actorId: null, reason: null }, { id })).rejects.toThrow(refused)
    const others = { aboutId: server.ids.studentB }
    await expect(update({ reason: null }, others)).rejects.toThrow(refused)
  })

  test('gets nothing new from a request that was on its way, and stays erased', async () => {
    const { db } = server
    const expiresAt = new Date()
    const session = { userId: ada.id, token: 'late', expiresAt }
    await expect(db.session.create({ data: session })).rejects.toThrow(/is erased/)
    const draft = {
      ...{ userId: ada.id, exercise: 'gru', source: 'x', revision: 1 },
      ...{ exerciseVersion: 'any', updatedAt: new Date() },
    }
    await expect(db.draft.create({ data: draft })).rejects.toThrow(/is erased/)
    const revived = { where: { id: ada.id }, data: { name: 'Ada' } }
    await expect(db.user.update(revived)).rejects.toThrow(/stays so/)
    const path = `${root}/people/${ada.id}`
    expect((await ask('instructor', 'GET', `${path}/erasure`)).status).toBe(404)
    expect((await ask('instructor', 'PATCH', path, { role: 'instructor' })).status).toBe(404)
  })

  test('begins as a new person with an invitation for the same address', async () => {
    const { url } = (await asInstructor('POST', `${root}/invites`, { role: 'student' })) as {
      url: string
    }
    const browser = openBrowser(server)
    const wanted = { name: 'Ada', email, password, invite: url.split('/').at(-1) }
    expect((await browser.ask('POST', '/api/accounts', wanted)).status).toBe(201)
    const { id } = await server.db.user.findUniqueOrThrow({ where: { email } })
    expect(id).not.toBe(ada.id)
    expect(await well(browser.ask('GET', '/api/submissions'))).toMatchObject({ submissions: [] })

    // And may go by herself.
    await well(browser.ask('POST', '/api/account/erasure', { email }))
    expect((await browser.ask('GET', '/api/session')).body).toMatchObject({ user: null })
    expect(telling(await everything())).toEqual([])
  })
})

test('one that meets another transaction which waits for it is done once more', async () => {
  const { db } = server
  const course = await db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  const version = await db.exerciseVersion.findFirstOrThrow()
  const { id } = await db.user.create({
    data: {
      ...{ name: 'Bo', email: 'bo@school.edu' },
      enrolments: { create: { courseId: course.id, role: 'student' } },
    },
  })
  await db.submission.create({
    data: {
      ...{ userId: id, exercise: 'attention', kind: 'submit', lane: 1, source: canary },
      ...{ exerciseVersionId: version.id, assignmentId: await server.assignmentOf('attention') },
      ...{ verdict: 'passed', finishedAt: new Date() },
    },
  })
  const other = new pg.Client({ connectionString: server.databaseUrl })
  await other.connect()
  try {
    await other.query('BEGIN')
    await other.query(`SELECT 1 FROM "Submission" WHERE "userId" = '${id}' FOR UPDATE`)
    const erasing = ask('instructor', 'POST', `${root}/people/${id}/erasure`, {
      email: 'bo@school.edu',
    })
    const waits = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    while ((await db.$queryRawUnsafe<unknown[]>(waits)).length === 0) await pause(20)
    // The erasure has waited longer, so that it is the one that the database ends.
    await other.query(`SELECT 1 FROM "User" WHERE "id" = '${id}' FOR UPDATE`)
    await other.query('COMMIT')
    expect((await erasing).status).toBe(204)
  } finally {
    await other.end()
  }
  const erased = await db.user.findUniqueOrThrow({ where: { id } })
  expect(erased.erasedAt).not.toBeNull()
}, 30_000)

describe('who may erase whom', () => {
  const path = (person: Person) => `${root}/people/${server.ids[person]}/erasure`
  const codeOf = ({ status, body }: Answer) => [
    status,
    (body as { error?: { code: string } } | null)?.error?.code,
  ]

  test('an instructor erases no staff, and nobody who is, or was, in a course of others', async () => {
    const { db, ids } = server
    expect(codeOf(await ask('instructor', 'GET', path('assistant')))).toEqual([
      403,
      'eraseElsewhere',
    ])
    const other = await db.course.findUniqueOrThrow({ where: { slug: 'other' } })
    const place = await db.enrolment.create({
      data: { courseId: other.id, userId: ids.studentB, role: 'student' },
    })
    expect(codeOf(await ask('instructor', 'GET', path('studentB')))).toEqual([
      403,
      'eraseElsewhere',
    ])
    await db.enrolment.delete({ where: { id: place.id } })
    expect((await ask('instructor', 'GET', path('studentB'))).status).toBe(200)
    await db.enrolment.updateMany({ where: { userId: ids.studentB }, data: { wasAdded: true } })
    expect(codeOf(await ask('instructor', 'GET', path('studentB')))).toEqual([
      403,
      'eraseElsewhere',
    ])
  })

  test('an administrator erases everybody, in courses that are not theirs too', async () => {
    const { db, ids } = server
    await db.user.update({ where: { id: ids.outsider }, data: { isAdmin: true } })
    expect((await ask('outsider', 'GET', path('studentB'))).status).toBe(200)
    expect((await ask('outsider', 'GET', path('assistant'))).status).toBe(200)
  })

  test('the last instructor of a course and the last administrator stay', async () => {
    const own = '/api/account/erasure'
    expect(codeOf(await ask('instructor', 'GET', own))).toEqual([409, 'lastInstructor'])
    expect(codeOf(await ask('outsider', 'GET', own))).toEqual([409, 'lastAdministrator'])
  })

  test('nobody takes the people of a demonstration away from the next visitor', async () => {
    const demo = await startServer({ demo: true })
    try {
      const answer = await demo.ask('POST', '/api/account/erasure', {
        ...{ key: demo.keys.studentA, json: { email: 'student@demo.invalid' } },
      })
      expect(codeOf(answer)).toEqual([403, 'demoPerson'])
    } finally {
      await demo.close()
    }
  })
})
