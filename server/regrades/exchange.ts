import type { DatabaseOrTransaction } from '../../prisma/client.ts'

/**
 * Exchanges the results of these shadows of a regrade with those of what they repeat. Done twice, every
 * row is again what it was, byte for byte. What tells of a row's own way through the queue (its times,
 * seed and events) stays with it.
 */
export async function exchange(
  tx: DatabaseOrTransaction,
  regradeId: string,
  shadowIds: readonly string[],
): Promise<void> {
  const exchanged = await tx.$executeRaw`
    WITH pairs AS (
      SELECT "id" AS shadow, "repeatsId" AS original FROM "Submission"
      WHERE "regradeId" = ${regradeId} AND "id" = ANY(${shadowIds})
    ),
    moves AS (
      SELECT shadow AS "from", original AS "to" FROM pairs
      UNION ALL SELECT original, shadow FROM pairs
    )
    UPDATE "Submission" AS target SET
      "exerciseVersionId" = source."exerciseVersionId",
      "verdict" = source."verdict",
      "points" = source."points",
      "maxPoints" = source."maxPoints",
      "report" = source."report",
      "misconception" = source."misconception",
      "failedCase" = source."failedCase",
      "finding" = source."finding",
      "timesAllowed" = source."timesAllowed",
      "worker" = source."worker",
      "exchangedAt" = CASE WHEN target."regradeId" = ${regradeId} AND target."exchangedAt" IS NULL
        THEN now() END
    FROM moves JOIN "Submission" AS source ON source."id" = moves."from"
    WHERE target."id" = moves."to"`
  if (exchanged !== 2 * shadowIds.length) {
    throw new Error(
      `regrade ${regradeId}: ${shadowIds.length} pairs were to be exchanged, but ${exchanged} rows were found`,
    )
  }
}
