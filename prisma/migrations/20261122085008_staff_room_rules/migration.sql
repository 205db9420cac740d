-- What schema.prisma cannot say about the staff room, written by hand.

ALTER TABLE "Review"
  ADD CONSTRAINT "Review_override_reason_check" CHECK ("override" IS NULL OR "overrideReason" IS NOT NULL);

ALTER TABLE "ReviewComment"
  ADD CONSTRAINT "ReviewComment_lines_check" CHECK ("line" >= 1 AND "endLine" >= "line");

ALTER TABLE "Assignment"
  ADD CONSTRAINT "Assignment_cooldown_check" CHECK ("cooldownSeconds" > 0),
  ADD CONSTRAINT "Assignment_weight_check" CHECK ("weight" >= 0),
  ADD CONSTRAINT "Assignment_disclosure_check" CHECK ("disclosure" IN ('full', 'diagnosis', 'name'));

ALTER TABLE "Pause"
  ADD CONSTRAINT "Pause_lane_check" CHECK ("lane" IN ('run', 'submit', 'retry', 'regrade', 'validation', 'all'));

-- One running or ready regrade of an exercise and course at a time: two would publish over each other.
CREATE UNIQUE INDEX "Regrade_one_open" ON "Regrade" ("courseId", "exercise") WHERE "state" IN ('running', 'ready');

-- What earlier reports say first (grader/digest.ts).
UPDATE "Submission" SET
  "misconception" = "report" #>> '{diagnosis,misconception,id}',
  "failedCase" = failed ->> 'name',
  "finding" = coalesce(failed #>> '{finding,kind}', "report" #>> '{finding,kind}'),
  "timesAllowed" = (
    SELECT CASE WHEN bool_and(jsonb_typeof(times) = 'number') THEN max((times #>> '{}')::float8) END
    FROM jsonb_array_elements("report" -> 'cases') AS one,
      LATERAL (
        SELECT CASE WHEN one ->> 'verdict' = 'passed'
          THEN coalesce(nullif(one -> 'timesAllowed', 'null'), '0')
          ELSE coalesce(one #> '{finding,timesAllowed}', 'null')
        END AS times
      ) AS measured
    WHERE NOT (one ->> 'skipped')::boolean
  )
FROM (
  SELECT "id" AS of, "report" -> 'cases' -> ("report" ->> 'firstFailure')::int AS failed
  FROM "Submission" WHERE "report" IS NOT NULL
) AS failures
WHERE of = "id";
