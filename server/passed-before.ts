import type { Report } from '../grader/report.ts'
import type { Database } from '../prisma/client.ts'
import type { OpenSubmission } from './api/submission.ts'

/** How many finished submissions and runs are looked back at. */
const lookedAt = 50

/**
 * The failing cases of this submission that passed in an earlier one of the same student, and in which
 * one last. The database looks into the reports: they are large, and only names are wanted.
 */
export async function passedBefore(
  db: Database,
  submissionId: string,
  { cases }: Report,
): Promise<OpenSubmission['passedBefore']> {
  const failing = cases.filter(({ verdict, skipped }) => verdict !== 'passed' && !skipped)
  if (failing.length === 0) return []
  const names = failing.map(({ name }) => name)
  const found = await db.$queryRaw<OpenSubmission['passedBefore']>`
    WITH earlier AS (
      SELECT past."id", past."report",
        row_number() OVER (ORDER BY past."queuedAt" DESC, past."id" DESC)::int AS "attemptsAgo"
      FROM "Submission" AS past JOIN "Submission" AS this
        ON past."userId" = this."userId" AND past."exercise" = this."exercise"
      WHERE this."id" = ${submissionId}
        AND (past."queuedAt", past."id") < (this."queuedAt", this."id")
        AND past."kind" IN ('run', 'submit') AND past."finishedAt" IS NOT NULL
        AND past."verdict" <> 'graderError' AND past."report" IS NOT NULL
      ORDER BY past."queuedAt" DESC, past."id" DESC
      LIMIT ${lookedAt}
    )
    SELECT DISTINCT ON (one ->> 'name')
      one ->> 'name' AS "case", earlier."id" AS "submission", earlier."attemptsAgo"
    FROM earlier, jsonb_array_elements(earlier."report" -> 'cases') AS one
    WHERE one ->> 'verdict' = 'passed' AND one ->> 'name' = ANY(${names})
    ORDER BY one ->> 'name', earlier."attemptsAgo"`
  return names.flatMap((name) => found.find((one) => one.case === name) ?? [])
}
