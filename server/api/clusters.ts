/**
 * Failures of a course gathered by what went wrong, for its staff. A cluster is a recognised misconception,
 * else what was found first and the case in which. All of it lies under /api/courses/{course}/clusters.
 */
import { z } from 'zod'
import { QueuedReview } from './review.ts'

const oneLine = (what: string, most: number) =>
  z
    .string(what)
    .trim()
    .min(1, what)
    .max(most, `use at most ${most} characters`)
    .regex(/^[^\p{Cc}]*$/u, 'use one line, without control characters')

const section = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, 'use no control characters')

const Scope = z.strictObject({
  section: section.optional().meta({ description: 'Of the students; left out: all' }),
  which: z.enum(['newest', 'all']).default('newest').meta({
    description:
      'newest: each student counts where their newest failure is; all: wherever they ever failed',
  }),
})

/** GET /clusters */
export const ClustersQuery = Scope.extend({
  exercise: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/, 'name an exercise by its slug')
    .optional()
    .meta({ description: 'Its slug; left out: the one with the most failures' }),
})
export type ClustersQuery = z.input<typeof ClustersQuery>

export const Standing = z.enum(['here', 'passed', 'elsewhere'])
export type Standing = z.infer<typeof Standing>

export const Cluster = z
  .object({
    key: z
      .string()
      .meta({ description: 'Names it: the id of the misconception, such as A3, or a text' }),
    misconception: z
      .object({
        id: z.string(),
        sameAs: z.string().nullable().meta({
          description: 'Completes "the same numbers as …"; null: the exercise knows it no longer',
        }),
      })
      .nullable(),
    failedCase: z.string().nullable(),
    finding: z.string().nullable().meta({ description: 'The kind of the first finding' }),
    example: z
      .string()
      .nullable()
      .meta({ description: 'What the newest report in it says, where it has no name' }),
    here: z.number().meta({ description: 'Students who are in it now' }),
    passed: z.number().meta({ description: 'Students who have passed since' }),
    elsewhere: z.number().meta({ description: 'Students whose newest failure is another' }),
    attempts: z.number(),
    perDay: z.array(z.number()).nullable().meta({
      description: 'Attempts on each of `days`; null where it would tell when one person handed in',
    }),
    unanswered: z
      .number()
      .meta({ description: 'Students who are in it now and have got no answer to it' }),
    lastAnswer: z
      .object({
        text: z.string(),
        author: z.string().nullable(),
        sentAt: z.date(),
        students: z.number(),
      })
      .nullable(),
  })
  .meta({ id: 'Cluster' })
export type Cluster = z.infer<typeof Cluster>

export const Clusters = z
  .object({
    anonymous: z.boolean(),
    exercise: z.string().nullable().meta({ description: 'Null: nothing has failed yet' }),
    exercises: z
      .array(
        z.object({ slug: z.string(), code: z.string(), title: z.string(), failures: z.number() }),
      )
      .meta({ description: 'Those with failures, in the order of the course' }),
    sections: z.array(z.string()),
    students: z.number().meta({ description: 'Who fail now' }),
    days: z
      .array(z.string())
      .meta({ description: "The last 28 at most, in the course's time zone" }),
    clusters: z.array(Cluster).meta({ description: 'From the one with the most students now' }),
  })
  .meta({ id: 'Clusters' })
export type Clusters = z.infer<typeof Clusters>

const key = z.string('name the cluster').min(1).max(400)

/** GET /clusters/{exercise}/members */
export const MembersQuery = Scope.extend({
  cluster: key,
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
})
export type MembersQuery = z.input<typeof MembersQuery>

export const ClusterMembers = z
  .object({
    members: z
      .array(
        z.object({
          submission: z.string().meta({ description: 'Their newest in this cluster' }),
          student: QueuedReview.shape.student,
          standing: Standing,
          handedInAt: z.date().nullable().meta({ description: 'Null where reviews are anonymous' }),
          answered: z.boolean().meta({ description: 'They have got an answer to this cluster' }),
        }),
      )
      .meta({ description: 'Those who are in it now first; at most 50' }),
    page: z.number(),
    pages: z.number(),
  })
  .meta({ id: 'ClusterMembers' })
export type ClusterMembers = z.infer<typeof ClusterMembers>

/** POST /clusters/{exercise}/answers */
export const NewClusterAnswer = z
  .strictObject({
    cluster: key,
    section: section.optional(),
    to: z.enum(['all', 'new']).meta({
      description: 'all: everybody who is in it now; new: those of them without an answer to it',
    }),
    students: z.number().int().min(1).meta({
      description:
        'How many that is, as you were told; 409 `otherStudents` with `details.students` when it is another number by now, and nothing is sent',
    }),
    text: z
      .string('write the answer')
      .trim()
      .min(1, 'write the answer')
      .max(5_000, 'use at most 5000 characters')
      .refine((typed) => !typed.includes('\0'), 'leave out the character U+0000'),
  })
  .meta({ id: 'NewClusterAnswer' })
export type NewClusterAnswer = z.input<typeof NewClusterAnswer>

export const SentAnswer = z
  .object({ id: z.string(), students: z.number() })
  .meta({ id: 'SentAnswer' })
export type SentAnswer = z.infer<typeof SentAnswer>

/** GET /clusters/{exercise}/sources?cluster= */
export const SourcesQuery = z.strictObject({ cluster: key })

export const ClusterSources = z
  .object({
    submissions: z
      .array(z.object({ id: z.string(), student: QueuedReview.shape.student, source: z.string() }))
      .meta({ description: 'The newest three of different students' }),
    nextId: z.string().meta({ description: 'What the new misconception would be called' }),
    functionName: z.string(),
  })
  .meta({ id: 'ClusterSources' })
export type ClusterSources = z.infer<typeof ClusterSources>

/** POST /clusters/{exercise}/misconceptions: writes nothing; gives what to put into the exercise. */
export const NewMisconception = z
  .strictObject({
    submission: z.string().max(64),
    name: z
      .string('name the function')
      .regex(
        /^[a-z][A-Za-z0-9]{2,59}$/,
        'use a name such as keysReshaped: letters and digits, no spaces',
      )
      .meta({ description: 'Of the exported function: what it does wrong, in one word' }),
    sameAs: oneLine('complete "the same numbers as …"', 300),
    hints: z
      .array(oneLine('write the hint', 500))
      .min(2, 'give two hints or more')
      .max(4, 'give four hints at most')
      .meta({ description: 'Questions first; the last one says it' }),
  })
  .meta({ id: 'NewMisconception' })
export type NewMisconception = z.input<typeof NewMisconception>

export const MisconceptionDraft = z
  .object({
    id: z.string(),
    file: z.string().meta({ description: 'Where both belong, from the root of the repository' }),
    code: z.string().meta({ description: 'The function, to stand before `misconceptions`' }),
    entry: z.string().meta({ description: 'To stand at the end of `misconceptions`' }),
    patch: z.string().nullable().meta({
      description: 'Both as a patch for `git apply`; null where the file has an unusual form',
    }),
  })
  .meta({ id: 'MisconceptionDraft' })
export type MisconceptionDraft = z.infer<typeof MisconceptionDraft>
