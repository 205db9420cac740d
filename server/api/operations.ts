/** What those who run the server see of it, and hold back. */
import { z } from 'zod'
import { SubmissionKind } from '../../prisma/generated/enums.ts'
import { CheckState } from './workshop.ts'

const reason = z
  .string('say why')
  .trim()
  .min(1, 'say why')
  .max(300, 'use at most 300 characters')
  .regex(/^[^\0]*$/, 'leave out the character U+0000')

/** Why something is held back. Students whose submissions wait for it read this. */
export const HoldReason = z.strictObject({ reason }).meta({ id: 'HoldReason' })
export type HoldReason = z.input<typeof HoldReason>

export const LaneName = z.enum(
  [...Object.values(SubmissionKind), 'all'],
  'choose run, submit, retry, regrade, validation or all',
)
export type LaneName = z.infer<typeof LaneName>

const hold = z.object({ reason: z.string(), by: z.string().nullable(), since: z.date() })
const times = z.object({ half: z.number(), most: z.number() }).nullable().meta({
  description: 'Milliseconds: half, and 95 of 100, took at most this; null: there was none',
})

const lane = z.object({
  lane: z.enum(SubmissionKind),
  waiting: z.number(),
  oldestMilliseconds: z.number(),
  grading: z.number(),
  graded: z.number().meta({ description: 'In the last hour' }),
  waited: times,
  took: times,
  paused: hold.nullable(),
})

const worker = z.object({
  id: z.string(),
  kind: z.enum(['grader', 'reference']),
  state: z.enum(['working', 'drained', 'stopped', 'silent']),
  version: z.string(),
  node: z.string(),
  engine: z.string().nullable(),
  layers: z
    .array(z.object({ name: z.string(), active: z.boolean(), reason: z.string() }))
    .nullable(),
  concurrency: z.number().nullable(),
  grading: z.number(),
  graded: z.number().meta({ description: 'Since it started' }),
  failed: z.number().meta({ description: 'By our fault, since it started' }),
  discarded: z.number().meta({
    description:
      'Results since it started that came too late: another grader had the submission by then, or it was withdrawn',
  }),
  startedAt: z.date(),
  seenAt: z.date(),
  drained: hold.nullable(),
})

/** A failure of ours that a submission met with. */
const fault = z.object({
  submission: z.string(),
  exercise: z.string(),
  reference: z.string().meta({ description: 'What names it in the logs' }),
  worker: z.string().nullable(),
  at: z.date(),
  outcome: z.enum(['graderError', 'again', 'recovered']).meta({
    description: 'It ended so; it is tried again; it was graded after all',
  }),
})

/** Written in a course's workshop; its code runs in the sandbox alone until it is trusted. */
const edition = z.object({
  id: z.string(),
  exercise: z.string(),
  course: z.object({ slug: z.string(), title: z.string() }),
  version: z.string(),
  note: z.string().nullable(),
  savedBy: z.string().nullable(),
  savedAt: z.date(),
  check: CheckState,
  checkedAt: z.date().nullable(),
  isServed: z.boolean(),
  isTrusted: z.boolean(),
})

export const Operations = z
  .object({
    lanes: z.array(lane),
    paused: hold.nullable().meta({ description: 'Everything is' }),
    workers: z.array(worker).meta({ description: 'Seen in the last day, newest first' }),
    faults: z.array(fault).meta({ description: 'Of the last seven days, at most fifty' }),
    editions: z.array(edition).meta({
      description:
        'Of exercises that courses wrote: those that students have, and those that are trusted; at most a hundred',
    }),
    storage: z.object({
      databaseBytes: z.number(),
      freeBytes: z.number().meta({ description: 'On the disk of the server' }),
      totalBytes: z.number(),
    }),
  })
  .meta({ id: 'Operations' })
export type Operations = z.infer<typeof Operations>
