/** Which submissions a regrade is about: what students of the course handed in and had graded. */
import { ownWork } from '../../grader/queue/submit.ts'
import type { DatabaseOrTransaction, Prisma } from '../../prisma/client.ts'
import type { RegradeScope } from '../api/regrade.ts'
import { scoredFields, scoreOf } from '../scores.ts'

interface Wanted {
  readonly courseId: string
  readonly exercise: string
  readonly scope: RegradeScope
}

const scopedFields = {
  id: true,
  userId: true,
  exerciseVersionId: true,
  ...scoredFields,
} as const satisfies Prisma.SubmissionSelect

export type Scoped = Prisma.SubmissionGetPayload<{ select: typeof scopedFields }>

/**
 * The latest, best or all of each student; then, of these, those that failed the case. Runs, what waits,
 * and what failed by our fault have no grade that could change; of somebody who is erased there is no file.
 */
export async function submissionsIn(
  db: DatabaseOrTransaction,
  { courseId, exercise, scope: { which, section, failedCase } }: Wanted,
): Promise<Scoped[]> {
  const isStudent = { courseId, role: 'student', ...(section !== null && { section }) } as const
  const graded = await db.submission.findMany({
    where: {
      ...ownWork,
      assignment: { courseId, exercise },
      kind: 'submit',
      finishedAt: { not: null },
      verdict: { not: 'graderError' },
      user: { erasedAt: null, enrolments: { some: isStudent } },
    },
    orderBy: [{ userId: 'asc' }, { queuedAt: 'asc' }, { id: 'asc' }],
    select: scopedFields,
  })
  const chosen =
    which === 'all'
      ? graded
      : [...Map.groupBy(graded, ({ userId }) => userId).values()].map(
          (ofOne) => (which === 'latest' ? ofOne.at(-1) : bestOf(ofOne)) as Scoped,
        )
  if (failedCase === null) return chosen
  const failed = await failing(
    db,
    chosen.map(({ id }) => id),
    failedCase,
  )
  return chosen.filter(({ id }) => failed.has(id))
}

/** The one with the highest score; of equal ones the first. */
function bestOf(submissions: readonly Scoped[]): Scoped | undefined {
  return submissions.reduce((best, one) =>
    (scoreOf(one) ?? 0) > (scoreOf(best) ?? 0) ? one : best,
  )
}

/** Of these submissions, those in whose report this case was run and did not pass. */
async function failing(
  db: DatabaseOrTransaction,
  ids: readonly string[],
  name: string,
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Submission"
    WHERE "id" = ANY(${ids}) AND jsonb_path_exists(
      "report",
      '$.cases[*] ? (@.name == $name && @.verdict != "passed" && @.skipped == false)',
      jsonb_build_object('name', ${name}::text)
    )`
  return new Set(rows.map(({ id }) => id))
}

/** The sections of a course's students, by name. */
export async function sectionsOf(db: DatabaseOrTransaction, courseId: string): Promise<string[]> {
  const rows = await db.enrolment.findMany({
    where: { courseId, role: 'student', section: { not: null } },
    distinct: ['section'],
    orderBy: { section: 'asc' },
    select: { section: true },
  })
  return rows.flatMap(({ section }) => section ?? [])
}
