/** Which submissions of a course are to be reviewed, in which order, and what stands before and after one of them. */
import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import { Prisma, type Database } from '../../prisma/client.ts'
import type { OpenReview, ReviewFilter, ReviewQueue } from '../api/review.ts'

export type Filter = z.output<typeof ReviewFilter>

/** The queue as one reviewer sees it. */
export interface QueueView {
  readonly courseId: string
  readonly filter: Filter
  /** Null: newest first. Else shuffled by a key of the reviewer's own: see `shuffleKey`. */
  readonly shuffledBy: string | null
}

/** What can be reviewed at all: finished attempts of a course's students, not what staff had graded again. */
export function reviewable(courseId: string) {
  return {
    kind: 'submit',
    repeatsId: null,
    finishedAt: { not: null },
    assignment: { courseId },
    // Of somebody who is erased there is nothing to look at.
    user: { erasedAt: null, enrolments: { some: { courseId, role: 'student' } } },
  } satisfies Prisma.SubmissionWhereInput
}

/** Gives a reviewer an order that stays the same and that nobody can foresee. */
export function shuffleKey(secret: string, reviewerId: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['order of reviews', reviewerId]))
    .digest('hex')
}

/** A submission's place in its student's work. */
export interface Queued {
  readonly id: string
  readonly attempt: number
  readonly attempts: number
}

/** A page of the queue, from 1, and how many there are in each state. */
export async function queuePage(
  db: Database,
  view: QueueView,
  { page, limit }: { page: number; limit: number },
): Promise<{ queued: Queued[]; counts: ReviewQueue['counts'] }> {
  const [row] = await db.$queryRaw<[{ queued: Queued[]; counts: ReviewQueue['counts'] }]>`
    ${found(view)},
    -- What was found is worked out once, for the page and for the counts.
    page AS (
      SELECT "id", attempt, attempts, row_number() OVER () AS place FROM (
        SELECT "id", attempt, attempts FROM found WHERE ${inState(view.filter)}
        ORDER BY ${order(view)} LIMIT ${limit} OFFSET ${(page - 1) * limit}
      ) AS ordered
    )
    SELECT
      (
        SELECT coalesce(
          jsonb_agg(jsonb_build_object('id', "id", 'attempt', attempt, 'attempts', attempts) ORDER BY place),
          '[]'
        ) FROM page
      ) AS queued,
      jsonb_build_object(
        'all', count(*),
        'todo', count(*) FILTER (WHERE state <> 'done'),
        'draft', count(*) FILTER (WHERE state = 'draft'),
        'done', count(*) FILTER (WHERE state = 'done')
      ) AS counts
    FROM found`
  return row
}

/**
 * Where a submission stands in the queue. Before and after are told also for one that the filter does not
 * find: one that was just done leaves the queue of those to do, and its reviewer goes on from there.
 */
export async function placeOf(
  db: Database,
  view: QueueView,
  id: string,
): Promise<OpenReview['place']> {
  const rows = await db.$queryRaw<OpenReview['place'][]>`
    ${found(view, id)}
    SELECT CASE WHEN belongs THEN before::int END AS position, "of"::int, previous, next
    FROM (
      SELECT "id", belongs,
        count(*) FILTER (WHERE belongs) OVER (ORDER BY ${order(view)} ROWS UNBOUNDED PRECEDING) AS before,
        count(*) FILTER (WHERE belongs) OVER () AS "of",
        lag("id") OVER (ORDER BY ${order(view)}) AS previous,
        lead("id") OVER (ORDER BY ${order(view)}) AS next
      FROM (
        SELECT *, isFound AND ${inState(view.filter)} AS belongs FROM found
      ) AS marked
      WHERE belongs OR "id" = ${id}
    ) AS placed
    WHERE "id" = ${id}`
  return rows[0] ?? { position: null, of: 0, previous: null, next: null }
}

/** What the filter finds, in any state; and the submission `also`, whether or not it does. */
function found({ courseId, filter }: QueueView, also = ''): Prisma.Sql {
  const { assignment, section, which } = filter
  return Prisma.sql`
    WITH attempts AS (
      SELECT submission."id", submission."userId", submission."assignmentId", submission."queuedAt",
        submission."verdict", submission."misconception", submission."failedCase",
        submission."finding", submission."timesAllowed",
        CASE WHEN review."doneAt" IS NOT NULL THEN 'done' WHEN review."id" IS NOT NULL THEN 'draft'
          ELSE 'none' END AS state,
        ${score} AS score,
        row_number() OVER (${ofOne} ORDER BY submission."queuedAt", submission."id")::int AS attempt,
        count(*) OVER (${ofOne})::int AS attempts
      FROM "Submission" AS submission
        JOIN "Assignment" AS assignment ON assignment."id" = submission."assignmentId"
        JOIN "Enrolment" AS enrolment ON enrolment."userId" = submission."userId"
          AND enrolment."courseId" = assignment."courseId"
        JOIN "User" AS student ON student."id" = submission."userId" AND student."erasedAt" IS NULL
        LEFT JOIN "Review" AS review ON review."submissionId" = submission."id"
      WHERE assignment."courseId" = ${courseId} AND enrolment."role" = 'student'
        AND submission."kind" = 'submit' AND submission."repeatsId" IS NULL
        AND submission."finishedAt" IS NOT NULL
        ${assignment === undefined ? Prisma.empty : Prisma.sql`AND assignment."id" = ${assignment}`}
        ${section === undefined ? Prisma.empty : Prisma.sql`AND coalesce(enrolment."section", '') = ${section}`}
    ),
    ranked AS (
      SELECT *, row_number() OVER (PARTITION BY "userId", "assignmentId" ORDER BY ${first[which]}) AS rank
      FROM attempts
    ),
    found AS (
      SELECT * FROM (
        SELECT *, (${which === 'all' ? Prisma.sql`true` : Prisma.sql`rank = 1`} AND ${matches(filter)}) AS isFound
        FROM ranked
      ) AS looked
      WHERE isFound OR "id" = ${also}
    )`
}

const ofOne = Prisma.sql`PARTITION BY submission."userId", submission."assignmentId"`

/** As scoreOf has it. */
const score = Prisma.sql`
  CASE
    WHEN review."doneAt" IS NOT NULL AND review."override" IS NOT NULL THEN review."override"
    WHEN submission."verdict" = 'graderError' THEN NULL
    ELSE least(
      greatest(submission."points" + CASE WHEN review."doneAt" IS NULL THEN 0 ELSE (
        SELECT coalesce(sum(item."points"), 0) FROM "RubricMark" AS mark
          JOIN "RubricItem" AS item ON item."id" = mark."itemId"
        WHERE mark."reviewId" = review."id"
      ) END, 0),
      greatest(coalesce(submission."maxPoints", 0), submission."points")
    )
  END`

/** Which of a student's attempts comes first. A failure of ours hides no work. */
const first: Record<Filter['which'], Prisma.Sql> = {
  latest: Prisma.sql`"verdict" = 'graderError', "queuedAt" DESC, "id"`,
  best: Prisma.sql`score DESC NULLS LAST, "queuedAt", "id"`,
  all: Prisma.sql`"queuedAt", "id"`,
}

function matches(filter: Filter): Prisma.Sql {
  const { verdict, misconception, failedCase, finding, borderline } = filter
  const conditions = [
    ...(verdict === undefined ? [] : [Prisma.sql`"verdict" = ${verdict}`]),
    ...(misconception === undefined ? [] : [Prisma.sql`"misconception" = ${misconception}`]),
    ...(failedCase === undefined ? [] : [Prisma.sql`"failedCase" = ${failedCase}`]),
    ...(finding === undefined ? [] : [Prisma.sql`"finding" = ${finding}`]),
    ...(borderline === undefined
      ? []
      : [Prisma.sql`"timesAllowed" BETWEEN ${1 / borderline}::float8 AND ${borderline}::float8`]),
  ]
  // What is unknown, as where no values were compared, is no match.
  return conditions.length === 0
    ? Prisma.sql`true`
    : Prisma.sql`coalesce(${Prisma.join(conditions, ' AND ')}, false)`
}

function inState({ state }: Filter): Prisma.Sql {
  if (state === undefined) return Prisma.sql`true`
  return state === 'todo' ? Prisma.sql`state <> 'done'` : Prisma.sql`state = ${state}`
}

function order({ shuffledBy }: QueueView): Prisma.Sql {
  return shuffledBy === null
    ? Prisma.sql`"queuedAt" DESC, "id" COLLATE "C"`
    : Prisma.sql`sha256(convert_to(${shuffledBy}::text || "id", 'UTF8')), "id" COLLATE "C"`
}
