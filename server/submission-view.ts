/** A submission as its student, or the staff of the course, may see it. Every field is chosen here. */
import { z } from 'zod'
import { explainReport } from '../grader/explain.ts'
import { Report, Verdict } from '../grader/report.ts'
import type { Prisma } from '../prisma/client.ts'
import { SubmissionKind } from '../prisma/generated/enums.ts'
import { disclose } from '../grader/disclose.ts'

const Status = z.enum(['waiting', 'started', 'finished', 'superseded'])

export const ListedSubmission = z
  .object({
    id: z.string(),
    exercise: z.string(),
    kind: z.enum(SubmissionKind),
    assignment: z.string().nullable(),
    status: Status,
    queuedAt: z.date(),
    startedAt: z.date().nullable(),
    finishedAt: z.date().nullable(),
    verdict: Verdict.nullable(),
    points: z.number().nullable(),
    maxPoints: z.number().nullable(),
  })
  .meta({ id: 'ListedSubmission' })

export const OpenSubmission = ListedSubmission.extend({
  student: z.object({ id: z.string(), name: z.string() }),
  exerciseVersion: z.string().meta({ description: 'What it is, or was, graded with' }),
  source: z.string(),
  report: Report.nullable().meta({ description: 'As far as its cases are shown to you' }),
  text: z.string().nullable().meta({ description: 'The report in words' }),
}).meta({ id: 'Submission' })

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

export function listedSubmission(row: ListedRow): z.infer<typeof ListedSubmission> {
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
): z.infer<typeof OpenSubmission> {
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
function statusOf({ startedAt, finishedAt, supersededAt }: Timestamps): z.infer<typeof Status> {
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
