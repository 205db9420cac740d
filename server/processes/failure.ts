/** Why a start ends: the person at the keyboard can put it right, and the message says how. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}

/** The code of a system error such as ENOENT, if it is one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
