/** PostgreSQL refuses to run as root. Where we are root, it runs as the user "postgres". */
import { execFile } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { StartFailure } from './failure.ts'

export interface Account {
  /** For the spawn of `command(…)`. */
  readonly options: { readonly uid?: number; readonly gid?: number }
  /** What to spawn in order to run `program` under this account. */
  command(this: void, program: readonly string[]): readonly string[]
  /** Gives it a folder. */
  own(this: void, folder: string): void
}

const name = 'postgres'
const run = promisify(execFile)

/**
 * The account for a process that has to reach `paths`.
 * @throws StartFailure when we are root and cannot get an account that reaches them.
 */
export async function unprivileged(paths: readonly string[]): Promise<Account> {
  const unchanged = (program: readonly string[]) => program
  if (process.getuid?.() !== 0) return { options: {}, command: unchanged, own: () => undefined }
  const { uid, gid } = await accountOf().catch(createAccount)
  const own = (folder: string) => {
    chownSync(folder, uid, gid)
  }
  const closed = paths.flatMap(foldersAbove).find((folder) => !letsThrough(folder, uid, gid))
  if (closed === undefined) return { options: { uid, gid }, command: unchanged, own }
  // A checkout below a closed home folder: the account may walk through it, and still not write there.
  const walker = [
    ...['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups'],
    // Without the bit, access(2) would answer as if the capability were not there.
    ...['--securebits', '+no_setuid_fixup'],
    ...['--inh-caps=-all,+dac_read_search', '--ambient-caps=+dac_read_search'],
  ] as const
  await run(walker[0], [...walker.slice(1), 'true']).catch((error: unknown) => {
    throw new StartFailure(
      `PostgreSQL does not run as root, and the user "${name}" may not enter ${closed}. Start Attendant as an ordinary user, move it to an open folder, or set DATABASE_URL.`,
      { cause: error },
    )
  })
  return { options: {}, command: (program) => [...walker, ...program], own }
}

async function accountOf(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
  )
  return { uid: uid!, gid: gid! }
}

async function createAccount(): Promise<{ uid: number; gid: number }> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', name])
    return await accountOf()
  } catch (error) {
    throw new StartFailure(
      `PostgreSQL does not run as root, and a user "${name}" to run it as cannot be made. Start Attendant as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    )
  }
}

function foldersAbove(path: string): string[] {
  const above = dirname(path)
  return above === path ? [] : [...foldersAbove(above), above]
}

function letsThrough(folder: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  return (mode & bit) !== 0
}
