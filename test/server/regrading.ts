/** Graded submissions to regrade, and the new results of their shadows, as a worker would write them. */
import { randomUUID } from 'node:crypto'
import type { Exercise } from '../../exercises/exercise.ts'
import { course } from '../../exercises/index.ts'
import { claimNext } from '../../grader/queue/claim.ts'
import { saveReport } from '../../grader/queue/store.ts'
import type { Report, Verdict } from '../../grader/report.ts'
import type { Database } from '../../prisma/client.ts'
import { wrongReport } from './grading.ts'

/** The exercise that is regraded. */
export const slug = 'softmax'
const exercise = course.find((one) => one.slug === slug) as Exercise

/** A report with a case of one point for each of these verdicts, named case 0, case 1, … */
export function reportWith(verdicts: readonly Verdict[]): Report {
  const template = wrongReport(exercise, 'full')
  const cases = verdicts.map((verdict, number) => {
    const like = template.cases[verdict === 'passed' ? 0 : 1] as Report['cases'][number]
    return {
      ...like,
      name: `case ${number}`,
      verdict,
      points: 1,
      earned: Number(verdict === 'passed'),
    }
  })
  const firstFailure = verdicts.findIndex((verdict) => verdict !== 'passed')
  return {
    ...template,
    verdict: verdicts[firstFailure] ?? 'passed',
    points: cases.reduce((sum, { earned }) => sum + earned, 0),
    maxPoints: cases.length,
    cases,
    firstFailure: firstFailure < 0 ? null : firstFailure,
    diagnosis: firstFailure < 0 ? null : template.diagnosis,
    counterexample: null,
  }
}

export const allPass: readonly Verdict[] = ['passed', 'passed', 'passed']
export const oneWrong: readonly Verdict[] = ['passed', 'wrongAnswer', 'passed']
export const twoWrong: readonly Verdict[] = ['passed', 'wrongAnswer', 'wrongAnswer']

/** Adds a student to the course. */
export async function addStudent(db: Database, section: string | null = null): Promise<string> {
  const { id } = await db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  const student = await db.user.create({
    data: {
      ...{ name: 'A student', email: `${randomUUID()}@school.invalid` },
      enrolments: { create: { courseId: id, role: 'student', section } },
    },
  })
  return student.id
}

/** A submission of the assignment that was graded so; later ones were handed in later. */
export async function graded(
  db: Database,
  userId: string,
  verdicts: readonly Verdict[],
): Promise<string> {
  const assignment = await db.assignment.findFirstOrThrow({
    where: { exercise: slug, course: { slug: 'transformers' } },
  })
  const version = await db.exerciseVersion.findFirstOrThrow({ where: { slug, current: true } })
  const { id } = await db.submission.create({
    data: {
      ...{ userId, exercise: slug, kind: 'submit', lane: 1, source: `// ${randomUUID()}` },
      ...{ assignmentId: assignment.id, exerciseVersionId: version.id, seedIndex: 7 },
    },
  })
  await db.submission.update({
    where: { id },
    data: { worker: 'first', epoch: 1, startedAt: new Date(), leaseUntil: null },
  })
  await saveReport(db, { id, epoch: 1 }, reportWith(verdicts))
  return id
}

/** Grades every shadow that waits; `after` says how, by the id of what it repeats; null leaves it failed by our fault. */
export async function gradeShadows(
  db: Database,
  after: (original: string) => readonly Verdict[] | null,
): Promise<void> {
  for (;;) {
    const claim = await claimNext(db, { worker: 'second', leaseMilliseconds: 60_000 })
    if (!claim) return
    const { repeatsId } = await db.submission.findUniqueOrThrow({ where: { id: claim.id } })
    const verdicts = after(repeatsId as string)
    const report: Report = verdicts
      ? reportWith(verdicts)
      : { ...reportWith([]), verdict: 'graderError', points: 0, maxPoints: 0 }
    if (!(await saveReport(db, claim, report))) throw new Error('the claim was lost')
  }
}

/** What each of these rows holds, byte for byte, by its id. */
export async function digests(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ id: string; digest: string }[]>`
    SELECT "id", md5(submission::text) AS digest FROM "Submission" AS submission
    WHERE "id" = ANY(${ids})`
  return new Map(rows.map(({ id, digest }) => [id, digest]))
}
