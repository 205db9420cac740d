/** A submission as its student, or the staff of the course, may see it. Every field is chosen here. */
import type { z } from 'zod'
import { explainReport } from '../grader/explain.ts'
import { Report, Verdict } from '../grader/report.ts'
import type { Prisma } from '../prisma/client.ts'
import { disclose } from '../grader/disclose.ts'
import type { ListedSubmission, OpenSubmission } from './api/submission.ts'

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

/**
 * `asStaff` shows the whole report; its student sees what the cases disclose. `built` is the
 * exercise's sentence for those who pass; `hints` is how many of the hints the text gives.
 */
export function openSubmission(
  row: OpenRow,
  { asStaff, built, hints }: { asStaff: boolean; built: string | undefined; hints: number },
): OpenSubmission {
  const stored = row.report === null ? null : trusted(Report, row.report, row.id)
  const report = stored && (asStaff ? stored : disclose(stored))
  return {
    ...listedSubmission(row),
    student: row.user,
    exerciseVersion: row.exerciseVersion.hash,
    source: row.source,
    report,
    text: report && explainReport(report, { hints, ...(built !== undefined && { built }) }),
  }
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
