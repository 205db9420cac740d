import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import type { CaseChange } from '../api/regrade.ts'

/**
 * How the verdicts of single cases change in these shadows' pairs. The database looks into the reports:
 * they are large, and only names and verdicts are wanted.
 */
export async function caseChanges(
  db: DatabaseOrTransaction,
  shadowIds: readonly string[],
): Promise<CaseChange[]> {
  return await db.$queryRaw<CaseChange[]>`
    WITH pairs AS (
      SELECT CASE WHEN shadow."exchangedAt" IS NULL THEN original."report" ELSE shadow."report" END AS old,
        CASE WHEN shadow."exchangedAt" IS NULL THEN shadow."report" ELSE original."report" END AS renewed
      FROM "Submission" AS shadow JOIN "Submission" AS original ON original."id" = shadow."repeatsId"
      WHERE shadow."id" = ANY(${shadowIds})
    ),
    cases AS (
      SELECT both_sides.* FROM pairs, LATERAL (
        SELECT "case", before."verdict" AS "before", after."verdict" AS "after"
        FROM (
          SELECT one ->> 'name' AS "case",
            CASE WHEN NOT (one ->> 'skipped')::boolean THEN one ->> 'verdict' END AS "verdict"
          FROM jsonb_array_elements(pairs.old -> 'cases') AS one
        ) AS before
        FULL JOIN (
          SELECT one ->> 'name' AS "case",
            CASE WHEN NOT (one ->> 'skipped')::boolean THEN one ->> 'verdict' END AS "verdict"
          FROM jsonb_array_elements(pairs.renewed -> 'cases') AS one
        ) AS after USING ("case")
      ) AS both_sides
    )
    SELECT "case", "before", "after", count(*)::int AS "submissions" FROM cases
    WHERE "before" IS DISTINCT FROM "after"
    GROUP BY "case", "before", "after"
    ORDER BY sum(count(*)) OVER (PARTITION BY "case") DESC, "case", "submissions" DESC, "before", "after"`
}
