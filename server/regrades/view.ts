/** Regrades as instructors see them: in a list, and one with its preview. */
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { Regrade as Row } from '../../prisma/generated/client.ts'
import { RegradeScope, type OpenRegrade, type Regrade } from '../api/regrade.ts'
import { caseChanges } from './cases.ts'
import { changesOf, fingerprintOf, isExchanged, totalsOf, verdictChanges } from './changes.ts'
import { publishedAfter } from './others.ts'

export async function listedRegrades(db: Database, rows: readonly Row[]): Promise<Regrade[]> {
  const ids = rows.map(({ id }) => id)
  const [progress, people] = await Promise.all([
    progressOf(db, ids),
    db.user.findMany({
      where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
      select: { id: true, name: true },
    }),
  ])
  return rows.map((row) => {
    const { id, exercise, neverLower, reason, createdAt, publishedAt, endedAt } = row
    const { submissions, graded } = progress.get(id) ?? { submissions: 0, graded: 0 }
    return {
      ...{ id, exercise, neverLower, reason, createdAt, publishedAt, endedAt, submissions, graded },
      scope: RegradeScope.parse(row.scope),
      // Follows from the shadows: nobody has to notice when the last one ends.
      state: row.state === 'running' && graded === submissions ? 'ready' : row.state,
      createdBy: people.find((one) => one.id === row.createdById)?.name ?? null,
    }
  })
}

export async function openRegrade(db: Database, row: Row): Promise<OpenRegrade> {
  const [[listed], progress, changes, blockedBy] = await Promise.all([
    listedRegrades(db, [row]),
    progressOf(db, [row.id]),
    changesOf(db, row),
    publishedAfter(db, row),
  ])
  const regrade = listed as Regrade
  const exchanged = changes.filter(isExchanged).map(({ shadow }) => shadow)
  return {
    ...regrade,
    etaMilliseconds: progress.get(row.id)?.etaMilliseconds ?? null,
    totals: totalsOf(changes),
    verdicts: changes.filter(verdictChanges).length,
    // Reads every report, so only once all are there.
    cases: regrade.state === 'running' ? [] : await caseChanges(db, exchanged),
    fingerprint: fingerprintOf(changes),
    blockedBy,
  }
}

interface Progress {
  readonly submissions: number
  readonly graded: number
  /** From how long those took that are done, with all the pauses in which live work went first. */
  readonly etaMilliseconds: number | null
}

async function progressOf(
  db: DatabaseOrTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  const rows = await db.$queryRaw<(Progress & { regradeId: string })[]>`
    SELECT "regradeId", count(*)::int AS "submissions", count("finishedAt")::int AS "graded",
      CASE WHEN count("finishedAt") BETWEEN 1 AND count(*) - 1 THEN
        (extract(epoch FROM now() - min("startedAt")) * 1000
          / count("finishedAt") * (count(*) - count("finishedAt")))::float8
      END AS "etaMilliseconds"
    FROM "Submission" WHERE "regradeId" = ANY(${ids})
    GROUP BY "regradeId"`
  return new Map(rows.map(({ regradeId, ...progress }) => [regradeId, progress]))
}
