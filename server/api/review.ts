/**
 * Reviewing what students handed in: the queue, one submission with everything about it, its review, rubrics
 * and the shared comments. All of it is for the staff of a course and lies under /api/courses/{course}.
 *
 * In a course that reviews anonymously a student is a pseudonym, the queue is shuffled (each reviewer has
 * an order of their own that stays the same), and times that tell when somebody handed in are null.
 */
import { z } from 'zod'
import { Report, Verdict } from '../../grader/report.ts'
import { ThreadKind, ThreadState } from '../../prisma/generated/enums.ts'
import { CodeComment, Override, Status } from './submission.ts'

const word = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'use no control characters')

/**
 * Which submissions the queue holds: finished ones that count as attempts. Give the same filter when you open
 * one of them, and `place` says which come before and after it.
 */
export const ReviewFilter = z.strictObject({
  assignment: word(64).optional(),
  section: word(100).optional().meta({ description: 'Of the student; empty: those without one' }),
  verdict: Verdict.optional(),
  misconception: word(100).optional().meta({ description: 'Its id, such as A3' }),
  failedCase: word(200).optional().meta({ description: 'The first case that fails' }),
  finding: word(64).optional().meta({ description: 'What was found there, such as values' }),
  borderline: z.coerce
    .number('give a factor, such as 2')
    .gt(1, 'give a factor above 1')
    .max(1_000_000)
    .optional()
    .meta({
      description:
        'k: the largest difference lies between 1/k and k times what is allowed, just right or just wrong',
    }),
  state: z
    .enum(['todo', 'draft', 'done'])
    .optional()
    .meta({ description: 'todo: not done yet, drafts too; draft: begun; done. Left out: all' }),
  which: z.enum(['latest', 'best', 'all']).default('latest').meta({
    description:
      "Of each student's submissions to an assignment, the latest, the best by score (however late it came) or all. Chosen before verdict, misconception, case, finding, borderline and state are looked at",
  }),
})
/** As the page sends it, in the address; leave out what is not asked for. */
export type ReviewFilter = z.input<typeof ReviewFilter>

export const ReviewQueueQuery = ReviewFilter.extend({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type ReviewQueueQuery = z.input<typeof ReviewQueueQuery>

/** Either `id` and `name`, or, where reviews are anonymous, `pseudonym`: a few hexadecimal digits, as in "Student 7f3c1a". */
const Reviewed = z
  .object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    pseudonym: z.string().nullable(),
    section: z.string().nullable(),
  })
  .meta({ id: 'ReviewedStudent' })

const ExerciseName = z.object({ slug: z.string(), code: z.string(), title: z.string() })

/** What a submission is listed by, in the queue and among the attempts of its student. */
const Attempt = z.object({
  id: z.string(),
  attempt: z.number().meta({ description: "1: the student's first at this assignment" }),
  handedInAt: z.date().nullable().meta({ description: 'Null where reviews are anonymous' }),
  verdict: Verdict,
  points: z.number().nullable().meta({ description: "The grader's" }),
  maxPoints: z.number().nullable(),
  score: z.number().nullable().meta({
    description: 'What it is worth: the override, else the points and the rubric, of a done review',
  }),
  misconception: z.string().nullable(),
  failedCase: z.string().nullable(),
  finding: z.string().nullable(),
  timesAllowed: z.number().nullable(),
  review: z.enum(['none', 'draft', 'done']),
})

export const QueuedReview = Attempt.extend({
  attempts: z.number().meta({ description: 'How many the student has at this assignment' }),
  student: Reviewed,
  assignment: z.string(),
  exercise: ExerciseName,
  reviewer: z.string().nullable().meta({ description: 'Who wrote the review or its draft' }),
  openRequest: z.boolean().meta({ description: 'The student waits for an answer' }),
}).meta({ id: 'QueuedReview' })
export type QueuedReview = z.infer<typeof QueuedReview>

/** GET /reviews */
export const ReviewQueue = z
  .object({
    anonymous: z.boolean(),
    submissions: z.array(QueuedReview),
    page: z.number(),
    pages: z.number().meta({ description: 'At least 1' }),
    total: z.number().meta({ description: 'How many the filter finds' }),
    counts: z
      .object({ all: z.number(), todo: z.number(), draft: z.number(), done: z.number() })
      .meta({ description: 'Of the same filter, whichever `state` it asks for' }),
  })
  .meta({ id: 'ReviewQueue' })
export type ReviewQueue = z.infer<typeof ReviewQueue>

/** GET /review-choices: what can be filtered by, over all graded attempts of the course's students. */
export const ReviewChoices = z
  .object({
    anonymous: z.boolean(),
    assignments: z.array(
      z.object({
        id: z.string(),
        exercise: ExerciseName,
        submissions: z.number(),
        done: z.number().meta({ description: 'How many of these have a done review' }),
      }),
    ),
    sections: z.array(z.string()),
    verdicts: z.array(z.object({ verdict: Verdict, submissions: z.number() })),
    misconceptions: z.array(
      z.object({
        id: z.string(),
        exercise: z.string(),
        sameAs: z.string().nullable().meta({
          description: 'Completes "the same as …"; null: the exercise knows it no longer',
        }),
        submissions: z.number(),
      }),
    ),
  })
  .meta({ id: 'ReviewChoices' })
export type ReviewChoices = z.infer<typeof ReviewChoices>

/** PUT /review-settings, for instructors. */
export const ReviewSettings = z
  .strictObject({ anonymous: z.boolean('say true or false') })
  .meta({ id: 'ReviewSettings' })
export type ReviewSettings = z.infer<typeof ReviewSettings>

/** A remark as its author sees it: also where it was taken from. */
export const WrittenComment = CodeComment.extend({
  bankComment: z.string().nullable().meta({ description: 'The id of the shared comment' }),
})

export const Review = z
  .object({
    reviewer: z.string().nullable().meta({ description: 'Null: somebody who has left' }),
    doneAt: z
      .date()
      .nullable()
      .meta({ description: 'Null: a draft that the student does not see' }),
    savedAt: z.date().meta({ description: 'Send it as `basedOn` with the next save' }),
    comments: z.array(WrittenComment),
    marks: z.array(z.string()).meta({ description: 'The ids of the rubric items that apply' }),
    override: Override.nullable(),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof Review>

const someText = (what: string, most: number) =>
  z
    .string(what)
    .trim()
    .min(1, what)
    .max(most, `use at most ${most} characters`)
    .refine((text) => !text.includes('\0'), 'leave out the character U+0000')

/**
 * PUT /reviews/{submission}: the whole review, every time. `done` shows it to the student and tells them;
 * without it, it is a draft, also where it was done before (the student no longer sees it then).
 */
export const ReviewSave = z
  .strictObject({
    done: z.boolean(),
    comments: z
      .array(
        z
          .strictObject({
            line: z.number().int().min(1).meta({ description: 'Of the code, from 1' }),
            endLine: z.number().int().min(1),
            text: someText('write what you think of these lines', 5_000),
            bankComment: z.string().max(64).nullable().default(null),
          })
          .refine(({ line, endLine }) => endLine >= line, 'let endLine not come before line'),
      )
      .max(500, 'write at most 500 comments'),
    marks: z.array(z.string().max(64)).max(200),
    override: z
      .strictObject({
        points: z.number().min(0, 'give 0 points or more'),
        reason: someText('say why; the student reads it', 2_000),
      })
      .nullable()
      .meta({ description: 'Replaces the score; at most `mostPoints`' }),
    basedOn: z.iso.datetime().nullable().meta({
      description:
        'The `savedAt` that this was made from; null: there was none. 409 `reviewConflict` when somebody saved meanwhile',
    }),
  })
  .meta({ id: 'ReviewSave' })
export type ReviewSave = z.input<typeof ReviewSave>

export const SavedReview = z
  .object({ review: Review, score: z.number().nullable() })
  .meta({ id: 'SavedReview' })
export type SavedReview = z.infer<typeof SavedReview>

/** The `details` of the refusal `reviewConflict`: what was saved meanwhile. */
export const ReviewConflict = z.object({ review: Review.nullable() }).meta({ id: 'ReviewConflict' })
export type ReviewConflict = z.infer<typeof ReviewConflict>

export const RubricItem = z
  .object({
    id: z.string(),
    text: z.string(),
    points: z.number().meta({ description: "Added to the grader's; negative takes away" }),
    reviews: z.number().meta({
      description: 'How many done reviews it counts in: whose scores a change of points changes',
    }),
  })
  .meta({ id: 'RubricItem' })
export type RubricItem = z.infer<typeof RubricItem>

/** GET /assignments/{assignment}/rubric, and the answer to every change of it. */
export const Rubric = z
  .object({
    items: z.array(RubricItem),
    maxPoints: z.number().meta({ description: 'Scores stay between 0 and this' }),
  })
  .meta({ id: 'Rubric' })
export type Rubric = z.infer<typeof Rubric>

const rubricText = someText('say what the item is about', 500)
const rubricPoints = z.number('give points, such as 1 or -0.5').min(-1_000).max(1_000)
const reviewsTold = z.coerce.number().int().min(0).optional().meta({
  description:
    'The `reviews` of the item that the instructor was told. Needed when scores change; 409 `moreReviews` with `details.reviews` when there are others by now, and nothing is changed',
})

/** POST /assignments/{assignment}/rubric, for instructors. */
export const NewRubricItem = z
  .strictObject({ text: rubricText, points: rubricPoints })
  .meta({ id: 'NewRubricItem' })
export type NewRubricItem = z.input<typeof NewRubricItem>

/** PATCH /assignments/{assignment}/rubric/{item}, for instructors. */
export const RubricChange = z
  .strictObject({
    text: rubricText.optional(),
    points: rubricPoints.optional(),
    reviews: reviewsTold,
  })
  .meta({ id: 'RubricChange' })
export type RubricChange = z.input<typeof RubricChange>

/** DELETE /assignments/{assignment}/rubric/{item}?reviews=3, for instructors. */
export const RubricRemoval = z.strictObject({ reviews: reviewsTold })

/** PUT /assignments/{assignment}/rubric, for instructors: all items in their new order. */
export const RubricOrder = z
  .strictObject({ order: z.array(z.string().max(64)).max(200) })
  .meta({ id: 'RubricOrder' })
export type RubricOrder = z.infer<typeof RubricOrder>

export const BankComment = z
  .object({
    id: z.string(),
    exercise: z.string().nullable().meta({ description: 'Its slug; null: for every exercise' }),
    text: z.string(),
    uses: z.number().meta({ description: 'In how many remarks it was used' }),
  })
  .meta({ id: 'BankComment' })
export type BankComment = z.infer<typeof BankComment>

/** GET /bank-comments: most used first. */
export const BankQuery = z.strictObject({
  exercise: word(100).optional().meta({ description: 'Its own comments and those for all' }),
  search: word(200).optional().meta({ description: 'All of these words, in any case' }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type BankQuery = z.input<typeof BankQuery>
export const CommentBank = z
  .object({
    comments: z.array(BankComment),
    page: z.number(),
    pages: z.number(),
    total: z.number(),
  })
  .meta({ id: 'CommentBank' })
export type CommentBank = z.infer<typeof CommentBank>

const bankText = someText('write the comment', 5_000)
const bankExercise = z.string().max(100).nullable()

/** POST /bank-comments, for the whole staff; answered with the comment. */
export const NewBankComment = z
  .strictObject({ text: bankText, exercise: bankExercise.default(null) })
  .meta({ id: 'NewBankComment' })
export type NewBankComment = z.input<typeof NewBankComment>

/** PATCH /bank-comments/{id}. Remarks that were made with it keep their text. DELETE takes nothing and answers 204. */
export const BankCommentChange = z
  .strictObject({ text: bankText.optional(), exercise: bankExercise.optional() })
  .meta({ id: 'BankCommentChange' })
export type BankCommentChange = z.input<typeof BankCommentChange>

/**
 * POST /reviews/{submission}/reruns: grades the same file again, now, with the exercise as it is now. It is
 * no attempt, changes no grade, and its student never sees it.
 */
export const NewRerun = z
  .strictObject({
    seed: z
      .union([z.literal('same'), z.number().int().min(0).max(63)], {
        error: 'say "same", or a whole number from 0 to 63',
      })
      .meta({
        description:
          "The student's own, or any of the secret ones. Once the exercise has changed, the same number draws other inputs",
      }),
  })
  .meta({ id: 'NewRerun' })
export type NewRerun = z.infer<typeof NewRerun>

/** Follow it live at /api/submissions/{id}/events until it has a verdict. */
export const Rerun = z
  .object({
    id: z.string(),
    seedIndex: z.number(),
    exerciseVersion: z.string(),
    status: Status,
    askedAt: z.date(),
    finishedAt: z.date().nullable(),
    verdict: Verdict.nullable(),
    points: z.number().nullable(),
    maxPoints: z.number().nullable(),
    failedCase: z.string().nullable(),
    timesAllowed: z.number().nullable(),
  })
  .meta({ id: 'Rerun' })
export type Rerun = z.infer<typeof Rerun>

/** GET /reviews/{submission}/reruns/{rerun}?language= */
export const OpenRerun = Rerun.extend({
  report: Report.nullable(),
  text: z.string().nullable(),
}).meta({ id: 'OpenRerun' })
export type OpenRerun = z.infer<typeof OpenRerun>

/** POST /reviews/{submission}/replies: a message to the student, who is told of it. Answered with all threads. */
export const NewReply = z
  .strictObject({ text: someText('write something to the student', 10_000) })
  .meta({ id: 'NewReply' })
export type NewReply = z.input<typeof NewReply>

export const ReviewThread = z
  .object({
    id: z.string(),
    kind: z.enum(ThreadKind),
    state: z.enum(ThreadState),
    messages: z.array(
      z.object({
        id: z.string(),
        by: z.enum(['student', 'staff']),
        name: z.string().nullable().meta({
          description: 'Null: the student of an anonymous review, or somebody who has left',
        }),
        text: z.string(),
        sentAt: z.date(),
      }),
    ),
  })
  .meta({ id: 'ReviewThread' })
export const ReviewThreads = z
  .object({ threads: z.array(ReviewThread) })
  .meta({ id: 'ReviewThreads' })
export type ReviewThreads = z.infer<typeof ReviewThreads>

/** GET /reviews/{submission}?…filter…&language=: a graded attempt with all that a reviewer wants to know. */
export const OpenReview = Attempt.extend({
  anonymous: z.boolean(),
  student: Reviewed,
  assignment: z.string(),
  exercise: ExerciseName,
  source: z.string(),
  /** With hidden cases and all their numbers. Engine, tolerance and timings stand in it. */
  report: Report.nullable().meta({ description: 'Null only for a graderError' }),
  text: z.string().nullable().meta({ description: 'The whole report in words' }),
  hints: z.object({
    ladder: z.array(z.string()),
    unlocked: z.number().meta({ description: 'How many rungs the student asked for' }),
  }),
  run: z.object({
    exerciseVersion: z.string(),
    isCurrentVersion: z.boolean().meta({ description: 'False: the exercise changed since' }),
    seedIndex: z.number().nullable().meta({ description: '0 to 63' }),
    worker: z.string().nullable(),
    claims: z.number().meta({ description: 'Above 1: it was begun again after a failure of ours' }),
    faultReference: z.string().nullable().meta({ description: 'Names such a failure in the logs' }),
    waitedMilliseconds: z.number(),
    gradedMilliseconds: z.number(),
  }),
  attempts: z.array(Attempt).meta({
    description:
      "All of the student's at this assignment, in order, this one too. Open another one to see its code and report",
  }),
  review: Review.nullable(),
  rubric: z.array(RubricItem),
  mostPoints: z.number().meta({ description: 'What an override can give at most' }),
  threads: z.array(ReviewThread),
  reruns: z.array(Rerun).meta({ description: 'Newest first' }),
  place: z
    .object({
      position: z.number().nullable().meta({
        description:
          'From 1; null where the filter no longer finds it, as after a save. Before and after still hold then',
      }),
      of: z.number(),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    })
    .meta({ description: 'Within the filter in the address' }),
}).meta({ id: 'OpenReview' })
export type OpenReview = z.infer<typeof OpenReview>
