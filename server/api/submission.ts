/** Handing in, and what came of it. */
import { z } from 'zod'
import { Report, Verdict } from '../../grader/report.ts'
import { SubmissionKind } from '../../prisma/generated/enums.ts'

export const exercise = z.string('name the exercise, such as "attention"')
export const assignment = z
  .string()
  .optional()
  .meta({ description: 'Needed only when several of your courses ask for this exercise' })

export const NewSubmission = z
  .strictObject({
    exercise,
    source: z
      .string('give the text of the file')
      .meta({ description: 'The TypeScript file, at most 256 KiB' }),
    assignment,
  })
  .meta({ id: 'NewSubmission' })
export type NewSubmission = z.infer<typeof NewSubmission>

export const Accepted = z
  .object({
    id: z.string(),
    exercise: z.string(),
    exerciseVersion: z.string().meta({ description: 'What it will be graded with' }),
  })
  .meta({ id: 'Accepted' })
export type Accepted = z.infer<typeof Accepted>

export const Status = z.enum(['waiting', 'started', 'finished', 'superseded'])

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

export type ListedSubmission = z.infer<typeof ListedSubmission>

/** The ladder of hints: questions first, the last rung names the mistake. Students unlock it rung by rung. */
export const Hints = z
  .object({ shown: z.array(z.string()), total: z.number() })
  .meta({ id: 'Hints' })
export type Hints = z.infer<typeof Hints>

export const HintRequest = z
  .strictObject({
    rung: z
      .number()
      .int()
      .min(1)
      .max(99)
      .meta({ description: 'Unlocks this rung and those before' }),
  })
  .meta({ id: 'HintRequest' })

/** A remark on lines of the code, counted from 1. */
export const CodeComment = z
  .object({ line: z.number(), endLine: z.number(), text: z.string() })
  .meta({ id: 'CodeComment' })

/** Points of a reviewer's that replace the score. */
export const Override = z
  .object({ points: z.number(), reason: z.string() })
  .meta({ id: 'Override' })

/** A review as its student sees it, once it is done. */
export const DoneReview = z
  .object({
    reviewer: z.string().nullable(),
    doneAt: z.date(),
    comments: z.array(CodeComment).meta({ description: 'By line' }),
    rubric: z.array(z.object({ text: z.string(), points: z.number() })),
    override: Override.nullable(),
    score: z
      .number()
      .nullable()
      .meta({ description: 'What the submission is worth with all this' }),
  })
  .meta({ id: 'DoneReview' })
export type DoneReview = z.infer<typeof DoneReview>

export const OpenSubmission = ListedSubmission.extend({
  student: z.object({ id: z.string(), name: z.string() }),
  exerciseVersion: z.string().meta({ description: 'What it is, or was, graded with' }),
  source: z.string(),
  report: Report.nullable().meta({ description: 'As far as its cases are shown to you' }),
  text: z.string().nullable().meta({ description: 'The report in words' }),
  hints: Hints.nullable().meta({ description: 'Null while there is nothing to hint at' }),
  review: DoneReview.nullable().meta({ description: 'Null until staff are done with one' }),
  /** Failing cases that passed before. */
  passedBefore: z.array(
    z.object({
      case: z.string(),
      submission: z.string(),
      attemptsAgo: z
        .number()
        .meta({ description: '1: in the finished submission or run before this one' }),
    }),
  ),
}).meta({ id: 'Submission' })
export type OpenSubmission = z.infer<typeof OpenSubmission>

export const History = z.object({
  submissions: z.array(ListedSubmission),
  next: z.string().nullable().meta({ description: 'The cursor of the next page; null at the end' }),
})
export type History = z.infer<typeof History>
