import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { exerciseVersion } from '../../exercises/version.ts'
import { Report } from '../../grader/report.ts'
import type { Assignment, Submission } from '../../prisma/generated/client.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { erase } from '../../server/erasure/erase.ts'
import type { Alteration } from '../alter.ts'
import {
  broken,
  openGraders,
  right,
  slowly,
  type Grader,
  type Graders,
  patience,
} from './graders.ts'

jest.setTimeout(patience)

let graders: Graders
let grader: Grader
const slow = slowly(150)

beforeAll(async () => {
  graders = await openGraders()
  grader = await graders.start({ alterations: [slow] })
})
afterAll(() => graders.stop())
/** Whoever was here before has the same name, which some tests look for. */
beforeEach(() => graders.db.user.deleteMany().then(() => undefined))

const canary = 'canary-4711'

async function assignment(userId: string): Promise<Assignment> {
  const { assignments } = await graders.db.course.create({
    data: {
      ...{ slug: `course-${userId}`, title: 'A course' },
      enrolments: { create: { userId, role: 'student' } },
      assignments: { create: { exercise: 'softmax', position: 0 } },
    },
    include: { assignments: true },
  })
  return assignments[0] as Assignment
}

/** Handed in by somebody with a name, in a course, and in the middle of its cases. */
async function midGrade(): Promise<{ submission: Submission; given: Assignment }> {
  const userId = await graders.student(canary)
  const given = await assignment(userId)
  const source = `${right}// ${canary}\n`
  const submission = await graders.handIn({ userId, source, assignmentId: given.id })
  await graders.until(submission.id, ({ lastSequence }) => lastSequence >= 3)
  return { submission, given }
}

test('an assignment that is changed meanwhile keeps what was handed in before, with its result', async () => {
  const { submission, given } = await midGrade()
  const past = new Date(Date.now() - 24 * 60 * 60_000)
  const data = { dueAt: past, attemptLimit: 1, weight: 0, hiddenAt: past, disclosure: 'name' }
  await graders.db.assignment.update({ where: { id: given.id }, data })
  expect(await graders.ended(submission.id)).toMatchObject({
    ...{ verdict: 'passed', epoch: 1, assignmentId: given.id },
    exerciseVersionId: submission.exerciseVersionId,
  })
  expect(await broken(graders.db)).toEqual([])
})

test('a course that is removed meanwhile takes no result with it', async () => {
  const { submission, given } = await midGrade()
  await graders.db.course.delete({ where: { id: given.courseId } })
  expect(await graders.ended(submission.id)).toMatchObject({
    ...{ verdict: 'passed', epoch: 1, assignmentId: null },
  })
  expect(await broken(graders.db)).toEqual([])
})

test('a student who is erased meanwhile stays so: what the grader still writes is refused', async () => {
  const { db } = graders
  const { submission } = await midGrade()
  const { userId } = submission
  const email = `${canary}@example.org`
  await db.user.update({ where: { id: userId }, data: { email } })
  const actor = {
    ...(await db.user.findUniqueOrThrow({ where: { id: userId } })),
    language: null,
  }
  const before = discards()
  await erase(db, {
    ...{ actor, userId, courseId: null, demo: false, email },
    secret: graders.environment['ATTENDANT_SECRET'] as string,
  })
  while (discards() === before) await graders.until(submission.id, () => true)
  const row = await db.submission.findUniqueOrThrow({ where: { id: submission.id } })
  expect(row).toMatchObject({ finishedAt: null, verdict: null, report: null, source: '' })
  expect(row.supersededAt).not.toBeNull()
  expect(await broken(db)).toEqual([])
  expect(await tablesWith(canary)).toEqual([])
  expect(grader.log.filter((line) => line.includes(canary))).toEqual([])
})

test('a student whose row is taken out meanwhile leaves nothing, and the grader goes on', async () => {
  const { db } = graders
  const { submission } = await midGrade()
  const before = discards()
  await db.user.delete({ where: { id: submission.userId } })
  const next = await graders.handIn()
  expect(await graders.ended(next.id)).toMatchObject({ verdict: 'passed' })
  expect(discards()).toBe(before + 1)
  expect(await tablesWith(canary)).toEqual([])
  // The queue keeps a diary of its last jobs: a random number, which now names nothing.
  const named = await tablesWith(submission.id)
  expect(named.filter((table) => table !== 'bullmq.event')).toEqual([])
  expect(await broken(db)).toEqual([])
})

const discards = () => grader.log.filter((line) => line.includes('discarded: somebody else')).length

test('each grader grades with the exercise of its own files, whatever is current, and its result says so', async () => {
  const { db } = graders
  const files = exerciseVersion('softmax')
  const newer = files.replace(/^./, (digit) => (digit === 'f' ? 'e' : 'f'))
  const otherFiles: Alteration = {
    file: 'exercises/version.ts',
    find: `return hash.digest('hex').slice(0, 16)`,
    replace: `return hash.digest('hex').slice(0, 16).replace(${JSON.stringify(files)}, ${JSON.stringify(newer)})`,
  }
  const { id } = await graders.handIn()
  await graders.until(id, ({ lastSequence }) => lastSequence >= 3)
  await registerExercises(db, [...(await others()), { slug: 'softmax', hash: newer }])
  const versionOf = async (hash: string) =>
    (await db.exerciseVersion.findFirstOrThrow({ where: { slug: 'softmax', hash } })).id
  const [old, current] = [await versionOf(files), await versionOf(newer)]
  // It was at it before the change, and ends as it began.
  expect(await graders.ended(id)).toMatchObject({ verdict: 'passed', exerciseVersionId: old })

  await graders.compute([otherFiles])
  const updated = await graders.start({ alterations: [slow, otherFiles] })
  const versions = { [grader.name]: [old, files], [updated.name]: [current, newer] }
  const seen = new Set<string | null>()
  while (seen.size < 2) {
    const pair = await Promise.all([graders.handIn(), graders.handIn()])
    expect(pair.map(({ exerciseVersionId }) => exerciseVersionId)).toEqual([current, current])
    for (const one of pair) {
      const row = await graders.ended(one.id)
      const hash = Report.parse(row.report).exerciseVersion
      expect([row.verdict, row.epoch]).toEqual(['passed', 1])
      expect([row.exerciseVersionId, hash]).toEqual(versions[row.worker ?? ''])
      seen.add(row.worker)
    }
  }
  expect(await broken(db)).toEqual([])
})

const others = () =>
  graders.db.exerciseVersion.findMany({
    where: { current: true, slug: { not: 'softmax' } },
    select: { slug: true, hash: true },
  })

/** Every table, the queue's included, in which the text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const { db } = graders
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE'`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM ${name} AS one WHERE strpos(one::text, $1) > 0`,
      text,
    )
    if (rows[0].count > 0) found.push(name)
  }
  return found
}
