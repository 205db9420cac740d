/** Counts that a restart does not forget: express-rate-limit's store in PostgreSQL. */
import { createHash } from 'node:crypto'
import type { IncrementResponse, Store } from 'express-rate-limit'
import type { Database } from '../prisma/client.ts'

/** How often expired counts are removed, at most. */
const sweepMilliseconds = 10 * 60_000

/**
 * A store for one limit of that name over windows of `windowMs`. Keys are kept as hashes, so the
 * table says neither who asked nor from where. The database's clock rules, for all servers alike.
 */
export function storeCounts(db: Database, name: string, windowMs: number): Store {
  let sweptAt = performance.now()

  /** Skips rows that another server sweeps at this moment. */
  async function sweep(): Promise<void> {
    if (performance.now() - sweptAt < sweepMilliseconds) return
    sweptAt = performance.now()
    await sweepCounts(db)
  }

  return {
    prefix: name,
    localKeys: false,

    async increment(key): Promise<IncrementResponse> {
      await sweep()
      const [row] = await db.$queryRaw<[{ hits: number; resetAt: Date }]>`
        INSERT INTO "RateCount" AS count ("key", "hits", "resetAt")
        VALUES (${rowKey(name, key)}, 1, now() + ${windowMs} * interval '1 millisecond')
        ON CONFLICT ("key") DO UPDATE SET
          "hits" = CASE WHEN count."resetAt" <= now() THEN 1 ELSE count."hits" + 1 END,
          "resetAt" = CASE WHEN count."resetAt" <= now() THEN EXCLUDED."resetAt" ELSE count."resetAt" END
        RETURNING "hits", "resetAt"`
      return { totalHits: row.hits, resetTime: row.resetAt }
    },

    async decrement(key) {
      await db.$executeRaw`
        UPDATE "RateCount" SET "hits" = "hits" - 1
        WHERE "key" = ${rowKey(name, key)} AND "hits" > 0`
    },

    async resetKey(key) {
      await db.rateCount.deleteMany({ where: { key: rowKey(name, key) } })
    },
  }
}

/** Removes the counts whose time is over. */
export async function sweepCounts(db: Database): Promise<number> {
  return await db.$executeRaw`
    DELETE FROM "RateCount" WHERE "key" IN (
      SELECT "key" FROM "RateCount" WHERE "resetAt" <= now() FOR UPDATE SKIP LOCKED
    )`
}

function rowKey(name: string, key: string): string {
  return `${name}:${createHash('sha256').update(key).digest('base64url')}`
}
