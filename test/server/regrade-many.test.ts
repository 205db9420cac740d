import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { digest } from '../../grader/digest.ts'
import type { Report, Verdict } from '../../grader/report.ts'
import type { Prisma } from '../../prisma/client.ts'
import type { CaseChange, OpenRegrade, Outcome, RegradeChanges } from '../../server/api/regrade.ts'
import type { Wire } from '../../server/api/wire.ts'
import { digests, reportWith, slug } from './regrading.ts'
import { startServer, type TestServer } from './server.ts'

const seed = 20_261_122
const studentCount = 100
const each = 5

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** Numbers from 0 to below 1, the same in every run. */
function randomNumbers(from: number): () => number {
  let state = from
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
}

const verdicts: readonly Verdict[] = [
  'passed',
  'passed',
  'wrongAnswer',
  'runtimeError',
  'badOutput',
]

interface Seeded {
  readonly id: string
  readonly userId: string
  readonly before: readonly Verdict[]
  /** Null: the shadow fails by our fault. */
  readonly after: readonly Verdict[] | null
  /** Points of a reviewer that replace the score. */
  readonly override: number | null
}

async function seedSubmissions(): Promise<Seeded[]> {
  const { db } = server
  const random = randomNumbers(seed)
  const course = await db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  const people = Array.from({ length: studentCount }, (_, number) => ({
    ...{ id: randomUUID(), name: `Student ${number}`, email: `${number}@many.invalid` },
  }))
  await db.user.createMany({ data: people })
  await db.enrolment.createMany({
    data: people.map(({ id }) => ({ courseId: course.id, userId: id, role: 'student' })),
  })
  const fourCases = () =>
    Array.from({ length: 4 }, () => verdicts[Math.floor(random() * verdicts.length)] as Verdict)
  const seeded = people.flatMap(({ id: userId }) =>
    Array.from({ length: each }, (): Seeded => {
      const before = fourCases()
      const isSame = random() < 0.3
      return {
        ...{ id: randomUUID(), userId, before },
        after: random() < 0.04 ? null : isSame ? before : fourCases(),
        override: random() < 0.1 ? Math.floor(random() * 5) : null,
      }
    }),
  )
  const assignmentId = await server.assignmentOf(slug)
  const version = await db.exerciseVersion.findFirstOrThrow({ where: { slug, current: true } })
  await db.submission.createMany({
    data: seeded.map(({ id, userId, before }, number) => {
      const report = reportWith(before)
      return {
        ...{ id, userId, assignmentId, exercise: slug, exerciseVersionId: version.id },
        ...{ kind: 'submit', lane: 1, source: `// ${number}`, seedIndex: number % 64, epoch: 1 },
        ...{ queuedAt: new Date(number * 1000), startedAt: new Date(), finishedAt: new Date() },
        ...{ worker: 'first', ...resultsIn(report) },
      } satisfies Prisma.SubmissionCreateManyInput
    }),
  })
  await db.review.createMany({
    data: seeded.flatMap(({ id, override }) =>
      override === null
        ? []
        : { submissionId: id, override, overrideReason: 'as seen', doneAt: new Date() },
    ),
  })
  return seeded
}

function resultsIn(report: Report) {
  const { verdict, points, maxPoints } = report
  return { verdict, points, maxPoints, report, ...digest(report) }
}

/** Ends all shadows at once, as so many workers would. */
async function gradeAll(seeded: readonly Seeded[]): Promise<void> {
  const results = seeded.map(({ id, after }) => ({
    ...{ original: id },
    ...resultsIn(
      after ? reportWith(after) : { ...reportWith([]), verdict: 'graderError', points: 0 },
    ),
  }))
  await server.db.$executeRaw`
    UPDATE "Submission" AS shadow SET
      "epoch" = 1, "worker" = 'second', "startedAt" = now(), "finishedAt" = now(),
      "verdict" = result."verdict", "points" = result."points", "maxPoints" = result."maxPoints",
      "report" = result."report", "misconception" = result."misconception",
      "failedCase" = result."failedCase", "finding" = result."finding",
      "timesAllowed" = result."timesAllowed"
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS result(
      original text, "verdict" text, "points" float8, "maxPoints" float8, "report" jsonb,
      "misconception" text, "failedCase" text, "finding" text, "timesAllowed" float8
    )
    WHERE shadow."repeatsId" = result.original`
}

/** What has to become of one submission, worked out without the server. */
function outcomeOf({ before, after, override }: Seeded): Outcome {
  if (after === null) return 'failed'
  const scores = [before, after].map((ofCases) => override ?? reportWith(ofCases).points)
  const difference = (scores[1] as number) - (scores[0] as number)
  if (difference === 0) return 'same'
  return difference > 0 ? 'up' : 'kept'
}

/** How often each case changes, and how, in those whose results are exchanged. */
function caseChanges(seeded: readonly Seeded[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of seeded) {
    if (one.after === null || outcomeOf(one) === 'kept') continue
    for (const [number, before] of one.before.entries()) {
      const after = one.after[number] as Verdict
      if (before === after) continue
      const key = nameOf({ case: `case ${number}`, before, after })
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

function nameOf({ case: name, before, after }: Omit<CaseChange, 'submissions'>): string {
  return `${name}: ${before} → ${after}`
}

test(`a regrade of ${studentCount * each} submissions (seed ${seed}): preview equals publish, undo restores byte for byte`, async () => {
  const { db, ids, keys } = server
  const seeded = await seedSubmissions()
  const all = seeded.map(({ id }) => id)
  const original = await digests(db, all)
  const regrades = '/api/courses/transformers/regrades'
  const ask = async <Body>(method: string, path: string, json?: unknown): Promise<Body> => {
    const asked = { key: keys.instructor, ...(json !== undefined && { json }) }
    const { status, body } = await server.ask(method, regrades + path, asked)
    expect(status).toBeLessThan(300)
    return body as Body
  }

  const { id } = await ask<{ id: string }>('POST', '', {
    ...{ exercise: slug, scope: { which: 'all' }, neverLower: true, reason: 'Wider tolerance' },
  })
  await gradeAll(seeded)
  expect(await digests(db, all)).toEqual(original)

  // The preview is what was worked out here.
  const preview = await ask<Wire<OpenRegrade>>('GET', `/${id}`)
  const wanted = Map.groupBy(seeded, outcomeOf)
  for (const outcome of ['up', 'down', 'same', 'kept', 'failed'] as const) {
    expect([outcome, preview.totals[outcome]]).toEqual([outcome, wanted.get(outcome)?.length ?? 0])
  }
  expect(new Map(preview.cases.map((one) => [nameOf(one), one.submissions]))).toEqual(
    caseChanges(seeded),
  )
  const pages = Array.from({ length: all.length / 100 }, (_, page) => page + 1)
  const readChanges = async () => {
    const read = pages.map((page) =>
      ask<Wire<RegradeChanges>>('GET', `/${id}/changes?only=all&limit=100&page=${page}`),
    )
    return (await Promise.all(read)).flatMap(({ changes }) => changes)
  }
  const previewed = await readChanges()
  expect(new Set(previewed.map(({ submission }) => submission))).toEqual(new Set(all))
  for (const { submission, outcome } of previewed) {
    expect(outcome).toBe(outcomeOf(seeded.find((one) => one.id === submission) as Seeded))
  }

  // What is published is the preview.
  const { fingerprint } = preview
  await ask('POST', `/${id}/publish`, { fingerprint, reason: 'Agreed' })
  const rows = await db.submission.findMany({ where: { id: { in: all } } })
  for (const { submission, outcome, before, after } of previewed) {
    const row = rows.find((one) => one.id === submission)
    const made = seeded.find((one) => one.id === submission) as Seeded
    const isLeft = outcome === 'kept' || outcome === 'failed'
    const { verdict, points, maxPoints } = isLeft ? before : after
    expect(row).toMatchObject({ verdict, points, maxPoints })
    expect(row).toMatchObject(resultsIn(reportWith((isLeft ? null : made.after) ?? made.before)))
  }
  expect(await readChanges()).toEqual(previewed)
  const risen = seeded.filter((one) => outcomeOf(one) === 'up')
  const notices = await db.notice.findMany()
  expect(new Set(notices.map(({ userId }) => userId))).toEqual(
    new Set(risen.map(({ userId }) => userId)),
  )
  expect(notices).toHaveLength(new Set(risen.map(({ userId }) => userId)).size)
  const recorded = await db.auditEvent.findMany({ where: { action: 'grade.regrade' } })
  expect(new Set(recorded.map(({ subject }) => subject))).toEqual(
    new Set(
      previewed
        .filter(
          ({ outcome, before, after }) =>
            outcome === 'up' || (outcome === 'same' && before.verdict !== after.verdict),
        )
        .map(({ submission }) => `submission ${submission}`),
    ),
  )
  expect(recorded.every(({ actorId }) => actorId === ids.instructor)).toBe(true)

  await ask('POST', `/${id}/undo`, {})
  expect(await digests(db, all)).toEqual(original)
}, 120_000)
