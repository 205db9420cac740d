/** A submission as its student, or the staff of the course, may see it. Every field is chosen here. */
import type { z } from 'zod'
import { explainReport, hintRungs } from '../grader/explain.ts'
import { Disclosure, Report, Verdict } from '../grader/report.ts'
import type { Prisma } from '../prisma/client.ts'
import { disclose } from '../grader/disclose.ts'
import type { Language } from './api/session.ts'
import type { Hints, ListedSubmission, OpenSubmission } from './api/submission.ts'
import { doneReview, doneReviewFields } from './done-review.ts'

export const listedFields = {
  id: true,
  exercise: true,
  kind: true,
  assignmentId: true,
  queuedAt: true,
  startedAt: true,
  finishedAt: true,
  supersededAt: true,
  verdict: true,
  points: true,
  maxPoints: true,
} as const satisfies Prisma.SubmissionSelect

export const openFields = {
  ...listedFields,
  source: true,
  report: true,
  exerciseVersion: { select: { hash: true } },
  user: { select: { id: true, name: true } },
  hints: { select: { rung: true } },
  assignment: { select: { disclosure: true } },
  ...doneReviewFields,
} as const satisfies Prisma.SubmissionSelect

type ListedRow = Prisma.SubmissionGetPayload<{ select: typeof listedFields }>
type OpenRow = Prisma.SubmissionGetPayload<{ select: typeof openFields }>

export function listedSubmission(row: ListedRow): ListedSubmission {
  const { id, exercise, kind, queuedAt, startedAt, finishedAt, points, maxPoints } = row
  return {
    ...{ id, exercise, kind, queuedAt, startedAt, finishedAt, points, maxPoints },
    assignment: row.assignmentId,
    status: statusOf(row),
    verdict: row.verdict === null ? null : trusted(Verdict, row.verdict, id),
  }
}

interface Reader {
  /** Sees the whole report and every hint; its student sees what the cases disclose, and the hints that they unlocked. */
  readonly asStaff: boolean
  /** The exercise's sentence for those who pass. */
  readonly built: string | undefined
  readonly language: Language
  /** Stands for the student where reviews are anonymous. */
  readonly pseudonym?: string | undefined
}

/** `passedBefore` is asked for with a report in which a case may have failed. */
export async function openSubmission(
  row: OpenRow,
  { asStaff, built, language, pseudonym }: Reader,
  passedBefore: (report: Report) => Promise<OpenSubmission['passedBefore']>,
): Promise<OpenSubmission> {
  const report = reportFor(row, asStaff)
  const hints = report && hintsOf(report, { asStaff, language, unlocked: row.hints })
  return {
    ...listedSubmission(row),
    ...(pseudonym === undefined ? { student: row.user } : anonymous(row, pseudonym)),
    exerciseVersion: row.exerciseVersion.hash,
    source: row.source,
    // The diagnosis holds every hint, those that are locked too.
    report: report && (asStaff ? report : { ...report, diagnosis: null }),
    text:
      report &&
      explainReport(report, {
        ...{ ladder: hints ?? { shown: [], total: 0 }, moreHints: 'page', language },
        ...(built !== undefined && { built }),
      }),
    hints,
    review: doneReview(row),
    passedBefore: report ? await passedBefore(report) : [],
  }
}

/** To the day: a time of the day tells a student who was seen at work. */
function anonymous({ queuedAt, startedAt, finishedAt }: ListedRow, pseudonym: string) {
  const day = (time: Date) => new Date(time.toISOString().slice(0, 10))
  return {
    student: { id: pseudonym, name: `Student ${pseudonym}` },
    queuedAt: day(queuedAt),
    startedAt: startedAt && day(startedAt),
    finishedAt: finishedAt && day(finishedAt),
  }
}

type Stored = Pick<OpenRow, 'id' | 'report'>
/** What its assignment discloses decides what its student sees. */
type Given = Stored & Pick<OpenRow, 'assignment'>

/** The stored report as far as its reader may see it; null while there is none. */
export function reportFor(row: Stored, asStaff: true): Report | null
export function reportFor(row: Given, asStaff: boolean): Report | null
export function reportFor(
  { id, report, assignment }: Stored & Partial<Given>,
  asStaff: boolean,
): Report | null {
  const stored = report === null ? null : trusted(Report, report, id)
  if (stored === null || asStaff) return stored
  return disclose(stored, trusted(Disclosure, assignment?.disclosure ?? 'full', id))
}

/** The ladder of hints; null where there is nothing to hint at. */
export function hintsOf(
  report: Report,
  {
    asStaff,
    language,
    unlocked,
  }: Pick<Reader, 'asStaff' | 'language'> & { unlocked: readonly { rung: number }[] },
): Hints | null {
  const rungs = report.verdict === 'passed' ? [] : hintRungs(report, { language })
  if (rungs.length === 0) return null
  const last = Math.max(0, ...unlocked.map(({ rung }) => rung))
  return { shown: asStaff ? rungs : rungs.slice(0, last), total: rungs.length }
}

type Timestamps = Pick<ListedRow, 'startedAt' | 'finishedAt' | 'supersededAt'>

/** The state follows from what has happened; it is stored nowhere. */
function statusOf({ startedAt, finishedAt, supersededAt }: Timestamps): ListedSubmission['status'] {
  if (finishedAt) return 'finished'
  if (supersededAt) return 'superseded'
  return startedAt ? 'started' : 'waiting'
}

/** What we stored ourselves must fit; that it does not is our fault, never the client's. */
function trusted<Schema extends z.ZodType>(schema: Schema, value: unknown, id: string) {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`submission ${id} holds what this version cannot read: ${parsed.error.message}`)
}
