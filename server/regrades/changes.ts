/**
 * What a regrade changes, submission by submission: derived from the results of each pair whenever it is
 * asked for, so that the preview is what publishing will do, and afterwards what it has done.
 */
import { createHash } from 'node:crypto'
import { Verdict } from '../../grader/report.ts'
import type { DatabaseOrTransaction, Prisma } from '../../prisma/client.ts'
import type { Outcome, RegradeChange } from '../api/regrade.ts'
import { scoredFields, scoreOf, type ScoredRow } from '../scores.ts'

const pairFields = {
  id: true,
  finishedAt: true,
  exchangedAt: true,
  ...scoredFields,
  repeats: {
    select: {
      id: true,
      queuedAt: true,
      ...scoredFields,
      user: { select: { id: true, name: true } },
    },
  },
} as const satisfies Prisma.SubmissionSelect

type Pair = Prisma.SubmissionGetPayload<{ select: typeof pairFields }>

interface Regrade {
  readonly id: string
  readonly courseId: string
  readonly neverLower: boolean
}

/** What falls most comes first, then what rises, then by name. */
export async function changesOf(
  db: DatabaseOrTransaction,
  { id, courseId, neverLower }: Regrade,
): Promise<RegradeChange[]> {
  const pairs = await db.submission.findMany({ where: { regradeId: id }, select: pairFields })
  const students = await db.enrolment.findMany({
    where: { courseId, role: 'student' },
    select: { userId: true, section: true },
  })
  const sectionOf = new Map(students.map(({ userId, section }) => [userId, section]))
  return pairs
    .flatMap(({ repeats, ...shadow }) => {
      if (!repeats) return []
      const [before, after] = resultsOf(shadow, repeats)
      const { user } = repeats
      const difference = differenceOf(before, after)
      const isHere = sectionOf.has(user.id)
      const change: RegradeChange = {
        ...{ submission: repeats.id, shadow: shadow.id, handedInAt: repeats.queuedAt },
        student: { ...user, section: sectionOf.get(user.id) ?? null },
        outcome: outcomeOf(shadow, { difference, isHere, neverLower }),
        ...{ before, after, difference },
      }
      return [change]
    })
    .sort(
      (one, other) =>
        groupOf(one) - groupOf(other) ||
        Math.abs(other.difference) - Math.abs(one.difference) ||
        one.student.name.localeCompare(other.student.name, 'en') ||
        (one.submission < other.submission ? -1 : 1),
    )
}

type Original = NonNullable<Pair['repeats']>
type Shadow = Omit<Pair, 'repeats'>

/** Before and after publishing. A review stays with the submission that was reviewed, whatever its results are. */
function resultsOf(shadow: Shadow, original: Original) {
  const old = shadow.exchangedAt === null ? original : shadow
  const renewed = shadow.exchangedAt === null ? shadow : original
  return [resultOf(old, original.review), resultOf(renewed, original.review)] as const
}

function resultOf(row: ScoredRow, review: ScoredRow['review']): RegradeChange['before'] {
  const { verdict, points, maxPoints } = row
  const score = scoreOf({ verdict, points, maxPoints, review })
  return { verdict: verdict === null ? null : Verdict.parse(verdict), points, maxPoints, score }
}

function outcomeOf(
  { finishedAt, verdict, exchangedAt }: Shadow,
  about: { difference: number; isHere: boolean; neverLower: boolean },
): Outcome {
  const { difference, isHere, neverLower } = about
  if (exchangedAt === null) {
    if (finishedAt === null) return 'waiting'
    if (verdict === 'graderError') return 'failed'
    if (!isHere) return 'gone'
    if (neverLower && difference < 0) return 'kept'
  }
  if (difference === 0) return 'same'
  return difference > 0 ? 'up' : 'down'
}

/** Falls first, then rises, then other verdicts with the same score. */
function groupOf(change: RegradeChange): number {
  if (change.outcome === 'down') return 0
  if (change.outcome === 'up') return 1
  return verdictChanges(change) ? 2 : 3
}

type Result = RegradeChange['before']

/** In points of the new version: a grade is the share of what can be reached, and a version may have more to reach. */
function differenceOf(before: Result, after: Result): number {
  const difference = (shareOf(after) - shareOf(before)) * (after.maxPoints ?? 0)
  // Hundredths, as points are shown; never minus zero.
  return Math.round(difference * 100) / 100 || 0
}

function shareOf({ score, maxPoints }: Result): number {
  return maxPoints ? (score ?? 0) / maxPoints : 0
}

/** Whether publishing exchanges the results: also where the score stays, so that the report is the new one. */
export function isExchanged({ outcome }: RegradeChange): boolean {
  return outcome === 'up' || outcome === 'down' || outcome === 'same'
}

/** Whether its student can tell a difference. */
export function isChanged(change: RegradeChange): boolean {
  return isExchanged(change) && (change.outcome !== 'same' || verdictChanges(change))
}

export function verdictChanges(change: RegradeChange): boolean {
  return isExchanged(change) && change.before.verdict !== change.after.verdict
}

export function totalsOf(changes: readonly RegradeChange[]): Record<Outcome, number> {
  const totals = { up: 0, down: 0, same: 0, kept: 0, failed: 0, waiting: 0, gone: 0 }
  for (const { outcome } of changes) totals[outcome] += 1
  return totals
}

/** The same for the same changes only. */
export function fingerprintOf(changes: readonly RegradeChange[]): string {
  const told = changes.map(({ submission, outcome, before, after }) =>
    JSON.stringify([submission, outcome, before, after]),
  )
  return createHash('sha256').update(told.sort().join('\n')).digest('hex')
}
