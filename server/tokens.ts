/** Tokens that stand in links. Whoever has the link may use it; the database holds a hash alone. */
import { createHash, randomBytes } from 'node:crypto'

export function newToken(): { token: string; hash: string } {
  const token = randomBytes(24).toString('base64url')
  return { token, hash: hashOfToken(token) }
}

/** A token has 192 random bits, so a fast hash without salt is as hard to reverse as the token is to guess. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
