/** Paths as they stand in the log. */

/** What follows these is a token, with which its holder may join a course. */
const beforeTokens = /^(\/api\/invites\/|\/join\/).+$/

export function loggedPath(path: string): string {
  return path.replace(beforeTokens, '$1…')
}
