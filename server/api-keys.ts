/** API keys, for terminals and scripts. A key is shown once; the database holds its hash. */
import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../prisma/client.ts'

const prefix = 'att_'
/** Enough for its owner to recognise a key by, and far too little to guess the rest from. */
const startLength = prefix.length + 6

/** A new key, with what the database keeps of it. */
export function newApiKey(): { key: string; start: string; hash: string } {
  const key = prefix + randomBytes(32).toString('base64url')
  return { key, start: key.slice(0, startLength), hash: hashOf(key) }
}

/** The id of the user whose key this is, or null when it is unknown or revoked. Notes its use, to the minute. */
export async function userIdOfKey(db: Database, key: string): Promise<string | null> {
  const found = await db.apiKey.findUnique({
    where: { hash: hashOf(key) },
    select: { id: true, userId: true, lastUsedAt: true, revokedAt: true },
  })
  if (!found || found.revokedAt) return null
  const now = new Date()
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > 60_000) {
    await db.apiKey.updateMany({ where: { id: found.id }, data: { lastUsedAt: now } })
  }
  return found.userId
}

/** A key has 256 random bits, so a fast hash without salt is as hard to reverse as the key is to guess. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
